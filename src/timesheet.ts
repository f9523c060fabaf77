import { type Ctx, dateMeant } from "./ctx.ts";
import type { Client, Member } from "./domain/desk.ts";
import { type Request, requestName } from "./domain/request.ts";
import { type Timesheet, timesheetOf } from "./domain/timesheet.ts";
import { UserError } from "./errors.ts";
import type { DeskStore } from "./store/desk.ts";
import { addDays, localDate, type Week, weekOfDate } from "./time/zones.ts";
import { pastDay } from "./time-change.ts";

/** Which time: local days, both included; null is every client, or everybody. */
export interface SheetAsked {
  from: string;
  to: string;
  client: string | null;
  who: string | null;
}

/** A timesheet with what its parts are called. */
export interface Sheet extends Timesheet {
  clients: ReadonlyMap<string, Client>;
  members: ReadonlyMap<string, Member>;
  requests: ReadonlyMap<string, Request>;
}

/** The entries the store's actor may see, with their names. */
export async function loadSheet(store: DeskStore, { from, to, client, who }: SheetAsked): Promise<Sheet> {
  const entries = await store.time.list({
    from,
    to,
    ...(client === null ? {} : { client }),
    ...(who === null ? {} : { person: who }),
  });
  const ids = (of: (entry: (typeof entries)[number]) => string | null): string[] => [
    ...new Set(entries.flatMap((entry) => of(entry) ?? [])),
  ];
  const [clients, members, requests] = await Promise.all([
    Promise.all(ids((entry) => entry.client).map((id) => store.clients.byId(id))),
    store.members.list(),
    store.requests.byIds(ids((entry) => entry.request)),
  ]);
  return {
    ...timesheetOf(entries),
    clients: new Map(clients.flatMap((one) => (one ? [[one.id, one]] : []))),
    members: new Map(members.map((one) => [one.person, one])),
    requests: new Map(requests.map((one) => [one.id, one])),
  };
}

/** `ACME-12`, or `ACME` for time on no request or on one that can't be seen. */
export function subjectIn(
  { clients, requests }: Pick<Sheet, "clients" | "requests">,
  of: { client: string; request: string | null },
): string {
  const code = clients.get(of.client)?.code ?? "?";
  const request = of.request === null ? undefined : requests.get(of.request);
  return request ? requestName(code, request) : code;
}

/**
 * A week in words: `last`, `2026-W47`, `W47`, or any day in it.
 * @throws UserError naming what can be written
 */
export function weekMeant(ctx: Ctx, words: string | undefined): Week {
  const today = localDate(ctx.now, ctx.reader.zone);
  const plain = (words ?? "this").trim().toLowerCase();
  if (/^(this|this week|now)$/.test(plain)) return weekOfDate(today);
  if (/^(last|last week|previous)$/.test(plain)) return weekOfDate(addDays(today, -7));
  const numbered = /^(?:(\d{4})-?)?w(\d{1,2})$/.exec(plain);
  const day = numbered
    ? dayOfWeek(numbered[1] ?? weekOfDate(today).key.slice(0, 4), numbered[2] ?? "")
    : undefined;
  if (day !== undefined) return weekOfDate(day);
  const past = pastDay(plain, today);
  if (past !== undefined) return weekOfDate(past);
  if (numbered) throw new UserError("week", ctx.m.time.badWeek(plain), { field: "week" });
  try {
    return weekOfDate(localDate(dateMeant(ctx, plain, "week").at, ctx.reader.zone));
  } catch (error) {
    throw new UserError("week", ctx.m.time.badWeek(plain), { field: "week", cause: error });
  }
}

/** The Monday of an ISO week; undefined if the year has no such week. */
function dayOfWeek(year: string, number: string): string | undefined {
  const key = `${year}-W${number.padStart(2, "0")}`;
  // The fourth of January is always in the first week.
  const day = addDays(`${year}-01-04`, (Number(number) - 1) * 7);
  return weekOfDate(day).key === key ? weekOfDate(day).from : undefined;
}
