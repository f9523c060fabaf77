import type { Reply } from "./command.ts";
import { type Ctx, dateMeant } from "./ctx.ts";
import { formatDuration } from "./domain/duration.ts";
import { requestName } from "./domain/request.ts";
import type { TimeEntry } from "./domain/time-entry.ts";
import { UserError } from "./errors.ts";
import { write } from "./store/writes.ts";
import { isDay, localDate } from "./time/zones.ts";
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

type Change = Partial<Pick<TimeEntry, "minutes" | "client" | "note" | "kind">> & {
  dateWords?: string;
  /** The kind of work may name another client: they know. */
  anyway: boolean;
};

/** Changes an entry; one that was reported already shows as a correction in the next status. */
export async function changeEntry(ctx: Ctx, code: string, change: Change): Promise<Reply> {
  const { dateWords, anyway, ...fields } = change;
  const entry = await ownEntry(ctx, code);
  const client = fields.client ?? entry.client;
  const wall = anyway ? undefined : await kindNamesAnother(ctx, client, fields.kind);
  if (wall) return wall;
  const after = {
    ...entry,
    ...fields,
    // An entry that moves to another client leaves its request behind.
    request: client === entry.client ? entry.request : null,
    date: dateWords === undefined ? entry.date : dayMeant(ctx, dateWords),
    // Once the length is said by hand, the clock times no longer describe it.
    ...(fields.minutes === undefined || fields.minutes === entry.minutes ? {} : { start: null, end: null }),
  };
  await ctx.store.commit({
    writes: [write.timeEntry.replace(after)],
    events: [
      { subject: entry.id, kind: "time-edited", data: { minutes: after.minutes, before: entry.minutes } },
    ],
  });
  const told = await ctx.store.statuses.tellOf(entry.id);
  return { to: "actor", view: await entryView(ctx, ctx.m.time.entryChanged(code), after, told) };
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
function pastDay(words: string, today: string): string | undefined {
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

/** `told`: the client was told of it, so that the change will be. */
export async function entryView(ctx: Ctx, title: string, entry: TimeEntry, told = false) {
  const { m } = ctx;
  const body: Node[] = [
    v.fields([
      v.field(m.time.columns.entry, v.code(entry.code)),
      v.field(m.time.columns.duration, formatDuration(entry.minutes)),
      v.field(m.time.columns.client, await subjectName(ctx, entry)),
      v.field(m.time.columns.day, entry.date),
      ...(entry.kind === "" ? [] : [v.field(m.time.kind, entry.kind)]),
    ]),
    ...(entry.note === "" ? [] : [v.quote(entry.note)]),
    ...(told ? [v.context(m.time.reportedAlready)] : []),
  ];
  return { title, body };
}
