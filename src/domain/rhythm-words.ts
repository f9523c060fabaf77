import type { Rhythm } from "../time/recurrence.ts";
import { weekdayOf } from "../time/zones.ts";
import { dayWords } from "./settings-words.ts";

/** What stops words from being a rhythm; `words` is the part at fault. */
export type RhythmProblem = { problem: "unknown" | "interval" | "day" | "days"; words: string };

export interface SaidRhythm {
  rhythm: Rhythm;
  /** Wall time, where one was said. */
  at: string | undefined;
}

const NUMBERS: Record<string, number> = {
  one: 1,
  other: 2,
  second: 2,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
};
const ADVERBS: Record<string, string> = {
  daily: "1 day",
  weekly: "1 week",
  biweekly: "2 week",
  fortnightly: "2 week",
  fortnight: "2 week",
  monthly: "1 month",
  quarterly: "1 quarter",
  yearly: "1 year",
  annually: "1 year",
};
const MOST: Record<string, number> = { day: 365, week: 52, month: 24, quarter: 1, year: 5 };
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NTH: Record<string, number> = {
  first: 1,
  "1st": 1,
  second: 2,
  "2nd": 2,
  third: 3,
  "3rd": 3,
  fourth: 4,
  "4th": 4,
  last: -1,
};
const ALWAYS_THERE = 28;

class Unclear extends Error {
  readonly problem: RhythmProblem;
  constructor(problem: RhythmProblem["problem"], words: string) {
    super(problem);
    this.problem = { problem, words };
  }
}
const unclear = (problem: RhythmProblem["problem"], words: string): never => {
  throw new Unclear(problem, words);
};

/**
 * A rhythm in words: `month on the 1st`, `2 weeks on Monday and Thursday`, `weekday at 9:30`, `month on the last Friday`, `year on 1 March`.
 * What isn't said is taken from the day on which it begins.
 */
export function parseRhythm(text: string, begins: string): SaidRhythm | RhythmProblem {
  const plain = text
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ")
    .replace(/^(?:every|each) /, "");
  try {
    const [words, at] = timeIn(plain);
    return { rhythm: rhythmIn(words, begins), at };
  } catch (error) {
    if (error instanceof Unclear) return error.problem;
    throw error;
  }
}

/** `… at 9am` */
function timeIn(text: string): [string, string | undefined] {
  const match = /^(.*?),? at (.+)$/.exec(text);
  if (!match) return [text, undefined];
  const [, words = "", said = ""] = match;
  const time = /^(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?$/.exec(said);
  const hour = Number(time?.[1] ?? 99);
  const half = time?.[3];
  const of24 = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  if (!time || of24 > 23 || (half !== undefined && (hour < 1 || hour > 12)) || Number(time[2] ?? 0) > 59)
    return unclear("unknown", said);
  return [words, `${String(of24).padStart(2, "0")}:${time[2] ?? "00"}`];
}

function rhythmIn(text: string, begins: string): Rhythm {
  if (/^(?:weekday|workday|working day)s?$/.test(text)) return { unit: "weekday" };
  const [head = "", on] = text.split(/,? on /, 2);
  const counted = /^(?:(\S+) )?(day|week|month|quarter|year)s?$/.exec(ADVERBS[head] ?? head);
  if (!counted?.[2]) return on === undefined ? bare(text) : unclear("unknown", head);
  const [, number = "1", unit] = counted;
  const every = /^-?\d+$/.test(number) ? Number(number) : (NUMBERS[number] ?? unclear("unknown", number));
  if (every < 1 || every > (MOST[unit] ?? 1)) unclear("interval", head);
  return ofUnit(unit, every, on, begins);
}

/** `Mondays`, `Mon and Thu`, `the 15th`, `1st of the month`. */
function bare(text: string): Rhythm {
  const day = /^(?:the )?(.+?)(?: of (?:the|each|every|a) month)?$/.exec(text)?.[1] ?? text;
  if (/^(?:\d|last day)/.test(day)) return { unit: "month", every: 1, days: daysIn(day) };
  return { unit: "week", every: 1, weekdays: weekdaysIn(text) };
}

function ofUnit(unit: string, every: number, on: string | undefined, begins: string): Rhythm {
  const date = Number(begins.slice(8));
  switch (unit) {
    case "day":
      return on === undefined ? { unit: "day", every } : unclear("unknown", on);
    case "week":
      return { unit: "week", every, weekdays: on === undefined ? [weekdayOf(begins)] : weekdaysIn(on) };
    case "month": {
      const nth = /^(?:the )?(\S+) ([a-z]+)$/.exec(on ?? "");
      const place = NTH[nth?.[1] ?? ""];
      const weekday = dayNamed(nth?.[2] ?? "");
      if (place !== undefined && weekday > 0) return { unit: "month", every, nth: place, weekday };
      return { unit: "month", every, days: on === undefined ? [date] : daysIn(on) };
    }
    case "quarter":
      return { unit: "quarter", days: on === undefined ? [date] : daysIn(on) };
    default:
      return { unit: "year", every, ...yearDay(on, begins) };
  }
}

const listed = (text: string): string[] =>
  text.split(/\s*(?:,|&| and |,? or )\s*|\s*,\s*and\s+/).filter(Boolean);

/** The number of a weekday, 0 for what is none. */
function dayNamed(word: string): number {
  const names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const plain = word.replace(/s$/, "");
  const full = names.findIndex((name) => name === plain || name === word);
  const short = word.length <= 5 && names.some((name) => name.startsWith(plain) && plain.length >= 3);
  return full >= 0 ? full + 1 : short ? dayWords.indexOf(plain.slice(0, 3)) + 1 : 0;
}

function weekdaysIn(text: string): number[] {
  const days = listed(text).map((word) => dayNamed(word) || unclear("unknown", word));
  if (days.length === 0) unclear("unknown", text);
  return [...new Set(days)].sort((a, b) => a - b);
}

/** `the 1st and 15th`, `last day`. Of several only the last may be one that some months lack. */
function daysIn(text: string): number[] {
  const words = listed(text.replace(/^the /, ""));
  const days = words.map((said) => {
    const word = said.replace(/^the /, "");
    if (/^last(?: day)?$/.test(word)) return -1;
    const number = /^(\d{1,4})(?:st|nd|rd|th)?$/.exec(word)?.[1];
    if (number === undefined) return unclear("unknown", word);
    return Number(number) >= 1 && Number(number) <= 31 ? Number(number) : unclear("day", word);
  });
  if (days.length === 0) unclear("unknown", text);
  const inOrder = [...new Set(days)].sort((a, b) => a - b);
  const late = inOrder.filter((day) => day >= ALWAYS_THERE || day === -1);
  if (inOrder.length > 1 && (late.length > 1 || late.includes(-1))) unclear("days", text);
  return inOrder;
}

/** `1 March`, `March 1st`. */
function yearDay(on: string | undefined, begins: string): { month: number; day: number } {
  if (on === undefined) return { month: Number(begins.slice(5, 7)), day: Number(begins.slice(8)) };
  const match =
    /^(?:the )?(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)|([a-z]+) (\d{1,2})(?:st|nd|rd|th)?)$/.exec(on);
  const name = match?.[2] ?? match?.[3] ?? "";
  const month = MONTHS.indexOf(name.slice(0, 3)) + 1;
  const day = Number(match?.[1] ?? match?.[4] ?? 0);
  if (month === 0 || name.length < 3) return unclear("unknown", on);
  const most = month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day >= 1 && day <= most ? { month, day } : unclear("day", on);
}
