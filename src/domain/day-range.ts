import { DateTime } from "luxon";
import { addDays, isDay, localDate } from "../time/zones.ts";
import { parseWhen } from "./when.ts";

/** Local days, both included. */
export interface DayRange {
  from: string;
  to: string;
}
export type DayRangeProblem = {
  problem: "unreadable" | "impossible" | "past" | "order" | "too-long";
  words: string;
};

/** Nobody is away for longer in one go. */
export const LONGEST_DAYS = 120;

/**
 * Days in words, in the speaker's zone: `3-7 Aug`, `Aug 3-7`, `tomorrow`, `Monday to Wednesday`, `24 Dec - 2 Jan`,
 * `2026-12-24 to 2027-01-02`.
 */
export function parseDayRange(text: string, now: Date, zone: string): DayRange | DayRangeProblem {
  const [first, last] = ends(text.trim().replace(/\s+/g, " "));
  const from = dayIn(first, now, zone);
  if (typeof from !== "string") return from;
  if (last === undefined) return { from, to: from };
  // "2 Jan" after "24 Dec" is that of the next year.
  const base = DateTime.fromISO(from, { zone }).minus({ minutes: 1 }).toJSDate();
  const to = dayIn(last, isDay(last) ? now : base, zone);
  if (typeof to !== "string") return to.problem === "past" ? { problem: "order", words: text } : to;
  if (to < from || (!isDay(last) && to > addDays(from, 2 * LONGEST_DAYS)))
    return { problem: "order", words: text };
  return to >= addDays(from, LONGEST_DAYS) ? { problem: "too-long", words: text } : { from, to };
}

/**
 * The last day of an absence that is known to begin on `from`. It may be past, for who comes back early: a date is the one after the
 * beginning, `today` and `yesterday` are those of now.
 */
export function parseLastDay(text: string, from: string, now: Date, zone: string): string | DayRangeProblem {
  const words = text.trim().replace(/^(?:to|until|till)\s+/i, "");
  const dated = /\d/.test(words);
  const start = DateTime.fromISO(from, { zone }).minus({ minutes: 1 }).toJSDate();
  const said = parseWhen(words, dated ? start : now, zone);
  const at = "problem" in said ? (said.problem === "past" ? said.at : undefined) : said.at;
  if (!at || (!("problem" in said) && said.hasTime))
    return { problem: "problem" in said ? said.problem : "unreadable", words };
  const to = localDate(at, zone);
  if (to < from) return { problem: "order", words: `${from} – ${to}` };
  return to >= addDays(from, LONGEST_DAYS) ? { problem: "too-long", words } : to;
}

/** What is said of the first day and of the last one; undefined where it is the same. */
function ends(text: string): [string, string | undefined] {
  const dash = "\\s*[-–—]\\s*";
  const dayDay = new RegExp(`^(\\d{1,2})${dash}(\\d{1,2})\\.? ([\\p{L}]+)\\.?( \\d{4})?$`, "iu").exec(text);
  if (dayDay) {
    const [, one = "", other = "", month = "", year = ""] = dayDay;
    return [`${one} ${month}${year}`, `${other} ${month}${year}`];
  }
  const monthDay = new RegExp(`^([\\p{L}]+)\\.? (\\d{1,2})${dash}(\\d{1,2})(,? \\d{4})?$`, "iu").exec(text);
  if (monthDay) {
    const [, month = "", one = "", other = "", year = ""] = monthDay;
    return [`${one} ${month}${year}`, `${other} ${month}${year}`];
  }
  const two = /^(?:from )?(.+?)(?: (?:to|until|till|through) | [-–—] |\s*[–—]\s*|\.\.)(.+)$/i.exec(text);
  const letters = /^([\p{L}]+)-([\p{L}]+)$/u.exec(text);
  const [, one, other] = two ?? letters ?? [];
  return one !== undefined && other !== undefined ? [one.trim(), other.trim()] : [text, undefined];
}

function dayIn(words: string, now: Date, zone: string): string | DayRangeProblem {
  const said = parseWhen(words, now, zone);
  if ("problem" in said) return { problem: said.problem, words };
  // "Friday 5pm" is a moment, not a day.
  return said.hasTime ? { problem: "unreadable", words } : said.local.slice(0, 10);
}
