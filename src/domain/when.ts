import * as chrono from "chrono-node";
import { DateTime } from "luxon";
import { wallInstant } from "../time/occurrences.ts";

/** A due date without a time means the end of the working day. */
const DAY_END = "17:00";

export interface When {
  at: Date;
  /** Wall time in the speaker's zone, `YYYY-MM-DDTHH:mm`. */
  local: string;
  hasTime: boolean;
}
export type WhenProblem = { problem: "unreadable" | "impossible" | "past"; at?: Date };

/**
 * A date in words, the whole of it, in the speaker's zone: `Friday 5pm`, `tomorrow`, `2026-12-01T17:00`, `EOD`. Without a time
 * it is `DAY_END`, or the end of today if that has passed.
 */
export function parseWhen(text: string, now: Date, zone: string): When | WhenProblem {
  const plain = text.trim().slice(0, 200);
  const iso = fromIso(plain, zone);
  const found = iso ?? fromWords(plain, now, zone);
  if ("problem" in found) return found;
  if (found.at > now) return found;
  const today = DateTime.fromJSDate(now, { zone });
  if (!found.hasTime && found.local.startsWith(today.toFormat("yyyy-MM-dd"))) {
    const end = today.set({ hour: 23, minute: 59, second: 0, millisecond: 0 });
    return { at: end.toJSDate(), local: end.toFormat("yyyy-MM-dd'T'HH:mm"), hasTime: false };
  }
  return { problem: "past", at: found.at };
}

/** A date as `parseWhen` reads it back: `2026-11-27T17:00`, or the day alone where nobody said a time. */
export const whenWords = ({ at, hasTime }: Pick<When, "at" | "hasTime">, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat(hasTime ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd");

/** A due date in prose: only what follows *by*, *before* or *until*; another date is merely `offered`. The words stay. */
export function findDue(text: string, now: Date, zone: string): { due?: When; offered?: When } {
  const results = parseAll(text.slice(0, 2000), now, zone);
  let offered: When | undefined;
  for (const result of results) {
    const when = resolved(result, zone);
    if (!when || when.at <= now) continue;
    const before = text.slice(0, result.index);
    if (
      /\b(?:by|before|until|till)\s+(?:the\s+)?$/i.test(before) ||
      /^(?:by|before|until)\b/i.test(result.text)
    ) {
      return { due: when };
    }
    // "Sun" and "sat" are words of their own.
    if (!/^(?:sun|sat|wed)$/i.test(result.text.trim())) offered ??= when;
  }
  return offered ? { offered } : {};
}

function fromIso(text: string, zone: string): When | WhenProblem | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}))?$/.exec(text);
  if (!match?.[1]) return undefined;
  const time = match[2]?.padStart(5, "0");
  const local = `${match[1]}T${time ?? DAY_END}`;
  if (!DateTime.fromISO(local, { zone: "utc" }).isValid) return { problem: "impossible" };
  return { at: wallInstant(match[1], time ?? DAY_END, zone), local, hasTime: time !== undefined };
}

function fromWords(text: string, now: Date, zone: string): When | WhenProblem {
  const words = text
    .replace(/\b(?:eod|cob|end of (?:the )?day)\b/i, "today 17:00")
    .replace(/\b(?:eow|end of (?:the )?week)\b/i, "friday 17:00")
    .replace(/^(?:by|before|until|till|on)\s+/i, "");
  const [result, ...others] = parseAll(words, now, zone);
  // All of it must have been read: "Friday or so" is for a person to decide.
  if (!result || others.length > 0 || words.replace(result.text, "").trim() !== "") {
    return looksLikeDate(words) ? { problem: "impossible" } : { problem: "unreadable" };
  }
  return resolved(result, zone) ?? { problem: "impossible" };
}

const looksLikeDate = (text: string): boolean =>
  /^(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+\d{1,2}(?:st|nd|rd|th)?)?$/i.test(
    text.trim(),
  ) && /\d/.test(text);

function parseAll(text: string, now: Date, zone: string): chrono.ParsedResult[] {
  // chrono reckons in minutes of offset; we give it the wall clock as if it were UTC and put the zone back ourselves.
  const wall = DateTime.fromJSDate(now, { zone }).setZone("utc", { keepLocalTime: true }).toJSDate();
  try {
    return chrono.casual
      .parse(text, { instant: wall, timezone: 0 }, { forwardDate: true })
      .filter((result) => !isModalMay(result));
  } catch {
    return [];
  }
}

/** "I may" is no month: a month counts only with its day, or spelled with one. */
function isModalMay(result: chrono.ParsedResult): boolean {
  const { start } = result;
  const nothingButMonth = !start.isCertain("day") && !start.isCertain("weekday") && !start.isCertain("hour");
  return nothingButMonth && /^(?:may|march|mar|sun|sat|wed|sec|now)$/i.test(result.text.trim());
}

function resolved(result: chrono.ParsedResult, zone: string): When | undefined {
  const { start } = result;
  const year = start.get("year");
  const month = start.get("month");
  const day = start.get("day");
  if (year === null || month === null || day === null) return undefined;
  const hasTime = start.isCertain("hour");
  const pad = (n: number | null): string => String(n ?? 0).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
  const time = hasTime ? `${pad(start.get("hour"))}:${pad(start.get("minute"))}` : DAY_END;
  if (!DateTime.fromISO(`${date}T${time}`, { zone: "utc" }).isValid) return undefined;
  const offset = start.isCertain("timezoneOffset") ? start.get("timezoneOffset") : null;
  const at =
    offset === null
      ? wallInstant(date, time, zone)
      : DateTime.fromISO(`${date}T${time}`, { zone: "utc" }).minus({ minutes: offset }).toJSDate();
  return { at, local: `${date}T${time}`, hasTime };
}
