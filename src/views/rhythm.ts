import type { Messages } from "../i18n/index.ts";
import { type Rhythm, rhythmOf } from "../time/recurrence.ts";

/** `every month on the 1st`, in the reader's language. */
export function rhythmInWords(rhythm: Rhythm, { repeat: words }: Messages): string {
  const weekday = (day: number): string => words.weekdays[day - 1] ?? "";
  const date = (day: number): string => (day < 0 ? words.lastDay : words.dayOfMonth(day));
  const all = (names: readonly string[]): string =>
    [names.slice(0, -1).join(", "), names.at(-1) ?? ""].filter(Boolean).join(words.and);
  switch (rhythm.unit) {
    case "day":
      return words.day(rhythm.every);
    case "weekday":
      return words.weekday;
    case "week":
      return words.week(rhythm.every, all(rhythm.weekdays.map(weekday)));
    case "month":
      return words.month(
        rhythm.every,
        "days" in rhythm ? all(rhythm.days.map(date)) : words.nth(rhythm.nth, weekday(rhythm.weekday)),
      );
    case "quarter":
      return words.quarter(all(rhythm.days.map(date)));
    case "year":
      return words.year(rhythm.every, words.dayOfYear(rhythm.day, words.months[rhythm.month - 1] ?? ""));
    default:
      return rhythm satisfies never;
  }
}

/** Does it fall on a day that not every month has? */
export const hasLateDay = (rhythm: Rhythm): boolean =>
  rhythm.unit === "year"
    ? rhythm.month === 2 && rhythm.day > 28
    : "days" in rhythm && rhythm.days.some((day) => day > 28);

export const rruleInWords = (rrule: string, m: Messages): string => rhythmInWords(rhythmOf(rrule), m);
