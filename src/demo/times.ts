import { wallInstant } from "../time/occurrences.ts";
import { addDays, localDate, weekdayOf } from "../time/zones.ts";

/** `workday` 1 is the last working day before today; the time of day is Asha's. */
export type When = { workday: number; at: string } | { minutesAgo: number };

const isWorkday = (date: string): boolean => weekdayOf(date) < 6;

/** The n-th Monday-to-Friday after `date`, before it if n is negative; `date` itself for 0. */
export function workdayFrom(date: string, n: number): string {
  const step = n < 0 ? -1 : 1;
  let at = date;
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, step);
    if (isWorkday(at)) left -= 1;
  }
  return at;
}

/** The instant of a moment of the story. */
export function instantOf(when: When, now: Date, zone: string): Date {
  if ("minutesAgo" in when) return new Date(now.getTime() - when.minutesAgo * 60_000);
  return wallInstant(workdayFrom(localDate(now, zone), -when.workday), when.at, zone);
}

/** A due date as people may type it, `2026-12-01T17:00`: so many working days from today, in the speaker's zone. */
export function dueIn(now: Date, zone: string): (workdays: number, at: string) => string {
  return (workdays, at) => `${workdayFrom(localDate(now, zone), workdays)}T${at}`;
}
