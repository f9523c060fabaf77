import { addDays, localDate, startOfLocalDay } from "../time/zones.ts";
import type { TimeEntry, Timer } from "./time-entry.ts";

/** One stretch of a stopped timer, within one local day of the member. */
export interface Stretch {
  date: string;
  start: Date;
  end: Date;
  minutes: number;
}

/** Splits a span of work at the member's local midnights. Whole minutes; together they are the whole, and at least one. */
export function stretches(start: Date, end: Date, zone: string): Stretch[] {
  const total = Math.max(1, Math.round((end.getTime() - start.getTime()) / 60_000));
  const out: Stretch[] = [];
  let from = start;
  let counted = 0;
  while (from < end || out.length === 0) {
    const date = localDate(from, zone);
    const midnight = startOfLocalDay(addDays(date, 1), zone);
    const to = midnight < end ? midnight : end;
    const upTo = to === end ? total : Math.round((to.getTime() - start.getTime()) / 60_000);
    if (upTo > counted || to === end) out.push({ date, start: from, end: to, minutes: upTo - counted });
    counted = Math.max(counted, upTo);
    from = to;
    if (to === end) break;
  }
  const whole = out.filter((stretch) => stretch.minutes > 0);
  return whole.length > 0 ? whole : out.slice(0, 1).map((stretch) => ({ ...stretch, minutes: 1 }));
}

/** The time entries a timer becomes when it stops at `end`. `names` gives an id and a code for each. */
export function stopTimer(
  timer: Timer,
  end: Date,
  zone: string,
  names: () => { id: string; code: string },
  trimmed = false,
): TimeEntry[] {
  return stretches(timer.startedAt, end, zone).map((stretch) => ({
    ...names(),
    desk: timer.desk,
    client: timer.client,
    request: timer.request,
    person: timer.id,
    date: stretch.date,
    minutes: stretch.minutes,
    start: stretch.start,
    end: stretch.end,
    note: timer.note,
    kind: "",
    source: "timer",
    trimmed,
    createdAt: end,
    deletedAt: null,
    version: 0,
  }));
}

/** How long "still working?" waits for an answer. */
export const ANSWER_MINUTES = 30;

/**
 * What a timer that may be forgotten needs: the question, or to be stopped at `end`, which is the limit after it was started or
 * last confirmed.
 */
export function forgottenStep(
  timer: Timer,
  limitMinutes: number,
  now: Date,
): { kind: "ask" } | { kind: "stop"; end: Date } | undefined {
  const end = addMinutes(timer.confirmedAt ?? timer.startedAt, limitMinutes);
  if (now < end) return undefined;
  if (timer.askedAt === null) return { kind: "ask" };
  return now >= addMinutes(timer.askedAt, ANSWER_MINUTES) ? { kind: "stop", end } : undefined;
}

const addMinutes = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/** Minutes a timer has run. */
export const ranFor = (timer: Pick<Timer, "startedAt">, now: Date): number =>
  Math.max(0, Math.round((now.getTime() - timer.startedAt.getTime()) / 60_000));

/** Two entries with known times that share some of it. */
export function overlap(a: Pick<TimeEntry, "start" | "end">, b: Pick<TimeEntry, "start" | "end">): boolean {
  return (
    a.start !== null &&
    a.end !== null &&
    b.start !== null &&
    b.end !== null &&
    a.start < b.end &&
    b.start < a.end
  );
}
