import type { Client } from "../domain/desk.ts";
import { formatDuration } from "../domain/duration.ts";
import { estimateOf, type Reason } from "../domain/priority.ts";
import { type Request, requestName } from "../domain/request.ts";
import type { Messages } from "../i18n/index.ts";
import { localDate, localTime } from "../time/zones.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Reader, Span } from "../view/nodes.ts";

/** Whose day is looked at, and by which light. */
export interface DayLook {
  /** The desk's name. */
  desk: string;
  /** By id. */
  clients: ReadonlyMap<string, Client>;
  reader: Reader;
  now: Date;
  m: Messages;
}

const TITLE_SHOWN = 70;
const NAME_SHOWN = 40;
const DAY_MS = 86_400_000;

const refOf = (request: Request, { clients }: DayLook): string =>
  requestName(clients.get(request.client)?.code ?? "?", request);

/** A person's or company's name as it stands in a line. */
export const shortName = (name: string): string => clip(name, NAME_SHOWN);

export const clientName = (client: string, { clients }: DayLook): string =>
  shortName(clients.get(client)?.name ?? "?");

/** `ACME-12 Fix the template` */
export function nameSpans(request: Request, look: DayLook): Span[] {
  const mark = request.audience === "private" ? " 🔒" : "";
  return [v.bold(refOf(request, look)), v.plain(` ${clip(request.title, TITLE_SHOWN)}${mark}`)];
}

/** The same with when it is due and how long it takes. */
export function workSpans(request: Request, look: DayLook): Span[] {
  return [
    ...nameSpans(request, look),
    ...dueInBoth(request, look),
    v.plain(` · ${workInWords(request, look)}`),
  ];
}

/** `2h`, or what is assumed where nobody has estimated it. */
export function workInWords(request: Request, { m }: DayLook): string {
  const minutes = formatDuration(estimateOf(request));
  return request.estimate === null ? m.day.assumed(minutes) : minutes;
}

/** In the reader's time; in the client's too where their clock shows something else. */
function dueInBoth({ due, client: id }: Request, { clients, reader, m }: DayLook): Span[] {
  if (!due) return [];
  const { at, hasTime } = due;
  const style = hasTime ? "date-time" : "date";
  const own = [v.plain(` · ${m.day.due} `), v.when(at, style)];
  const client = clients.get(id);
  if (!client) return own;
  const sameDay = localDate(at, client.zone) === localDate(at, reader.zone);
  const sameTime = localTime(at, client.zone) === localTime(at, reader.zone);
  if (sameDay && (sameTime || !hasTime)) return own;
  return [
    ...own,
    v.plain(" ("),
    v.when(at, sameDay ? "time" : style, client.zone),
    v.plain(`${m.request.dueFor(shortName(client.name))})`),
  ];
}

/** `since yesterday`, by the reader's days. */
export function ago(since: Date, { reader, now, m }: DayLook): string {
  const day = (at: Date) => Date.parse(localDate(at, reader.zone));
  return m.day.ago(Math.round((day(now) - day(since)) / DAY_MS));
}

/** Why a request stands where it stands. */
export function reasonsInWords(reasons: readonly Reason[], look: DayLook): string {
  return reasons.map((reason) => inWords(reason, look)).join("; ");
}

function inWords(reason: Reason, look: DayLook): string {
  const words = look.m.day.reasons;
  switch (reason.kind) {
    case "overdue":
      return words.overdue;
    case "tight": {
      const left = formatDuration(reason.left);
      return reason.guessed ? words.tightGuessed(left) : words.tight(left, formatDuration(reason.estimate));
    }
    case "urgent":
      return words.urgent;
    case "not-urgent":
      return words.notUrgent;
    case "time":
      return words.time(formatDuration(reason.left));
    case "no-due":
      return words.noDue;
    case "important":
      return words.important;
    case "goal":
      return words.goal(reason.word);
    case "changes":
      return words.changes;
    case "unanswered":
      return words.unanswered(ago(reason.since, look));
    case "promise":
      return look.m.promise.reason(reason.clock, reason.broken);
    case "package":
      return words.package(formatDuration(reason.left));
    default:
      return reason satisfies never;
  }
}
