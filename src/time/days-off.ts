import { z } from "zod";
import type { WorkingHours } from "./business-hours.ts";

/** Whose public holidays count: a country by its ISO 3166 code, and where they differ a state and a region by the holiday library's codes. */
export const calendarSchema = z.object({
  country: z.string(),
  state: z.string().nullable(),
  region: z.string().nullable(),
});
export type Calendar = z.infer<typeof calendarSchema>;

/** What makes a day free beside the weekly spans. Days are local ones, `YYYY-MM-DD`. */
export const daysOffSchema = z.object({
  calendar: calendarSchema.nullable(),
  /** The last year whose public holidays stand in the hours; null without a calendar. */
  until: z.number().int().nullable(),
  /** Days of one's own. */
  own: z.array(z.string()),
  /** Public holidays on which work goes on. */
  worked: z.array(z.string()),
});
export type DaysOff = z.infer<typeof daysOffSchema>;

export const noDaysOff: DaysOff = { calendar: null, until: null, own: [], worked: [] };

/** Weekly spans together with the days that are free; the hours' holidays are what comes of the latter. */
export interface WorkingTime {
  hours: WorkingHours;
  off: DaysOff;
}

/** A year back for what is still counted, two ahead for what is promised. */
export const yearsAround = (year: number): number[] => [year - 1, year, year + 1, year + 2];

/** The same with these public holidays. */
export function withPublicDays({ hours, off }: WorkingTime, days: readonly string[]): WorkingTime {
  const free = new Set([...days.filter((day) => !off.worked.includes(day)), ...off.own]);
  return { hours: { ...hours, holidays: [...free].sort() }, off };
}
