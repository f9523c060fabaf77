import type { Client } from "../domain/desk.ts";
import type { NotToday } from "../domain/digest.ts";
import { formatDuration } from "../domain/duration.ts";
import { type Request, requestName } from "../domain/request.ts";
import { messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { formatDate } from "../view/format.ts";
import { clip } from "../view/limits.ts";
import type { Node } from "../view/nodes.ts";
import { type DayLook, nameSpans, shortName } from "./day-line.ts";

const SHOWN = 3;
const TITLE_TOLD = 80;

/**
 * What the client is told of work that takes longer, in their language and time. Made from nothing but the request, the client and the
 * time, so that what is posted is what was shown.
 */
export function delayMessage(
  request: Pick<Request, "number" | "title">,
  client: Pick<Client, "code" | "language" | "zone">,
  ready: Date,
  now: Date,
): string {
  const reader = { locale: client.language, zone: client.zone };
  const when = formatDate({ kind: "date", at: ready.toISOString(), style: "date-time" }, reader, now);
  const title = clip(request.title, TITLE_TOLD);
  return messages(client.language).day.delay(requestName(client.code, request), title, when);
}

/** What will not fit today, each with a message to the client that can be copied, or sent with a button. */
export function notToday(late: readonly NotToday[], look: DayLook): Node[] {
  if (late.length === 0) return [];
  const left = late.length - SHOWN;
  return [
    v.heading(`${look.m.day.wontFit} (${late.length})`),
    ...late.slice(0, SHOWN).flatMap((one) => item(one, look)),
    ...(left > 0 ? [v.text(look.m.common.more(left))] : []),
  ];
}

function item({ request, minutes, proposed }: NotToday, look: DayLook): Node[] {
  const { m, now } = look;
  const name = [...nameSpans(request, look), v.plain(` · ${formatDuration(minutes)}`)];
  const client = look.clients.get(request.client);
  if (!proposed || !client) return [v.text(...name, ` — ${m.day.noHours}`)];
  const message = delayMessage(request, client, proposed, now);
  const whom = shortName(request.audience === "private" ? request.requesterName : client.name);
  return [
    v.text(...name, ` — ${m.day.canBeReady} `, v.when(proposed)),
    v.quote(message),
    v.actions({
      label: m.day.send(whom),
      verb: "delay",
      input: { ref: request.id, ready: proposed.toISOString() },
      revision: request.version,
      confirm: m.day.sendSure(whom, message),
    }),
  ];
}
