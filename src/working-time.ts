import type { Ctx } from "./ctx.ts";
import { daysOffInWords, MOST_DAYS_OFF, parseDaysOff } from "./domain/days-off-words.ts";
import { parseWeek, weekInWords } from "./domain/week-words.ts";
import { UserError } from "./errors.ts";
import { formField } from "./forms.ts";
import * as input from "./input.ts";
import type { Calendar, DaysOff, WorkingTime } from "./time/days-off.ts";
import { findCalendar, withCalendar } from "./time/public-holidays.ts";
import { localDate } from "./time/zones.ts";
import * as v from "./view/build.ts";
import type { Field } from "./view/nodes.ts";

/** What can be said about working time, by any verb that sets it. */
export const workingTimeKeys = {
  hours: input.shortText.optional(),
  country: input.shortText.optional(),
  state: input.shortText.optional(),
  region: input.shortText.optional(),
  holidays: input.words(3000).optional(),
};

export interface TypedWorkingTime {
  hours?: string | undefined;
  country?: string | undefined;
  state?: string | undefined;
  region?: string | undefined;
  holidays?: string | undefined;
}

/** Is anything said about working time? */
export const saysWorkingTime = (typed: TypedWorkingTime): boolean =>
  Object.keys(workingTimeKeys).some((key) => typed[key as keyof TypedWorkingTime] !== undefined);

/**
 * Working time after what was typed; hours without days are on each of `usual`.
 * @throws UserError naming what is wrong with it, at its field
 */
export async function workingTimeMeant(
  ctx: Ctx,
  before: WorkingTime,
  typed: TypedWorkingTime,
  usual: readonly number[],
): Promise<WorkingTime> {
  const today = localDate(ctx.now, before.hours.zone);
  const spans = typed.hours === undefined ? before.hours.spans : spansMeant(ctx, typed.hours, usual);
  const off: DaysOff = {
    ...before.off,
    calendar: await calendarMeant(ctx, typed, before.off.calendar),
    ...daysMeant(ctx, typed.holidays, today),
  };
  return withCalendar({ hours: { ...before.hours, spans }, off }, Number(today.slice(0, 4)));
}

function spansMeant(ctx: Ctx, words: string, usual: readonly number[]) {
  const week = parseWeek(words, usual);
  if (!("problem" in week)) return week;
  const { badHours, hoursOverlap } = ctx.m.desk;
  const said = week.problem === "overlap" ? hoursOverlap(week.piece) : badHours(week.piece);
  throw new UserError("hours", said, { field: "hours" });
}

/** `US`, `US-NY`, `US state:NY`; `none` for none. */
async function calendarMeant(
  ctx: Ctx,
  { country: words, state, region }: TypedWorkingTime,
  before: Calendar | null,
): Promise<Calendar | null> {
  if (words === undefined && state === undefined && region === undefined) return before;
  if (words !== undefined && input.none(words)) return null;
  const { badCountry, whichCountry, badPart } = ctx.m.desk;
  const codes = /^([a-z]{2})[-/ ]([a-z0-9]{1,10})(?:[-/ ]([a-z0-9-]{1,10}))?$/i.exec(words ?? "");
  const country = codes?.[1] ?? words ?? before?.country;
  if (country === undefined) throw new UserError("country", whichCountry, { field: "country" });
  const stateWords = state ?? codes?.[2] ?? (words === undefined ? (before?.state ?? undefined) : undefined);
  const found = await findCalendar({ country, state: stateWords, region: region ?? codes?.[3] });
  if (!("problem" in found)) return found;
  if (found.problem === "country")
    throw new UserError("country", badCountry(words ?? country), { field: "country" });
  const part = (found.problem === "state" ? stateWords : (region ?? codes?.[3])) ?? "";
  throw new UserError("country", badPart(part, found.within, found.choices.join(", ")), { field: "country" });
}

function daysMeant(ctx: Ctx, words: string | undefined, today: string): Partial<DaysOff> {
  if (words === undefined) return {};
  if (input.none(words)) return { own: [], worked: [] };
  const days = parseDaysOff(words, today);
  if (!("problem" in days)) return days;
  const { noDay, daysOrder, manyDays } = ctx.m.desk;
  const said = {
    "no-day": noDay(days.piece),
    order: daysOrder(days.piece),
    "too-many": manyDays(MOST_DAYS_OFF),
  };
  throw new UserError("holidays", said[days.problem], { field: "holidays" });
}

/** Where public holidays are taken from, as it would be typed. */
const calendarCode = ({ country, state, region }: Calendar): string =>
  [country, state, region].filter((part) => part !== null).join("-");

/** Working time as it would be typed. */
export function workingTimeValues({ hours, off }: WorkingTime): Record<string, string> {
  return {
    hours: weekInWords(hours.spans),
    country: off.calendar === null ? "" : calendarCode(off.calendar),
    holidays: daysOffInWords(off),
  };
}

export function workingTimeFields(ctx: Ctx, values: Readonly<Record<string, string>>): Field[] {
  const { settings: words } = ctx.m.desk;
  return [
    formField("hours", "text", words.hours, values, { hint: words.hoursHint, maxLength: 300 }),
    formField("country", "text", words.country, values, { hint: words.countryHint, maxLength: 60 }),
    formField("holidays", "long-text", words.ownDays, values, { hint: words.ownDaysHint, maxLength: 3000 }),
  ];
}

/** What is set, for the reader: the week, the calendar with its next holidays, and the days of one's own that are to come. */
export function workingTimeShown(ctx: Ctx, { hours, off }: WorkingTime) {
  const { settings: words, weekdays } = ctx.m.desk;
  const today = localDate(ctx.now, hours.zone);
  const week = weekInWords(hours.spans, weekdays).replaceAll("-", "–");
  const next = hours.holidays.filter((day) => day >= today && !off.own.includes(day)).slice(0, NEXT_SHOWN);
  const own = daysOffInWords({ own: off.own.filter((day) => day >= today), worked: off.worked });
  return [
    v.field(words.hours, week === "" ? "–" : week),
    v.field(
      words.country,
      off.calendar === null
        ? words.noCountry
        : `${countryName(off.calendar, ctx.reader.locale)}${next.length > 0 ? ` · ${words.nextDays} ${next.join(", ")}` : ""}`,
    ),
    ...(own === "" ? [] : [v.field(words.ownDays, own)]),
  ];
}

const NEXT_SHOWN = 3;

function countryName({ country, state, region }: Calendar, locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: "region" }).of(country) ?? country;
  const parts = [state, region].filter((part) => part !== null).join("-");
  return parts === "" ? name : `${name} (${parts})`;
}
