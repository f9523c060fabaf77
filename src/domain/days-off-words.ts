import type { DaysOff } from "../time/days-off.ts";
import { addDays, isDay } from "../time/zones.ts";

/** No list of one's own is longer. */
export const MOST_DAYS_OFF = 200;

export type BadDays = { problem: "no-day" | "order" | "too-many"; piece: string };

/**
 * Days of one's own: `2026-12-24, 2026-12-28..2026-12-31`; a minus before one says that work goes on that day although it is a public
 * holiday. What is more than a year past is left out.
 */
export function parseDaysOff(text: string, today: string): Pick<DaysOff, "own" | "worked"> | BadDays {
  const own = new Set<string>();
  const worked = new Set<string>();
  for (const piece of text.split(/[;,\s]+/).filter(Boolean)) {
    const [first = "", last = first, more] = piece.replace(/^-/, "").split("..");
    if (!isDay(first) || !isDay(last) || more !== undefined) return { problem: "no-day", piece };
    if (last < first) return { problem: "order", piece };
    const into = piece.startsWith("-") ? worked : own;
    for (let day = first; day <= last; day = addDays(day, 1)) {
      into.add(day);
      if (own.size + worked.size > MOST_DAYS_OFF) return { problem: "too-many", piece };
    }
  }
  const kept = (days: Set<string>): string[] => [...days].filter((day) => day > addDays(today, -366)).sort();
  return { own: kept(own), worked: kept(worked) };
}

/** The same as it would be typed, days in a row as one stretch. */
export function daysOffInWords({ own, worked }: Pick<DaysOff, "own" | "worked">): string {
  const rows: { first: string; last: string }[] = [];
  for (const day of own) {
    const before = rows.at(-1);
    if (before && addDays(before.last, 1) === day) before.last = day;
    else rows.push({ first: day, last: day });
  }
  return [
    ...rows.map(({ first, last }) => (first === last ? first : `${first}..${last}`)),
    ...worked.map((day) => `-${day}`),
  ].join(", ");
}
