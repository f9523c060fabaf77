import type { WorkingHours } from "../time/business-hours.ts";
import { dayWords, parseDays } from "./settings-words.ts";

type Spans = WorkingHours["spans"];

/** What is wrong with hours in words, and the piece it is about. */
export type BadWeek = { problem: "unreadable" | "overlap"; piece: string };

const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/**
 * A week in words: `Mon-Fri 9-13, 14-18; Sat 22:00-02:00`. Spans without a day before them are on each of `usual`. A span over midnight has
 * its minutes written out, since `9-5` more likely means the afternoon.
 */
export function parseWeek(text: string, usual: readonly number[]): Spans | BadWeek {
  const spans: Spans = [];
  let days = "";
  let weekdays: readonly number[] = usual;
  for (const piece of pieces(text)) {
    if (/^[a-z]{3}/i.test(piece)) {
      days = days === "" ? piece : `${days},${piece}`;
      continue;
    }
    if (days !== "") weekdays = parseDays(days) ?? [];
    if (weekdays.length === 0) return { problem: "unreadable", piece: days };
    days = "";
    const span = parseSpan(piece);
    if (!span) return { problem: "unreadable", piece };
    spans.push(...weekdays.map((weekday) => ({ weekday, ...span })));
  }
  if (spans.length === 0 || days !== "") return { problem: "unreadable", piece: text };
  const twice = overlapping(spans);
  if (twice) return { problem: "overlap", piece: `${twice.from}-${twice.to}` };
  return spans.sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1));
}

const pieces = (text: string): string[] =>
  text
    .replace(/\s*(?:[-–—]|\bto\b)\s*/gi, "-")
    .replace(/(\d)\s+(am|pm)\b/gi, "$1$2")
    .split(/[;,\s]+/)
    .filter(Boolean);

function parseSpan(piece: string): { from: string; to: string } | undefined {
  const [first = "", last = "", more] = piece.split("-");
  const from = wallTime(first);
  // What ends at midnight ends with the day.
  const to = /^24(:00)?$/.test(last) ? "00:00" : wallTime(last);
  if (from === undefined || to === undefined || more !== undefined) return undefined;
  const wholeDay = /^24/.test(last);
  if (from === to && !wholeDay) return undefined;
  const writtenOut = first.includes(":") && last.includes(":");
  return to > from || wholeDay || writtenOut ? { from, to } : undefined;
}

/** `9`, `9:30`, `09:30`, `9pm`, `9:30pm` as `HH:mm`. */
function wallTime(words: string): string | undefined {
  const [, hour = "", minute = "00", half] = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/i.exec(words) ?? [];
  const typed = Number(hour);
  if (hour === "" || Number(minute) > 59 || typed > 23) return undefined;
  if (half !== undefined && (typed === 0 || typed > 12)) return undefined;
  const hours = half === undefined ? typed : (typed % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  return `${String(hours).padStart(2, "0")}:${minute}`;
}

/** A span that another one runs into, over midnight and over the end of the week too. */
function overlapping(spans: Spans): Spans[number] | undefined {
  const laid = spans
    .map((span) => {
      const from = minuteOfWeek(span.weekday, span.from);
      const length = (minuteOfWeek(1, span.to) - minuteOfWeek(1, span.from) + DAY_MINUTES) % DAY_MINUTES;
      return { span, from, to: from + (length === 0 ? DAY_MINUTES : length) };
    })
    .sort((a, b) => a.from - b.from);
  const [first] = laid;
  return laid.find(({ to }, i) => to > (laid[i + 1]?.from ?? (first?.from ?? 0) + WEEK_MINUTES))?.span;
}

function minuteOfWeek(weekday: number, wall: string): number {
  const [hours = "0", minutes = "0"] = wall.split(":");
  return (weekday - 1) * DAY_MINUTES + Number(hours) * 60 + Number(minutes);
}

/** A week as it would be typed; `names` are the weekdays from Monday. */
export function weekInWords(spans: Spans, names: readonly string[] = dayWords): string {
  const of = (day: number): string =>
    spans.flatMap((span) => (span.weekday === day ? [`${span.from}-${span.to}`] : [])).join(", ");
  const groups: { first: number; last: number; hours: string }[] = [];
  for (let day = 1; day <= 7; day += 1) {
    const hours = of(day);
    if (hours === "") continue;
    const before = groups.at(-1);
    if (before?.last === day - 1 && before.hours === hours) before.last = day;
    else groups.push({ first: day, last: day, hours });
  }
  const name = (day: number): string => names[day - 1] ?? "";
  return groups
    .map(
      ({ first, last, hours }) => `${first === last ? name(first) : `${name(first)}-${name(last)}`} ${hours}`,
    )
    .join("; ");
}
