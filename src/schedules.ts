import { QUARTERLY_SURVEY } from "./care-jobs.ts";
import { type CheckInReading, clientRoundsFollow } from "./check-ins.ts";
import { statusRule } from "./domain/client-days.ts";
import type { Client, Member } from "./domain/desk.ts";
import { type Repeat, repeatRule } from "./domain/repeat.ts";
import { changedSchedules, type Schedule, scheduleFor } from "./domain/schedule.ts";
import type { Write } from "./store/commit.ts";
import type { DeskStore } from "./store/desk.ts";
import { write } from "./store/writes.ts";
import type { Rule } from "./time/occurrences.ts";

/** The names of the jobs that run by a person's settings. */
export const MORNING_DIGEST = "morning-digest";
export const WEEKLY_STATUS = "weekly-status";
export const STATUS_DRAFT = "status-draft";
export const UNANSWERED = "unanswered-deliveries";
export const REPEATING = "repeating-work";

const never: Rule = { kind: "daily", at: "00:00", weekdays: [] };

/** The schedules that follow from a member's settings, in their zone; written in the commit that changes them. */
export function memberSchedules(member: Member, zone: string, now: Date): Schedule[] {
  const { on, at, weekdays } = member.digest;
  const rule: Rule = on && member.removedAt === null ? { kind: "daily", at, weekdays } : never;
  return [scheduleFor({ desk: member.desk, job: MORNING_DIGEST, subject: member.person }, rule, zone, now)];
}

/** The schedules that follow from a client's settings, in the client's zone: the status, in review mode its draft the evening before, and the quarter's question. */
export function clientSchedules(client: Client, now: Date): Schedule[] {
  const { on, mode } = client.status;
  const active = on && client.archivedAt === null;
  const of = { desk: client.desk, subject: client.id };
  const rule = statusRule(client);
  const evening = { ...rule, at: "18:00", daysBefore: 1 };
  return [
    scheduleFor({ ...of, job: WEEKLY_STATUS }, active ? rule : never, client.zone, now),
    scheduleFor(
      { ...of, job: STATUS_DRAFT },
      active && mode === "review" ? evening : never,
      client.zone,
      now,
    ),
    scheduleFor(
      { ...of, job: QUARTERLY_SURVEY },
      client.archivedAt === null ? secondTuesdayOfQuarter : never,
      client.zone,
      now,
    ),
  ];
}

const secondTuesdayOfQuarter: Rule = { kind: "monthly", day: 8, weekday: 2, every: 3, at: "10:00" };

/** What runs once a day for the desk itself. */
export function deskSchedules(desk: { id: string; zone: string }, now: Date): Schedule[] {
  const rule: Rule = { kind: "daily", at: "09:00", weekdays: [1, 2, 3, 4, 5, 6, 7] };
  return [scheduleFor({ desk: desk.id, job: UNANSWERED, subject: desk.id }, rule, desk.zone, now)];
}

/** When recurring work comes, in the client's zone. Subject: the work. */
export function repeatSchedule(repeat: Repeat, client: Client, now: Date): Schedule {
  const rule = repeat.endedAt === null && client.archivedAt === null ? repeatRule(repeat, client) : never;
  return scheduleFor({ desk: repeat.desk, job: REPEATING, subject: repeat.id }, rule, client.zone, now);
}

/** The writes by which all that runs for a client follows its settings: its recurring work and its check-ins too. */
export async function clientRhythms(
  { store, now, zoneOf }: CheckInReading<DeskStore> & { now: Date },
  client: Client,
): Promise<Write[]> {
  const repeats = await store.repeats.active(client.id);
  const writes = await Promise.all([
    rhythms({ store, now }, client.id, clientSchedules(client, now)),
    ...repeats.map((repeat) => rhythms({ store, now }, repeat.id, [repeatSchedule(repeat, client, now)])),
    clientRoundsFollow({ store, zoneOf }, client, now),
  ]);
  return writes.flat();
}

/** The writes by which the schedules of a subject that has them already follow its settings, so that no period is lost or repeated. */
export async function rhythms(
  ctx: { store: Pick<DeskStore, "schedules">; now: Date },
  subject: string,
  after: readonly Schedule[],
): Promise<Write[]> {
  return changedSchedules(await ctx.store.schedules.of(subject), after, ctx.now).map(write.schedule.put);
}
