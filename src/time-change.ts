import type { Reply } from "./command.ts";
import { type Ctx, dateMeant } from "./ctx.ts";
import { formatDuration } from "./domain/duration.ts";
import { requestName } from "./domain/request.ts";
import type { TimeEntry } from "./domain/time-entry.ts";
import { UserError } from "./errors.ts";
import { write } from "./store/writes.ts";
import { wallInstant } from "./time/occurrences.ts";
import { addDays, isDay, localDate, localTime, startOfLocalDay } from "./time/zones.ts";
import { overlapNotes } from "./time-overlaps.ts";
import * as v from "./view/build.ts";
import type { Node } from "./view/nodes.ts";
import { namesAnother } from "./wall.ts";

/** An entry by its code that this actor may change. @throws UserError */
export async function ownEntry(ctx: Ctx, code: string): Promise<TimeEntry> {
  const entry = await ctx.store.time.byCode(code);
  if (!entry) throw new UserError("no-entry", ctx.m.errors.noEntry(code), { field: "ref" });
  if (entry.person !== ctx.actor.person.id && ctx.actor.role !== "owner") {
    throw new UserError("not-yours", ctx.m.time.notYourEntry);
  }
  return entry;
}

type Change = Partial<Pick<TimeEntry, "minutes" | "client" | "request" | "note" | "kind">> & {
  dateWords?: string;
  /** When it began, wall time. */
  from?: string;
  /** The kind of work may name another client: they know. */
  anyway: boolean;
};

const DAY_MINUTES = 24 * 60;

/** @throws UserError if an entry of a day were longer than any day */
export function mustFitADay({ m }: Ctx, minutes: number): void {
  if (minutes > DAY_MINUTES)
    throw new UserError("too-long", m.time.overADay(formatDuration(minutes)), { field: "duration" });
}

/** Changes an entry; one that was reported already shows as a correction in the next status. */
export async function changeEntry(ctx: Ctx, code: string, change: Change): Promise<Reply> {
  const { dateWords, from, anyway, ...fields } = change;
  const entry = await ownEntry(ctx, code);
  const client = fields.client ?? entry.client;
  const wall = anyway ? undefined : await kindNamesAnother(ctx, client, fields.kind);
  if (wall) return wall;
  if (fields.minutes !== undefined) mustFitADay(ctx, fields.minutes);
  const date = dateWords === undefined ? entry.date : dayMeant(ctx, dateWords);
  const after = {
    ...entry,
    ...fields,
    // An entry that moves to another client leaves its request behind.
    request: fields.request ?? (client === entry.client ? entry.request : null),
    date,
    ...clockTimes(ctx, entry, { date, minutes: fields.minutes ?? entry.minutes, from }),
  };
  await ctx.store.commit({
    writes: [write.timeEntry.replace(after)],
    events: [
      { subject: entry.id, kind: "time-edited", data: { minutes: after.minutes, before: entry.minutes } },
    ],
  });
  const told = await ctx.store.statuses.tellOf(entry.id);
  const view = await entryView(ctx, ctx.m.time.entryChanged(code), after, told);
  const notes = after.start === null ? [] : await overlapNotes(ctx, [after]);
  return { to: "actor", view: { ...view, body: [...view.body, ...notes] } };
}

type Times = Pick<TimeEntry, "start" | "end">;

/** Once length or day are said by hand, clock times no longer describe an entry, unless its beginning is said too. */
function clockTimes(
  ctx: Ctx,
  { start, end, ...entry }: TimeEntry,
  { date, minutes, from }: Pick<TimeEntry, "date" | "minutes"> & { from: string | undefined },
): Times {
  const began = start === null ? undefined : localTime(start, ctx.reader.zone);
  const same = date === entry.date && minutes === entry.minutes;
  if (same && (from === undefined || from === began)) return { start, end };
  if (from === undefined) return { start: null, end: null };
  const times = timesFrom(ctx, date, from, minutes);
  if (times.end <= startOfLocalDay(addDays(date, 1), ctx.reader.zone)) return times;
  throw new UserError("two-days", ctx.m.time.overMidnight, { field: "from" });
}

/**
 * From a wall time of the reader's on a local day, so many minutes on.
 * @throws UserError if that is not over yet
 */
export function timesFrom(ctx: Ctx, date: string, from: string, minutes: number): { start: Date; end: Date } {
  const start = wallInstant(date, from, ctx.reader.zone);
  const end = new Date(start.getTime() + minutes * 60_000);
  if (end > ctx.now) throw new UserError("future-time", ctx.m.time.endsAhead, { field: "from" });
  return { start, end };
}

/** The kind of work is what a client reads of time; its note they never see. */
export async function kindNamesAnother(
  ctx: Ctx,
  client: string,
  kind: string | undefined,
): Promise<Reply | undefined> {
  const named = kind ? await ctx.store.clients.byId(client) : undefined;
  return named && kind ? namesAnother(ctx, named, kind) : undefined;
}

/** A day in words; never one to come. */
export function dayMeant(ctx: Ctx, words: string): string {
  const today = localDate(ctx.now, ctx.reader.zone);
  const past = pastDay(words, today);
  const date = past ?? localDate(dateMeant(ctx, words, "date").at, ctx.reader.zone);
  if (date > today) throw new UserError("future-day", ctx.m.time.tooFarAhead, { field: "date" });
  return date;
}

/** Days behind us, which dates of due never are: `yesterday`, `2026-11-20`, `monday` (the last one). */
export function pastDay(words: string, today: string): string | undefined {
  const plain = words.toLowerCase().replace(/^last\s+/, "");
  if (isDay(plain) && plain <= today) return plain;
  const base = new Date(`${today}T12:00:00Z`);
  const back = (days: number): string =>
    new Date(base.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  if (plain === "today") return today;
  if (plain === "yesterday") return back(1);
  const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
  const wanted = days.indexOf(plain.slice(0, 3));
  if (wanted < 0 || !/^(sun|mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?)(day)?$/.test(plain)) return undefined;
  return back((base.getUTCDay() - wanted + 7) % 7);
}

/** Client code, or `ACME-12`, of what time was spent on. */
export async function subjectName(
  ctx: Pick<Ctx, "store">,
  of: { client: string; request: string | null },
): Promise<string> {
  const [client, request] = await Promise.all([
    ctx.store.clients.byId(of.client),
    of.request === null ? undefined : ctx.store.requests.byId(of.request),
  ]);
  const code = client?.code ?? "?";
  return request ? requestName(code, request) : code;
}

const clockSpans = ({ start, end }: TimeEntry) =>
  start && end ? [v.plain(" · "), v.when(start, "time"), v.plain("–"), v.when(end, "time")] : [];

/** `told`: the client was told of it, so that the change will be. */
export async function entryView(ctx: Ctx, title: string, entry: TimeEntry, told = false) {
  const { m } = ctx;
  const body: Node[] = [
    v.fields([
      v.field(m.time.columns.entry, v.code(entry.code)),
      v.field(m.time.columns.duration, formatDuration(entry.minutes)),
      v.field(
        entry.request === null ? m.time.columns.client : m.time.columns.request,
        await subjectName(ctx, entry),
      ),
      v.field(m.time.columns.day, v.day(entry.date), ...clockSpans(entry)),
      ...(entry.kind === "" ? [] : [v.field(m.time.kind, entry.kind)]),
    ]),
    ...(entry.note === "" ? [] : [v.quote(entry.note)]),
    ...(told ? [v.context(m.time.reportedAlready)] : []),
  ];
  return { title, body };
}
