import { z } from "zod";
import { nextOccurrence, type Rule, ruleSchema } from "../time/occurrences.ts";

/** When a job is next due for a subject; `rule` is local wall time in `zone`. */
export const scheduleSchema = z.object({
  /** `desk|job|subject` */
  id: z.string(),
  desk: z.string(),
  job: z.string(),
  subject: z.string(),
  rule: ruleSchema,
  zone: z.string(),
  nextAt: z.date().nullable(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** One nominal time of one job for one subject. Its id, `desk|job|subject|period`, makes it happen once. */
export const occurrenceSchema = z.object({
  id: z.string(),
  desk: z.string(),
  job: z.string(),
  subject: z.string(),
  period: z.string(),
  at: z.date(),
  state: z.enum(["due", "done", "failed", "skipped"]),
  attempts: z.number().int(),
  reason: z.string(),
  claimedUntil: z.date(),
  finishedAt: z.date().nullable(),
});
export type OccurrenceRow = z.infer<typeof occurrenceSchema>;

export const scheduleId = (desk: string, job: string, subject: string): string => `${desk}|${job}|${subject}`;

/** A schedule with its next time after `now`; a rule that never comes has none. */
export function scheduleFor(
  of: { desk: string; job: string; subject: string },
  rule: Rule,
  zone: string,
  now: Date,
): Schedule {
  const nextAt = nextOccurrence(rule, zone, now)?.at ?? null;
  return { id: scheduleId(of.desk, of.job, of.subject), ...of, rule, zone, nextAt };
}
