import { z } from "zod";

const moment = z.date().nullable();

/**
 * A promise about one request as it runs. `first`: to the first word from a person of the desk; `next`: to a word after the client
 * said something; `finish`: until it is ready. Minutes are working minutes of who does it.
 */
export const clockSchema = z.object({
  of: z.enum(["first", "next", "finish"]),
  startedAt: z.date(),
  /** Promised; null where nothing was, or where it is the due date. */
  minutes: z.number().int().nullable(),
  due: moment,
  /** Of those minutes, what had run before the request was marked as more pressing. */
  head: z.number().int().default(0),
  /** For how long it has stood still, until `stands`. */
  paused: z.number().int(),
  /** Stands still now; `to` null: nobody knows for how long. */
  stands: z.object({ from: z.date(), to: moment }).nullable(),
  /** When the promise breaks; null while that can't be said, or nothing was promised. */
  by: moment,
  warnAt: moment,
  warnedAt: moment,
  brokenAt: moment,
  endedAt: moment,
});
export type Clock = z.infer<typeof clockSchema>;

export const clocksSchema = z.object({ answer: clockSchema.nullable(), finish: clockSchema.nullable() });
export type Clocks = z.infer<typeof clocksSchema>;

export const noClocks: Clocks = { answer: null, finish: null };

const levelsSchema = z.object({
  normal: z.number().int().positive(),
  important: z.number().int().positive().nullable(),
  urgent: z.number().int().positive().nullable(),
});
export type Levels = z.infer<typeof levelsSchema>;

/** What a client is promised: working minutes to an answer; working days until work without a due date is ready (with one: that). */
export const promiseSchema = z.object({
  answer: levelsSchema.nullable(),
  finish: levelsSchema.nullable(),
  /** Per cent of the time used up at which who does it is warned. */
  warnAt: z.number().int().min(10).max(95),
  /** The weekly status says how many were kept. */
  told: z.boolean(),
});
export type ResponsePromise = z.infer<typeof promiseSchema>;

export const isRunning = (clock: Clock | null): clock is Clock => clock !== null && clock.endedAt === null;
