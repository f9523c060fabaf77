import type { Due } from "../domain/promise.ts";
import { type Request, requestName } from "../domain/request.ts";
import * as v from "../view/build.ts";
import type { Action, View } from "../view/nodes.ts";
import type { DayLook } from "./day-line.ts";
import { promisedBy, promiseLine } from "./promise-lines.ts";
import { requestAction } from "./request-card.ts";

const LINES = 10;

interface Noticed extends Due {
  request: Request;
}

/** Promises that will break, or did: one with what helps, several as a list. */
export function promisesView(all: readonly Noticed[], look: DayLook): View {
  const [first] = all;
  if (first && all.length === 1) return one(first, look);
  const { m } = look;
  const lines = all.slice(0, LINES).map(({ request, clock }) => promiseLine(request, clock, look));
  const more = all.length - lines.length;
  return {
    title: m.promise.dm.many(all.length),
    body: [
      v.list([...lines, ...(more > 0 ? [v.spans(m.common.more(more))] : [])]),
      v.context(...v.withTyped(m.promise.dm.seeToday)),
    ],
  };
}

function one({ request, clock, what }: Noticed, look: DayLook): View {
  const { m } = look;
  const { dm, clocks } = m.promise;
  const ref = requestName(look.clients.get(request.client)?.code ?? "?", request);
  const title = (what === "warn" ? dm.warn : dm.broken)(ref, clocks[clock.of]);
  const help = { first: dm.askFirst, next: dm.askNext, finish: dm.askFinish }[clock.of];
  const { buttons } = m.request;
  const press: Action[] = [
    ...(request.stage === "new" ? [requestAction(request, "take", buttons.take, "primary")] : []),
    ...(clock.of === "finish" ? [requestAction(request, "deliver", buttons.deliver)] : []),
    requestAction(request, "show", buttons.details),
  ];
  return {
    title,
    body: [
      v.text(v.bold(request.title)),
      v.text(`${dm.due} `, ...promisedBy(clock, request, look)),
      v.text(help),
      v.actions(...press),
    ],
  };
}
