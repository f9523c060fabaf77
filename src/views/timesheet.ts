import { formatDuration } from "../domain/duration.ts";
import type { Request } from "../domain/request.ts";
import type { TimeEntry } from "../domain/time-entry.ts";
import type { Total } from "../domain/timesheet.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { formatDate } from "../view/format.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, Reader, Span, Text, View } from "../view/nodes.ts";

/** What a timesheet shows: totals, pairs that overlap, entries; and how its parts are called. */
export interface SheetShown {
  title: string;
  entries: readonly TimeEntry[];
  minutes: number;
  byDay: readonly Total[];
  byClient: readonly Total[];
  byKind: readonly Total[];
  byRequest: readonly Total[];
  /** Only where it is more than one person's. */
  byPerson: readonly Total[];
  overlaps: readonly (readonly [TimeEntry, TimeEntry])[];
  clientOf(id: string): string;
  requestOf(id: string): Pick<Request, "title"> | undefined;
  personOf(id: string): string;
  /** `ACME-12` or `ACME`. */
  subjectOf(entry: Pick<TimeEntry, "client" | "request">): string;
  actions: readonly Action[];
}

const TOTALS = 10;
const OVERLAPS = 5;
const ENTRIES = 25;
const TITLE_SHOWN = 60;
const NOTE_SHOWN = 60;

/** A week of time: what it comes to by day, client, kind and request, and every entry with the name to change it by. */
export function timesheetView(sheet: SheetShown, reader: Reader, now: Date, m: Messages): View {
  const { time } = m;
  if (sheet.entries.length === 0)
    return { title: sheet.title, body: [v.text(time.empty), v.actions(...sheet.actions)] };
  const day = (date: string): string =>
    formatDate({ kind: "date", at: `${date}T12:00:00Z`, style: "date", zone: "UTC" }, reader, now);
  return {
    title: sheet.title,
    body: [
      v.text(v.bold(`${time.total}: ${formatDuration(sheet.minutes)}`)),
      ...totals(time.byPerson, sheet.byPerson, (key) => sheet.personOf(key ?? ""), m),
      ...totals(time.byDay, sheet.byDay, (key) => day(key ?? ""), m),
      ...totals(time.byClient, sheet.byClient, (key) => sheet.clientOf(key ?? ""), m),
      ...totals(time.byKind, sheet.byKind, (key) => key || time.unsaid, m),
      ...totals(time.byRequest, sheet.byRequest, (key) => requestWords(key, sheet, m), m),
      ...overlapNodes(sheet, m),
      ...entryNodes(sheet, day, m),
      v.actions(...sheet.actions),
    ],
  };
}

function totals(
  title: string,
  list: readonly Total[],
  name: (key: string | null) => string,
  m: Messages,
): Node[] {
  if (list.length === 0) return [];
  const lines = list
    .slice(0, TOTALS)
    .map(({ key, minutes }): Text => v.spans(v.bold(formatDuration(minutes)), ` ${name(key)}`));
  return [v.heading(title), v.list([...lines, ...more(list.length - TOTALS, m)])];
}

function requestWords(key: string | null, sheet: SheetShown, m: Messages): string {
  if (key === null) return m.time.requestNoTime;
  const entry = sheet.entries.find((one) => one.request === key);
  const title = sheet.requestOf(key)?.title;
  const name = entry ? sheet.subjectOf(entry) : "?";
  return title === undefined ? name : `${name} ${clip(title, TITLE_SHOWN)}`;
}

function overlapNodes(sheet: SheetShown, m: Messages): Node[] {
  if (sheet.overlaps.length === 0) return [];
  const one = (entry: TimeEntry): Span[] => [
    v.code(entry.code),
    ...(entry.start && entry.end
      ? [v.plain(" "), v.when(entry.start), v.plain("–"), v.when(entry.end, "time")]
      : []),
  ];
  const lines = sheet.overlaps
    .slice(0, OVERLAPS)
    .map(([a, b]): Text => [...one(a), v.plain(` ${m.time.and} `), ...one(b)]);
  return [
    v.heading(`⚠ ${m.time.overlapTitle} (${sheet.overlaps.length})`),
    v.list([...lines, ...more(sheet.overlaps.length - OVERLAPS, m)]),
  ];
}

function entryNodes(sheet: SheetShown, day: (date: string) => string, m: Messages): Node[] {
  const lines = sheet.entries.slice(0, ENTRIES).map((entry): Text => {
    const words = [
      day(entry.date),
      formatDuration(entry.minutes),
      sheet.subjectOf(entry),
      ...(sheet.byPerson.length > 0 ? [sheet.personOf(entry.person)] : []),
      ...(entry.kind === "" ? [] : [entry.kind]),
      ...(entry.note === "" ? [] : [clip(entry.note.replace(/\s+/g, " "), NOTE_SHOWN)]),
      ...(entry.trimmed ? [m.time.trimmed] : []),
    ];
    return v.spans(v.code(entry.code), ` ${words.join(" · ")}`);
  });
  return [v.heading(m.time.entries), v.list([...lines, ...more(sheet.entries.length - ENTRIES, m)])];
}

const more = (left: number, m: Messages): Text[] => (left > 0 ? [v.spans(m.common.more(left))] : []);
