import { z } from "zod";
import { cycleName, nextOccurrence, type Occurrence, type Rule, wallInstant } from "../time/occurrences.ts";
import { recurringDays } from "../time/recurrence.ts";
import { addDays } from "../time/zones.ts";
import { workdaysOfClient } from "./client-days.ts";
import type { Client } from "./desk.ts";
import { openRequest } from "./open-request.ts";
import type { Request } from "./request.ts";

const day = z.string();

/** What one of them has otherwise than the others; a field that isn't there is as for all. */
const otherwiseSchema = z.object({
  day,
  title: z.string().optional(),
  details: z.string().optional(),
  estimate: z.number().int().positive().nullable().optional(),
  dueDays: z.number().int().min(0).nullable().optional(),
  assignee: z.string().nullable().optional(),
});
export type Otherwise = z.infer<typeof otherwiseSchema>;

/** Work that comes again: a request is opened from it each time. Days are local ones of the client. */
export const repeatSchema = z.object({
  id: z.string(),
  desk: z.string(),
  client: z.string(),
  /** The request it began with, and its number. */
  request: z.string(),
  number: z.number().int().positive(),
  /** RFC 5545, in whole days. */
  rrule: z.string(),
  cycle: z.enum(["day", "week", "month", "year"]),
  /** Wall time at the client. */
  at: z.string(),
  from: day,
  until: day.nullable(),
  skipped: z.array(day),
  moved: z.array(z.object({ day, to: day })),
  /** By the day of the rhythm. */
  otherwise: z.array(otherwiseSchema).default([]),
  title: z.string(),
  details: z.string(),
  estimate: z.number().int().positive().nullable(),
  urgent: z.boolean().nullable(),
  important: z.boolean(),
  /** Due so many days after it is opened, at the end of the client's working day; null: no date. */
  dueDays: z.number().int().min(0).nullable(),
  assignee: z.string().nullable(),
  audience: z.enum(["client", "private"]),
  requester: z.string(),
  requesterName: z.string(),
  people: z.array(z.string()),
  /** The period that was last opened. */
  last: z.string().nullable(),
  endedAt: z.date().nullable(),
  version: z.number().int(),
});
export type Repeat = z.infer<typeof repeatSchema>;

type Comes = Pick<Repeat, "rrule" | "cycle" | "at" | "from" | "until" | "skipped" | "moved">;
type Zoned = Pick<Client, "zone" | "hours">;

export const repeatRule = (repeat: Comes, client: Zoned): Rule => {
  const { rrule, cycle, at, from, until, skipped, moved } = repeat;
  const workdays = workdaysOfClient(client);
  return { kind: "recurring", rrule, from, until, cycle, at, skipped, moved, workdays };
};

/** What comes next and was not opened yet; undefined if nothing does. */
export function nextTime(
  repeat: Comes & Pick<Repeat, "last" | "endedAt">,
  client: Zoned,
  now: Date,
): Occurrence | undefined {
  if (repeat.endedAt !== null) return undefined;
  const rule = repeatRule(repeat, client);
  const next = nextOccurrence(rule, client.zone, now);
  return next?.period === repeat.last ? nextOccurrence(rule, client.zone, next.at) : next;
}

/** No holiday moves anything further. */
const FURTHEST_DAYS = 61;

/** The day by the rhythm behind an occurrence: what is left out or moved is named by it. */
export function nominalDay(repeat: Comes, { period, local }: Occurrence): string | undefined {
  const isIt = (day: string): boolean => cycleName(repeat.cycle, day) === period;
  const moved = repeat.moved.find(({ day }) => isIt(day));
  if (moved) return moved.day;
  for (const day of recurringDays(repeat, addDays(local.slice(0, 10), -FURTHEST_DAYS)))
    if (isIt(day)) return day;
  return undefined;
}

const isOf = (repeat: Pick<Repeat, "cycle">, period: string, { day }: Otherwise): boolean =>
  cycleName(repeat.cycle, day) === period;

/** It as the one of this period is to be. */
export function asOne(repeat: Repeat, period: string): Repeat {
  const one = repeat.otherwise.find((other) => isOf(repeat, period, other));
  if (!one) return repeat;
  const {
    title = repeat.title,
    details = repeat.details,
    estimate = repeat.estimate,
    dueDays = repeat.dueDays,
    assignee = repeat.assignee,
  } = one;
  return { ...repeat, title, details, estimate, dueDays, assignee };
}

/** It with one made as in `wanted`; the others stay as they are. */
export function withOne(repeat: Repeat, on: string, wanted: Repeat): Repeat {
  const { title, details, estimate, dueDays, assignee } = wanted;
  const one: Otherwise = {
    day: on,
    ...(title === repeat.title ? {} : { title }),
    ...(details === repeat.details ? {} : { details }),
    ...(estimate === repeat.estimate ? {} : { estimate }),
    ...(dueDays === repeat.dueDays ? {} : { dueDays }),
    ...(assignee === repeat.assignee ? {} : { assignee }),
  };
  const others = repeat.otherwise.filter((other) => other.day !== on);
  return { ...repeat, otherwise: Object.keys(one).length > 1 ? [...others, one] : others };
}

/** It once the one of this period has been opened. */
export const opened = (repeat: Repeat, period: string): Repeat => ({
  ...repeat,
  last: period,
  otherwise: repeat.otherwise.filter((one) => !isOf(repeat, period, one)),
});

const DAY_END = "17:00";

/** The request that is opened for one time of it. */
export function openAgain(
  repeat: Repeat,
  { id, number, day: on, zone }: { id: string; number: number; day: string; zone: string },
  now: Date,
): Request {
  const { desk, client, title, details, estimate, urgent, important, audience, assignee, people } = repeat;
  const due =
    repeat.dueDays === null
      ? null
      : { at: wallInstant(addDays(on, repeat.dueDays), DAY_END, zone), hasTime: false };
  const requester = { id: repeat.requester, name: repeat.requesterName };
  const from = { desk, client, title, details, estimate, urgent, important, audience, assignee };
  return {
    ...openRequest({ ...from, id, number, due, requester, files: [] }, now),
    people,
    repeat: { id: repeat.id, rrule: repeat.rrule, at: repeat.at },
  };
}
