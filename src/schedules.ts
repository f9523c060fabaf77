import type { Ctx } from "./ctx.ts";
import type { Client, Member } from "./domain/desk.ts";
import { changedSchedules, type Schedule, scheduleFor } from "./domain/schedule.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import type { Rule } from "./time/occurrences.ts";

/** The names of the jobs that run by a person's settings. */
export const MORNING_DIGEST = "morning-digest";
export const WEEKLY_STATUS = "weekly-status";
export const STATUS_DRAFT = "status-draft";
export const UNANSWERED = "unanswered-deliveries";

const never: Rule = { kind: "daily", at: "00:00", weekdays: [] };

/** The schedules that follow from a member's settings, in their zone; written in the commit that changes them. */
export function memberSchedules(member: Member, zone: string, now: Date): Schedule[] {
  const { on, at, weekdays } = member.digest;
  const rule: Rule = on && member.removedAt === null ? { kind: "daily", at, weekdays } : never;
  return [scheduleFor({ desk: member.desk, job: MORNING_DIGEST, subject: member.person }, rule, zone, now)];
}

/** The schedules that follow from a client's settings, in the client's zone: the status, and in review mode its draft the evening before. */
export function clientSchedules(client: Client, now: Date): Schedule[] {
  const { on, mode, weekday, at } = client.status;
  const active = on && client.archivedAt === null;
  const of = { desk: client.desk, subject: client.id };
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return [
    scheduleFor(
      { ...of, job: WEEKLY_STATUS },
      active ? { kind: "weekly", weekday, at } : never,
      client.zone,
      now,
    ),
    scheduleFor(
      { ...of, job: STATUS_DRAFT },
      active && mode === "review" ? { kind: "weekly", weekday: dayBefore, at: "18:00" } : never,
      client.zone,
      now,
    ),
  ];
}

/** What runs once a day for the desk itself. */
export function deskSchedules(desk: { id: string; zone: string }, now: Date): Schedule[] {
  const rule: Rule = { kind: "daily", at: "09:00", weekdays: [1, 2, 3, 4, 5, 6, 7] };
  return [scheduleFor({ desk: desk.id, job: UNANSWERED, subject: desk.id }, rule, desk.zone, now)];
}

/** The writes by which the schedules of a subject that has them already follow its settings, so that no period is lost or repeated. */
export async function rhythms(
  ctx: Pick<Ctx, "store" | "now">,
  subject: string,
  after: readonly Schedule[],
): Promise<Write[]> {
  return changedSchedules(await ctx.store.schedules.of(subject), after, ctx.now).map(write.schedule.put);
}
