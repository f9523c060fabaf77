import { DateTime, Info, type Zone } from "luxon";
import { z } from "zod";
import { isDaily, recurringDays } from "./recurrence.ts";
import { addDays, localDate, weekdayOf, weekOfDate } from "./zones.ts";

const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const weekday = z.number().int().min(1).max(7);

/** On which weekdays somebody works, and their holidays, as local days. */
const workdaysSchema = z.object({ weekdays: z.array(weekday), holidays: z.array(z.string()) });
export type Workdays = z.infer<typeof workdaysSchema>;

/**
 * A rhythm in local wall time. `monthly` on a day the month lacks takes its last day; with `weekday` it is the first
 * such day on or after `day`; `every` counts months from January. What falls on a holiday of `workdays` comes on the
 * working day before it (what comes daily falls away); `daysBefore` counts back from there.
 */
export const ruleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("daily"), at: wall, weekdays: z.array(weekday) }),
  z.object({
    kind: z.literal("weekly"),
    weekday,
    at: wall,
    daysBefore: z.number().int().min(0).max(6).optional(),
    workdays: workdaysSchema.optional(),
  }),
  z.object({
    kind: z.literal("monthly"),
    day: z.number().int().min(1).max(31),
    at: wall,
    weekday: weekday.optional(),
    every: z.number().int().min(1).max(12).optional(),
  }),
  z.object({
    kind: z.literal("recurring"),
    /** RFC 5545, in whole days. */
    rrule: z.string(),
    /** Local days: the first one it may fall on, and the last. */
    from: z.string(),
    until: z.string().nullable(),
    cycle: z.enum(["day", "week", "month", "year"]),
    at: wall,
    /** Days by the rhythm that are left out, or come on another day. */
    skipped: z.array(z.string()),
    moved: z.array(z.object({ day: z.string(), to: z.string() })),
    workdays: workdaysSchema,
    /** What becomes of any other day off: it is left out, or moved like a holiday; unsaid, only holidays move. */
    offDays: z.enum(["skip", "move"]).optional(),
  }),
  z.object({ kind: z.literal("interval"), minutes: z.number().int().positive(), anchor: z.string() }),
  z.object({ kind: z.literal("once"), local: z.string() }),
]);
export type Rule = z.infer<typeof ruleSchema>;

/** One nominal time. `period` names it for ever: the local day, the ISO week, the month, the year, or the instant. */
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
    case "recurring":
      yield* recurring(rule, zone, from);
      return;
    default:
      rule satisfies never;
  }
}

type Daywise = Extract<Rule, { kind: "daily" | "weekly" | "monthly" }>;
type Recurring = Extract<Rule, { kind: "recurring" }>;

function* everyDay(rule: Daywise, zone: string, from: Date): Generator<Occurrence> {
  let date = addDays(localDate(from, zone), -1);
  for (let quiet = 0; quiet < SEARCH_DAYS; quiet += 1, date = addDays(date, 1)) {
    const period = periodOn(rule, date);
    if (period === undefined) continue;
    quiet = 0;
    yield onDay(period, dayMeant(rule, date), rule.at, zone);
  }
}

/** In order of time, which moving puts out of order: what is moved by hand stands ready, and a holiday moves nothing past a working day. */
function* recurring(rule: Recurring, zone: string, from: Date): Generator<Occurrence> {
  const { cycle, skipped, moved, workdays } = rule;
  let waiting = moved.map(({ day, to }) => ({ day, to }));
  const byHand = new Set([...skipped, ...moved.map(({ day }) => day)]);
  const falls = rule.offDays === undefined && isDaily(rule.rrule) ? workdays.holidays : [];
  function* until(last: string) {
    const ready = waiting.filter(({ to }) => to <= last).sort((a, b) => (a.to < b.to ? -1 : 1));
    waiting = waiting.filter(({ to }) => to > last);
    for (const { day, to } of ready) yield onDay(cycleName(cycle, day), to, rule.at, zone);
  }
  for (const day of recurringDays(rule, addDays(localDate(from, zone), -1))) {
    yield* until(addDays(workingDayUntil(workdays, day), -1));
    if (byHand.has(day)) continue;
    const works = workdays.weekdays.includes(weekdayOf(day)) && !workdays.holidays.includes(day);
    if (falls.includes(day)) continue;
    if (works || rule.offDays === undefined) waiting.push({ day, to: beforeHoliday(workdays, day) });
    else if (rule.offDays === "move") waiting.push({ day, to: workingDayUntil(workdays, day) });
  }
  yield* until(END_OF_DAYS);
}

const END_OF_DAYS = "9999-12-31";

function onDay(period: string, date: string, time: string, zone: string): Occurrence {
  const at = wallInstant(date, time, zone);
  return { period, at, local: DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm") };
}

function dayMeant(rule: Daywise, date: string): string {
  if (rule.kind !== "weekly") return date;
  return addDays(rule.workdays ? beforeHoliday(rule.workdays, date) : date, -(rule.daysBefore ?? 0));
}

/** No holiday is longer. */
const LONGEST_HOLIDAY = 60;

/** This day, or where it is a holiday the working day before it; where there is none, the day itself. */
export const beforeHoliday = (workdays: Workdays, date: string): string =>
  workdays.holidays.includes(date) ? workingDayUntil(workdays, date) : date;

function workingDayUntil({ weekdays, holidays }: Workdays, date: string): string {
  for (let back = 0; back <= LONGEST_HOLIDAY; back += 1) {
    const day = addDays(date, -back);
    if (weekdays.includes(weekdayOf(day)) && !holidays.includes(day)) return day;
  }
  return date;
}

/** What names the occurrence of a local day for ever. */
export function cycleName(cycle: Recurring["cycle"], day: string): string {
  switch (cycle) {
    case "day":
      return day;
    case "week":
      return weekOfDate(day).key;
    case "month":
      return day.slice(0, 7);
    case "year":
      return day.slice(0, 4);
    default:
      return cycle satisfies never;
  }
}

/** The period if the rule falls on this local day. */
function periodOn(rule: Daywise, date: string): string | undefined {
  switch (rule.kind) {
    case "daily":
      return rule.weekdays.includes(weekdayOf(date)) ? date : undefined;
    case "weekly":
      return rule.weekday === weekdayOf(date) ? weekOfDate(date).key : undefined;
    case "monthly":
      return isDayOfMonth(rule, date) ? date.slice(0, 7) : undefined;
    default:
      return rule satisfies never;
  }
}

function isDayOfMonth(
  { day: from, weekday: on, every = 1 }: Extract<Rule, { kind: "monthly" }>,
  date: string,
): boolean {
  if ((Number(date.slice(5, 7)) - 1) % every !== 0) return false;
  const day = Number(date.slice(8));
  if (on !== undefined) return weekdayOf(date) === on && day >= from && day < from + 7;
  return day === Math.min(from, DateTime.fromISO(date, { zone: "utc" }).daysInMonth ?? 31);
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
