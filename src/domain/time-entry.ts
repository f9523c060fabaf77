import { z } from "zod";

/** Time worked. `date` is the member's local day (YYYY-MM-DD); `minutes` is raw, never rounded. */
export const timeEntrySchema = z.object({
  id: z.string(),
  desk: z.string(),
  /** `t-7K2`, how people name it; unique in the desk. */
  code: z.string(),
  client: z.string(),
  request: z.string().nullable(),
  person: z.string(),
  date: z.string(),
  minutes: z.number().int().positive(),
  start: z.date().nullable(),
  end: z.date().nullable(),
  note: z.string(),
  /** Kind of work: design, admin, … lower case; "" is unsaid. */
  kind: z.string(),
  source: z.enum(["log", "timer"]),
  /** Cut back because the timer was forgotten. */
  trimmed: z.boolean(),
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
  version: z.number().int(),
});
export type TimeEntry = z.infer<typeof timeEntrySchema>;

/** The one running timer of a person; its id is the person's. */
export const timerSchema = z.object({
  id: z.string(),
  desk: z.string(),
  client: z.string(),
  request: z.string().nullable(),
  startedAt: z.date(),
  note: z.string(),
  /** When "still working?" was asked, null if not. */
  askedAt: z.date().nullable(),
  /** When the answer was yes; the limit counts from there. */
  confirmedAt: z.date().nullable(),
  version: z.number().int(),
});
export type Timer = z.infer<typeof timerSchema>;
