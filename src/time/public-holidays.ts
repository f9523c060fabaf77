import type Library from "date-holidays";
import { type Calendar, type WorkingTime, withPublicDays, yearsAround } from "./days-off.ts";
import { addDays } from "./zones.ts";

const DAY_MS = 86_400_000;
/** A day on which clocks go ahead is a whole one too. */
const CLOCK_CHANGE_MS = 2 * 3_600_000;

/** Some megabytes of rules: loaded when somebody names a country, never at start. */
async function library(): Promise<typeof Library> {
  return (await import("date-holidays")).default;
}

/** The public holidays of these years, as local days in order. A holiday that takes only part of a day is none. */
async function publicDays(of: Calendar, years: readonly number[]): Promise<string[]> {
  const Holidays = await library();
  const { country, state, region } = of;
  const calendar = new Holidays(country, state ?? "", region ?? "");
  const days = years
    .flatMap((year) => calendar.getHolidays(year))
    .filter(({ type }) => type === "public")
    // What begins with the sunset before is named by its day; the length counts whole days.
    .flatMap(({ date, start, end }) => {
      const whole = Math.floor((end.getTime() - start.getTime() + CLOCK_CHANGE_MS) / DAY_MS);
      return Array.from({ length: whole }, (_, n) => addDays(date.slice(0, 10), n));
    });
  return [...new Set(days)].sort();
}

/** Public holidays that were looked up before, for whoever asks for many of the same place. */
export type KnownDays = Map<string, Promise<string[]>>;

/** Working time with the public holidays of its calendar for the years around this one. */
export async function withCalendar(
  time: WorkingTime,
  year: number,
  known: KnownDays = new Map(),
): Promise<WorkingTime> {
  const { calendar } = time.off;
  if (calendar === null) return withPublicDays({ ...time, off: { ...time.off, until: null } }, []);
  const years = yearsAround(year);
  const off = { ...time.off, until: years.at(-1) ?? year };
  const key = [calendar.country, calendar.state, calendar.region, year].join("|");
  const days = known.get(key) ?? publicDays(calendar, years);
  known.set(key, days);
  return withPublicDays({ ...time, off }, await days);
}

/** `choices`: the codes there are, where a country is known and its part isn't. */
export type NoCalendar =
  | { problem: "country" }
  | { problem: "state" | "region"; within: string; choices: string[] };

/** A calendar from what a person typed: codes (`US`, `NY`) or English names, in any case. */
export async function findCalendar(words: {
  country: string;
  state?: string | undefined;
  region?: string | undefined;
}): Promise<Calendar | NoCalendar> {
  const all = new (await library())();
  const common = new Intl.DisplayNames("en", { type: "region" });
  const named = Object.keys(all.getCountries()).map((code) => [code, common.of(code) ?? code]);
  const country =
    codeIn(all.getCountries("en"), words.country) ?? codeIn(Object.fromEntries(named), words.country);
  if (country === undefined) return { problem: "country" };
  const states = all.getStates(country, "en") ?? {};
  const state = words.state === undefined ? null : codeIn(states, words.state);
  if (state === undefined) return { problem: "state", within: country, choices: Object.keys(states) };
  const regions = state === null ? {} : (all.getRegions(country, state, "en") ?? {});
  const region = words.region === undefined ? null : codeIn(regions, words.region);
  if (region === undefined)
    return { problem: "region", within: `${country}-${state ?? ""}`, choices: Object.keys(regions) };
  return { country, state, region };
}

function codeIn(names: Readonly<Record<string, string>>, words: string): string | undefined {
  const plain = words.trim().toLowerCase();
  const found = Object.entries(names).find(
    ([code, name]) => code.toLowerCase() === plain || name.toLowerCase() === plain,
  );
  return found?.[0];
}
