import { z } from "zod";
import { nextOccurrence, occurrences, type Rule, ruleSchema } from "../time/occurrences.ts";

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

/** When the schedules were last looked at, by the clock of whoever did. */
export const tickSchema = z.object({ id: z.string(), at: z.date() });

/**
 * One nominal time of one job for one subject. Its id, `desk|job|subject|period`, makes it happen once. Every claim raises
 * `version`, so a runner whose claim was taken over can no longer end it.
 */
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
  /** Nobody else takes it before; after a failure, when it is tried again. */
  claimedUntil: z.date(),
  /** The batch that holds it. */
  claim: z.string(),
  finishedAt: z.date().nullable(),
  version: z.number().int(),
});
export type OccurrenceRow = z.infer<typeof occurrenceSchema>;

export const scheduleId = (desk: string, job: string, subject: string): string => `${desk}|${job}|${subject}`;

export const occurrenceId = (of: { desk: string; job: string; subject: string }, period: string): string =>
  `${scheduleId(of.desk, of.job, of.subject)}|${period}`;

/** The row of an occurrence that is due from now on. */
export function dueRow(
  of: Pick<Schedule, "desk" | "job" | "subject">,
  { period, at }: { period: string; at: Date },
  now: Date,
): OccurrenceRow {
  const { desk, job, subject } = of;
  return {
    id: occurrenceId(of, period),
    desk,
    job,
    subject,
    period,
    at,
    state: "due",
    attempts: 0,
    reason: "",
    claimedUntil: now,
    claim: "",
    finishedAt: null,
    version: 0,
  };
}

/** What stands above desks is scheduled under this name. */
export const ALL_DESKS = "*";

/** A schedule with its next time after `now`; a rule that never comes has none. Its fields stand in the order in which they are read again. */
export function scheduleFor(
  of: { desk: string; job: string; subject: string },
  rule: Rule,
  zone: string,
  now: Date,
): Schedule {
  const nextAt = nextOccurrence(rule, zone, now)?.at ?? null;
  return { id: scheduleId(of.desk, of.job, of.subject), ...of, rule: ruleSchema.parse(rule), zone, nextAt };
}

const LONGEST_PERIOD_DAYS = 35;
/** So long after its time an occurrence may not have been noticed yet. */
const TICK_LAG_MS = 5 * 60_000;

/**
 * The schedules to write when settings change: those whose rule or zone did. A period that was still to come under the old rule and
 * is past under the new one is due at once (and then run or skipped by its job's catch-up window), so that no change loses one; the
 * period in the occurrence's id keeps one that has run from running again.
 */
export function changedSchedules(
  before: readonly Schedule[],
  after: readonly Schedule[],
  now: Date,
): Schedule[] {
  return after.flatMap((schedule) => {
    const old = before.find((other) => other.id === schedule.id);
    if (!old) return [schedule];
    if (old.zone === schedule.zone && JSON.stringify(old.rule) === JSON.stringify(schedule.rule)) return [];
    return [{ ...schedule, nextAt: missed(old, schedule, now) ?? schedule.nextAt }];
  });
}

function missed(old: Schedule, { rule, zone }: Schedule, now: Date): Date | undefined {
  const unnoticed = new Date(now.getTime() - TICK_LAG_MS);
  const pending = nextOccurrence(old.rule, old.zone, unnoticed)?.period;
  const next = nextOccurrence(old.rule, old.zone, now)?.period;
  const from = new Date(now.getTime() - LONGEST_PERIOD_DAYS * 86_400_000);
  if (next === undefined || rule.kind === "interval") return undefined;
  return occurrences(rule, zone, from, now).find(({ period }) => period === pending || period === next)?.at;
}
