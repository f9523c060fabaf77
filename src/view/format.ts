import type { DateSpan, Locale, Reader } from "./nodes.ts";

/** A date span in words, in the reader's language: "Tue 24 Nov, 14:00". The year shows only when it isn't `now`'s. Digits stay Latin. */
export function formatDate(span: DateSpan, reader: Reader, now: Date): string {
  const words = calendar(reader.locale, span.zone ?? reader.zone);
  const { weekday, day, month, year, hour, minute } = words(new Date(span.at));
  const date = () => `${weekday} ${day} ${month}${year === words(now).year ? "" : ` ${year}`}`;
  switch (span.style) {
    case "date":
      return date();
    case "time":
      return `${hour}:${minute}`;
    case "date-time":
      return `${date()}, ${hour}:${minute}`;
    default:
      return span.style satisfies never;
  }
}

type Part = "weekday" | "day" | "month" | "year" | "hour" | "minute";
type Words = (at: Date) => Record<Part, string>;

/** Making one costs a hundred times what using it does, and using it is dear too: a digest shows a hundred dates, a crowd the same ones. */
const calendars = new Map<string, Words>();
const MOST_MINUTES = 200;

function calendar(locale: Locale, zone: string): Words {
  const name = `${locale}|${zone}`;
  const known = calendars.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat(`${locale}-u-nu-latn`, {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const minutes = new Map<number, ReturnType<Words>>();
  const words: Words = (at) => {
    const minute = Math.floor(at.getTime() / 60_000);
    const before = minutes.get(minute);
    if (before) return before;
    const said = { weekday: "", day: "", month: "", year: "", hour: "", minute: "" };
    for (const { type, value } of format.formatToParts(at)) if (type in said) said[type as Part] = value;
    if (minutes.size >= MOST_MINUTES) minutes.clear();
    minutes.set(minute, said);
    return said;
  };
  calendars.set(name, words);
  return words;
}
