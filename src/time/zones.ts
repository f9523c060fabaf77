import { DateTime, IANAZone } from "luxon";

const names = new Map(Intl.supportedValuesOf("timeZone").map((name) => [name.toLowerCase(), name]));
/** Cities by their own name (`kolkata`), and a few that the zone list lacks or files under an old name. */
const cities = new Map<string, string>([
  ...[...names.values()].map((name): [string, string] => [cityOf(name), name]),
  ["kolkata", "Asia/Kolkata"],
  ["calcutta", "Asia/Kolkata"],
  ["mumbai", "Asia/Kolkata"],
  ["delhi", "Asia/Kolkata"],
  ["new delhi", "Asia/Kolkata"],
  ["bangalore", "Asia/Kolkata"],
  ["bengaluru", "Asia/Kolkata"],
  ["kathmandu", "Asia/Kathmandu"],
  ["ho chi minh", "Asia/Ho_Chi_Minh"],
  ["beijing", "Asia/Shanghai"],
  ["san francisco", "America/Los_Angeles"],
  ["seattle", "America/Los_Angeles"],
  ["boston", "America/New_York"],
  ["miami", "America/New_York"],
  ["washington", "America/New_York"],
  ["austin", "America/Chicago"],
  ["dallas", "America/Chicago"],
  ["cape town", "Africa/Johannesburg"],
  ["abu dhabi", "Asia/Dubai"],
]);

function cityOf(name: string): string {
  return (name.split("/").at(-1) ?? name).replaceAll("_", " ").toLowerCase();
}

/** Names that browsers still use for zones that have been renamed. */
const renamed = new Map([
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Europe/Kiev", "Europe/Kyiv"],
]);

/** An IANA zone from what a person typed: a zone name in any case or a city. Undefined for offsets ("UTC+5"): they know no daylight saving. */
export function parseZone(text: string): string | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === "utc" || plain === "gmt") return "UTC";
  const slashed = plain.replaceAll(" ", "_");
  const found = names.get(slashed) ?? cities.get(plain.replaceAll("_", " "));
  if (found) return renamed.get(found) ?? found;
  // Old names that Intl still understands (Asia/Calcutta, US/Eastern).
  return /^[a-z]+\/[a-z_/+-]+$/.test(slashed) && IANAZone.isValidZone(slashed)
    ? slashed.replace(/(^|[/_-])[a-z]/g, (c) => c.toUpperCase())
    : undefined;
}

/** True for a day of the calendar, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: "utc" }).isValid;

/** The local day, `YYYY-MM-DD`. */
export function localDate(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd");
}

/** `HH:mm` */
export function localTime(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("HH:mm");
}

/** The instant a local day begins; 01:00 where daylight saving skips midnight. */
export function startOfLocalDay(date: string, zone: string): Date {
  return DateTime.fromISO(date, { zone }).startOf("day").toJSDate();
}

/** The instant of an ISO 8601 text; one without an offset is UTC. Undefined if there is no such instant. */
export function parseInstant(text: string): Date | undefined {
  const at = DateTime.fromISO(text, { zone: "utc" });
  return at.isValid ? at.toJSDate() : undefined;
}

const DAY_MS = 86_400_000;

/** Plain arithmetic, since days are walked by the hundred; what is no date stays as it is. */
export function addDays(date: string, days: number): string {
  const at = Date.parse(date) + days * DAY_MS;
  return Number.isNaN(at) ? date : new Date(at).toISOString().slice(0, 10);
}

/** 1 (Monday) to 7. */
export function weekdayOf(date: string): number {
  // The first of January 1970 was a Thursday.
  const days = Math.floor(Date.parse(date) / DAY_MS) + 3;
  return (((days % 7) + 7) % 7) + 1;
}

export interface Week {
  /** `2026-W48` */
  key: string;
  /** Local days, Monday and Sunday. */
  from: string;
  to: string;
}

/** The ISO week (Monday to Sunday) of a local day. */
export function weekOfDate(date: string): Week {
  const day = DateTime.fromISO(date, { zone: "utc" });
  const monday = day.startOf("week");
  return {
    key: day.toFormat("kkkk-'W'WW"),
    from: monday.toFormat("yyyy-MM-dd"),
    to: monday.plus({ days: 6 }).toFormat("yyyy-MM-dd"),
  };
}

export const weekOf = (at: Date, zone: string): Week => weekOfDate(localDate(at, zone));
