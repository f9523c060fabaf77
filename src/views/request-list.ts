import { formatDuration } from "../domain/duration.ts";
import { isOpen, type Request, requestName } from "../domain/request.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import type { Span, View } from "../view/nodes.ts";

interface ListOptions {
  /** Client code by client id. */
  codes: ReadonlyMap<string, string>;
  more: number;
  forMember: boolean;
  now: Date;
  m: Messages;
}

/** Requests, a line each. A client's line shows only what `ClientRequest` has. */
export function requestList(title: string, requests: readonly Request[], options: ListOptions): View {
  const { more, m } = options;
  if (requests.length === 0) return { title, body: [v.text(m.request.none)] };
  return {
    title,
    body: [
      v.list(requests.map((request) => line(request, options))),
      ...(more > 0 ? [v.context(m.common.more(more))] : []),
    ],
  };
}

function line(request: Request, { codes, forMember, now, m }: ListOptions): Span[] {
  const overdue = request.due && isOpen(request.stage) && request.due.at < now;
  return [
    v.bold(requestName(codes.get(request.client) ?? "?", request)),
    v.plain(` ${request.title} — ${m.request.stage[request.stage]}`),
    ...(request.hold?.kind === "blocked"
      ? [
          v.plain(
            ` · ${request.hold.on === "client" && !forMember ? m.request.waitingOnYou : m.request.waitingOnOther}`,
          ),
        ]
      : []),
    ...(request.due && isOpen(request.stage) ? [v.plain(" · "), v.when(request.due.at, "date-time")] : []),
    ...(overdue ? [v.bold(` ${m.request.overdue}`)] : []),
    ...(forMember && request.estimate !== null ? [v.plain(` · ${formatDuration(request.estimate)}`)] : []),
    ...(forMember && request.audience === "private" ? [v.plain(" · 🔒")] : []),
  ];
}
