import { z } from "zod";
import { type Workdays, wallInstant } from "./occurrences.ts";
import { addDays, localDate, weekdayOf } from "./zones.ts";

const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When somebody works: local spans by weekday; a span whose end is not after its start runs over midnight. Holidays are local days. */
export const workingHoursSchema = z.object({
  zone: z.string(),
  spans: z.array(z.object({ weekday: z.number().int().min(1).max(7), from: wall, to: wall })),
  holidays: z.array(z.string()),
});
export type WorkingHours = z.infer<typeof workingHoursSchema>;

/** A stretch of work, in epoch milliseconds. */
export interface Interval {
  from: number;
  to: number;
}

/** No more days than this are searched: an answer further away is no answer. */
const HORIZON_DAYS = 400;

/** Monday to Friday, 09:00 to 17:00. */
export function defaultWorkingHours(zone: string): WorkingHours {
  return {
    zone,
    spans: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: "09:00", to: "17:00" })),
    holidays: [],
  };
}

export function isWorkingDay(hours: WorkingHours, date: string): boolean {
  const weekday = weekdayOf(date);
  return hours.spans.some((span) => span.weekday === weekday) && !hours.holidays.includes(date);
}

/** The days of a week with work in it, and those without. */
export const workdaysOf = ({ spans, holidays }: WorkingHours): Workdays => ({
  weekdays: [...new Set(spans.map((span) => span.weekday))].sort(),
  holidays,
});

export function isWorkingTime(hours: WorkingHours, at: Date): boolean {
  const t = at.getTime();
  return around(hours, at).some((i) => i.from <= t && t < i.to);
}

/** The first working instant at or after `at`; undefined if there is none within a year. */
export function nextWorkingTime(hours: WorkingHours, at: Date): Date | undefined {
  for (const interval of from(hours, at)) {
    if (interval.to > at.getTime()) return new Date(Math.max(interval.from, at.getTime()));
  }
  return undefined;
}

/** The instant at which so many minutes have been worked since `at`. Undefined if that is more than a year away. */
export function addWorkingMinutes(hours: WorkingHours, at: Date, minutes: number): Date | undefined {
  let left = minutes * 60_000;
  for (const interval of from(hours, at)) {
    const start = Math.max(interval.from, at.getTime());
    if (interval.to <= start) continue;
    if (interval.to - start >= left) return new Date(start + left);
    left -= interval.to - start;
  }
  return undefined;
}

/** Minutes worked between two instants: real elapsed ones, so a shift across a clock change has 60 more or fewer. */
export function workingMinutesBetween(hours: WorkingHours, a: Date, b: Date): number {
  let sum = 0;
  for (const interval of from(hours, a)) {
    if (interval.from >= b.getTime()) break;
    sum += Math.max(0, Math.min(interval.to, b.getTime()) - Math.max(interval.from, a.getTime()));
  }
  return Math.floor(sum / 60_000);
}

/** Working intervals in order, merged, from the one that may still be running at `at`. */
function* from(hours: WorkingHours, at: Date, days = HORIZON_DAYS): Generator<Interval> {
  if (hours.spans.length === 0) return;
  let date = addDays(localDate(at, hours.zone), -1);
  let held: Interval | undefined;
  for (let n = 0; n < days; n += 1, date = addDays(date, 1)) {
    for (const next of intervalsOf(hours, date)) {
      if (held && next.from <= held.to) held = { from: held.from, to: Math.max(held.to, next.to) };
      else {
        if (held) yield held;
        held = next;
      }
    }
  }
  if (held) yield held;
}

function around(hours: WorkingHours, at: Date): Interval[] {
  const today = localDate(at, hours.zone);
  return [...intervalsOf(hours, addDays(today, -1)), ...intervalsOf(hours, today)];
}

function intervalsOf(hours: WorkingHours, date: string): Interval[] {
  if (hours.holidays.includes(date)) return [];
  const weekday = weekdayOf(date);
  return hours.spans
    .filter((span) => span.weekday === weekday)
    .map((span) => ({
      from: wallInstant(date, span.from, hours.zone).getTime(),
      to: wallInstant(span.to > span.from ? date : addDays(date, 1), span.to, hours.zone).getTime(),
    }))
    .filter((interval) => interval.to > interval.from)
    .sort((a, b) => a.from - b.from);
}

export { from as workingIntervals };
