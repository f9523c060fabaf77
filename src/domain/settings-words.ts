import type { WorkingHours } from "../time/business-hours.ts";

/** Monday first, as people type them. */
export const dayWords = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const dayOf = (word: string): number => dayWords.indexOf(word.trim().toLowerCase().slice(0, 3)) + 1;

/** `mon-fri`, `mon,wed,fri`, `daily`: ISO weekdays in order; undefined if unreadable. */
export function parseDays(text: string): number[] | undefined {
  if (/^(daily|all|every ?day)$/i.test(text.trim())) return [1, 2, 3, 4, 5, 6, 7];
  const found = new Set<number>();
  for (const part of text.split(/[,\s]+/).filter(Boolean)) {
    const [first = "", last = first] = part.split("-");
    const from = dayOf(first);
    const to = dayOf(last);
    if (from === 0 || to === 0) return undefined;
    for (let day = from; ; day = (day % 7) + 1) {
      found.add(day);
      if (day === to) break;
    }
  }
  return found.size > 0 ? [...found].sort((a, b) => a - b) : undefined;
}

/** `09:00-17:00` or `09:00-13:00,14:00-18:00` on each of these weekdays; undefined if unreadable, empty or overlapping. */
export function parseSpans(text: string, weekdays: readonly number[]): WorkingHours["spans"] | undefined {
  const spans = text
    .split(/[,\s]+/)
    .filter(Boolean)
    .map((part) => /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(part));
  const read: { from: string; to: string }[] = [];
  for (const span of spans) {
    const [from = "", to = ""] = [span?.[1], span?.[2]].map((time) => time?.padStart(5, "0"));
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(from) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(to) || from === to)
      return undefined;
    if (read.some((other) => from < other.to && other.from < to)) return undefined;
    read.push({ from, to });
  }
  return read.length > 0
    ? weekdays.flatMap((weekday) => read.map((span) => ({ weekday, ...span })))
    : undefined;
}
