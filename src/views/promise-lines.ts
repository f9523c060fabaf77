import type { Clock } from "../domain/clocks.ts";
import type { Request } from "../domain/request.ts";
import { localTime } from "../time/zones.ts";
import * as v from "../view/build.ts";
import type { Span, Text } from "../view/nodes.ts";
import { type DayLook, nameSpans, shortName } from "./day-line.ts";

/** When a promise breaks or broke: in the reader's time, and the client's where their clock shows another. */
export function promisedBy({ by }: Clock, request: Pick<Request, "client">, look: DayLook): Span[] {
  const { clients, reader, m } = look;
  const client = clients.get(request.client);
  if (!by) return [];
  const own = v.when(by);
  if (!client || localTime(by, client.zone) === localTime(by, reader.zone)) return [own];
  const theirs = v.when(by, "date-time", client.zone);
  return [own, v.plain(" ("), theirs, v.plain(`${m.promise.dm.forThem(shortName(client.name))})`)];
}

/** `ACME-12 Fix the template — first answer promised by Tue 14:00 (09:30 for Acme)` */
export function promiseLine(request: Request, clock: Clock, look: DayLook): Text {
  const { clocks, digest } = look.m.promise;
  const late = clock.by !== null && clock.by <= look.now;
  const words = (late ? digest.broken : digest.soon)(clocks[clock.of]);
  return [
    v.plain(late ? "🔴 " : ""),
    ...nameSpans(request, look),
    v.plain(` — ${words} `),
    ...promisedBy(clock, request, look),
  ];
}
