import { DateTime, Info, type Zone } from "luxon";
import { z } from "zod";
import { addDays, localDate, weekdayOf, weekOfDate } from "./zones.ts";

const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const weekday = z.number().int().min(1).max(7);

/** A rhythm in local wall time. `monthly` on a day the month lacks takes its last day. */
export const ruleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("daily"), at: wall, weekdays: z.array(weekday) }),
  z.object({ kind: z.literal("weekly"), weekday, at: wall }),
  z.object({ kind: z.literal("monthly"), day: z.number().int().min(1).max(31), at: wall }),
  z.object({ kind: z.literal("interval"), minutes: z.number().int().positive(), anchor: z.string() }),
  z.object({ kind: z.literal("once"), local: z.string() }),
]);
export type Rule = z.infer<typeof ruleSchema>;

/** One nominal time. `period` names it for ever: the local day, the ISO week, the month, or the instant. */
export interface Occurrence {
  period: string;
  at: Date;
  /** Wall time as it happens, `YYYY-MM-DDTHH:mm`. */
  local: string;
}

const SEARCH_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * The occurrences with from ≤ at < to, in order. A wall time that daylight saving skips happens at the first minute after the
 * gap; one that comes twice happens at the first. So every nominal day has exactly one.
 */
export function occurrences(rule: Rule, zone: string, from: Date, to: Date): Occurrence[] {
  const out: Occurrence[] = [];
  for (const occurrence of starting(rule, zone, from)) {
    if (occurrence.at >= to) break;
    if (occurrence.at >= from) out.push(occurrence);
  }
  return out;
}

/** The first occurrence strictly after `after`; undefined if there is none. */
export function nextOccurrence(rule: Rule, zone: string, after: Date): Occurrence | undefined {
  for (const occurrence of starting(rule, zone, after)) {
    if (occurrence.at > after) return occurrence;
  }
  return undefined;
}

/** Occurrences in order, beginning no later than the one around `from`. */
function* starting(rule: Rule, zone: string, from: Date): Generator<Occurrence> {
  switch (rule.kind) {
    case "interval":
      yield* everyMinutes(
        rule.minutes,
        DateTime.fromISO(rule.anchor, { zone: "utc" }).toMillis(),
        zone,
        from,
      );
      return;
    case "once": {
      const [date = "", time = ""] = rule.local.split("T");
      yield { period: rule.local, at: wallInstant(date, time, zone), local: rule.local };
      return;
    }
    case "daily":
    case "weekly":
    case "monthly":
      yield* everyDay(rule, zone, from);
      return;
    default:
      rule satisfies never;
  }
}

function* everyDay(rule: Extract<Rule, { at: string }>, zone: string, from: Date): Generator<Occurrence> {
  let date = addDays(localDate(from, zone), -1);
  for (let quiet = 0; quiet < SEARCH_DAYS; quiet += 1, date = addDays(date, 1)) {
    const period = periodOn(rule, date);
    if (period === undefined) continue;
    quiet = 0;
    const at = wallInstant(date, rule.at, zone);
    yield { period, at, local: DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm") };
  }
}

/** The period if the rule falls on this local day. */
function periodOn(rule: Extract<Rule, { at: string }>, date: string): string | undefined {
  switch (rule.kind) {
    case "daily":
      return rule.weekdays.includes(weekdayOf(date)) ? date : undefined;
    case "weekly":
      return rule.weekday === weekdayOf(date) ? weekOfDate(date).key : undefined;
    case "monthly": {
      const last = DateTime.fromISO(date, { zone: "utc" }).daysInMonth ?? 31;
      return Number(date.slice(8)) === Math.min(rule.day, last) ? date.slice(0, 7) : undefined;
    }
    default:
      return rule satisfies never;
  }
}

function* everyMinutes(minutes: number, anchor: number, zone: string, from: Date): Generator<Occurrence> {
  const step = minutes * 60_000;
  for (let n = Math.floor((from.getTime() - anchor) / step); ; n += 1) {
    const at = new Date(anchor + n * step);
    yield {
      period: at.toISOString(),
      at,
      local: DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm"),
    };
  }
}

/** The instant of a wall time: in a gap the first minute after it, of two the first. */
export function wallInstant(date: string, time: string, zone: string): Date {
  const clock = Info.normalizeZone(zone);
  const wallMs = Date.parse(`${date}T${time}Z`);
  // No zone changes its clocks twice within two days.
  const [before, after] = [wallMs - DAY_MS, wallMs + DAY_MS];
  const offsets = [clock.offset(before), clock.offset(after)] as const;
  if (offsets[0] === offsets[1]) return new Date(wallMs - offsets[0] * 60_000);
  const candidates = offsets
    .map((offset) => wallMs - offset * 60_000)
    .filter((at) => at + clock.offset(at) * 60_000 === wallMs);
  return new Date(candidates.length > 0 ? Math.min(...candidates) : changeBetween(clock, before, after));
}

/** The minute at which the clocks change between two instants. */
function changeBetween(clock: Zone, from: number, to: number): number {
  const offset = clock.offset(to);
  let [low, high] = [Math.floor(from / 60_000), Math.ceil(to / 60_000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clock.offset(middle * 60_000) === offset) high = middle;
    else low = middle;
  }
  return high * 60_000;
}
