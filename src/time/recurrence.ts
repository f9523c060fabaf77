import rrule from "rrule";
import { addDays } from "./zones.ts";

const { RRule, Frequency, Weekday } = rrule;

/** A rhythm as people think of it. Weekdays are 1 (Monday) to 7; a `day` of a month is 1 to 31, or -1 for its last. */
export type Rhythm =
  | { unit: "day"; every: number }
  | { unit: "weekday" }
  | { unit: "week"; every: number; weekdays: readonly number[] }
  | { unit: "month"; every: number; days: readonly number[] }
  | { unit: "month"; every: number; nth: number; weekday: number }
  | { unit: "quarter"; days: readonly number[] }
  | { unit: "year"; every: number; month: number; day: number };

/** What names an occurrence for ever: a rhythm that comes once in a cycle is named by the cycle, so that changing its day repeats nothing. */
export type Cycle = "day" | "week" | "month" | "year";

const QUARTERS = [1, 4, 7, 10];
/** Every month has these days. */
const ALWAYS_THERE = 28;
const WORKDAYS = [1, 2, 3, 4, 5];

/** The rhythm as an RRULE (RFC 5545). A day that a month lacks is its last one. */
export function rruleOf(rhythm: Rhythm): string {
  const { freq, interval = 1, ...parts } = partsOf(rhythm);
  const step = interval === 1 ? {} : { interval };
  return RRule.optionsToString({ freq, ...step, ...parts }).replace("RRULE:", "");
}

function partsOf(rhythm: Rhythm): Partial<rrule.Options> & { freq: rrule.Frequency } {
  switch (rhythm.unit) {
    case "day":
      return { freq: Frequency.DAILY, interval: rhythm.every };
    case "weekday":
      return { freq: Frequency.WEEKLY, byweekday: WORKDAYS.map((day) => day - 1) };
    case "week":
      return {
        freq: Frequency.WEEKLY,
        interval: rhythm.every,
        byweekday: rhythm.weekdays.map((day) => day - 1),
        wkst: 0,
      };
    case "month":
      return {
        freq: Frequency.MONTHLY,
        interval: rhythm.every,
        ...("days" in rhythm
          ? daysOfMonth(rhythm.days)
          : { byweekday: [new Weekday(rhythm.weekday - 1, rhythm.nth)] }),
      };
    case "quarter":
      return { freq: Frequency.MONTHLY, bymonth: QUARTERS, ...daysOfMonth(rhythm.days) };
    case "year":
      return {
        freq: Frequency.YEARLY,
        interval: rhythm.every,
        bymonth: [rhythm.month],
        ...daysOfMonth([rhythm.day]),
      };
    default:
      return rhythm satisfies never;
  }
}

/** Of several days at most the last may be one that some months lack. */
function daysOfMonth(days: readonly number[]): Partial<rrule.Options> {
  const last = days.at(-1) ?? 1;
  if (last <= ALWAYS_THERE) return { bymonthday: [...days] };
  const before = days.slice(0, -1);
  const span = Array.from({ length: last - ALWAYS_THERE + 1 }, (_, n) => ALWAYS_THERE + n);
  return { bymonthday: [...before, ...span], bysetpos: [...before.map((_, n) => n + 1), -1] };
}

/** The rhythm behind an RRULE that `rruleOf` made. */
export function rhythmOf(text: string): Rhythm {
  const { freq, interval = 1, bymonthday, byweekday, bymonth, bysetpos } = RRule.parseString(text);
  const weekdays = [byweekday ?? []].flat().flatMap((day) => (day instanceof Weekday ? [day] : []));
  const every = interval;
  const months = [bymonth ?? []].flat();
  const listed = [bymonthday ?? []].flat();
  const days =
    bysetpos == null ? listed : [...listed.slice(0, [bysetpos].flat().length - 1), ...listed.slice(-1)];
  switch (freq) {
    case Frequency.DAILY:
      return { unit: "day", every };
    case Frequency.WEEKLY: {
      const on = weekdays.map(({ weekday }) => weekday + 1);
      // Only "weekday" leaves out when weeks begin, since it has no need of it.
      return on.length === WORKDAYS.length && !text.includes("WKST")
        ? { unit: "weekday" }
        : { unit: "week", every, weekdays: on };
    }
    case Frequency.MONTHLY: {
      const [nth] = weekdays;
      if (nth) return { unit: "month", every, nth: nth.n ?? 1, weekday: nth.weekday + 1 };
      return months.length > 0 ? { unit: "quarter", days } : { unit: "month", every, days };
    }
    case Frequency.YEARLY:
      return { unit: "year", every, month: months[0] ?? 1, day: days.at(-1) ?? 1 };
    default:
      throw new Error(`no rhythm of ours: ${text}`);
  }
}

export function cycleOf(rhythm: Rhythm): Cycle {
  switch (rhythm.unit) {
    case "day":
    case "weekday":
      return "day";
    case "week":
      return rhythm.weekdays.length === 1 ? "week" : "day";
    case "month":
      return "days" in rhythm && rhythm.days.length > 1 ? "day" : "month";
    case "quarter":
      return rhythm.days.length > 1 ? "day" : "month";
    case "year":
      return "year";
    default:
      return rhythm satisfies never;
  }
}

/** Work of every day that falls on a holiday is not done twice the day before: it falls away. */
export function isDaily(text: string): boolean {
  const rhythm = rhythmOf(text);
  return rhythm.unit === "weekday" || (rhythm.unit === "day" && rhythm.every === 1);
}

/** Looked through first; then twice as many, and so on: most are asked for the next one alone. */
const WINDOW_DAYS = 35;
const HORIZON_DAYS = 12 * 366;

/** The local days of an RRULE that begins on `from`, in order, none before `start`; those of twelve years. */
export function* recurringDays(
  { rrule: text, from, until }: { rrule: string; from: string; until: string | null },
  start: string,
): Generator<string> {
  const options = RRule.parseString(text);
  const first = start > from ? start : from;
  // Only where some are passed over does it matter where the counting began; else old series would be counted from their beginning.
  const dtstart = midnight((options.interval ?? 1) === 1 ? first : from);
  const rule = new RRule({ ...options, dtstart, ...(until === null ? {} : { until: midnight(until) }) });
  for (let gone = 0, window = WINDOW_DAYS; gone < HORIZON_DAYS; gone += window, window *= 2) {
    const begin = addDays(first, gone);
    if (until !== null && begin > until) return;
    const days = rule.between(midnight(begin), midnight(addDays(begin, window - 1)), true);
    yield* days.map((day) => day.toISOString().slice(0, 10));
  }
}

/** The library counts in UTC; a local day is its midnight there. */
const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);
