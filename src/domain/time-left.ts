import type { WorkingHours } from "../time/business-hours.ts";
import { type LaidOut, layOut } from "../time/laid-out.ts";
import { addDays, localDate, startOfLocalDay } from "../time/zones.ts";

const DAY_MS = 86_400_000;
/** So far ahead time is counted to the minute; what is due later has at least as much, and that is mostly enough to know. */
const COUNTED_DAYS = 60;
const SINCE_DAYS = 31;

/** One member's working time around a moment, laid out once for many questions. */
export interface TimeLeft {
  /** Working minutes from now until `at`, never negative. More than 60 days ahead: those of 60 days, if they are `enough`. */
  until(at: Date, enough: number): number;
  /** Working minutes from `at` until now; those of the last 31 days if it is longer ago. */
  since(at: Date): number;
  /** The instant at which so many minutes have been worked since `from`, which is not past; undefined if that is over a year away. */
  after(from: Date, minutes: number): Date | undefined;
  /** Working minutes left of this local day, in the member's zone. */
  readonly today: number;
  /** When this local day ends, in the member's zone. */
  readonly endOfToday: Date;
}

export function timeLeft(hours: WorkingHours, now: Date): TimeLeft {
  const ahead = layOut(hours, now);
  const first = new Date(now.getTime() - SINCE_DAYS * DAY_MS);
  // Only work nobody has answered looks back.
  let behind: LaidOut | undefined;
  const edge = now.getTime() + COUNTED_DAYS * DAY_MS;

  function until(at: Date, enough: number): number {
    const t = at.getTime();
    const counted = minutes(0, ahead.worked(Math.min(t, edge)));
    return t <= edge || counted >= enough ? counted : minutes(0, ahead.worked(t));
  }

  function since(at: Date): number {
    behind ??= layOut(hours, first);
    return minutes(behind.worked(Math.max(at.getTime(), first.getTime())), behind.worked(now.getTime()));
  }

  const endOfToday = startOfLocalDay(addDays(localDate(now, hours.zone), 1), hours.zone);
  const after = (from: Date, more: number): Date | undefined =>
    ahead.when(ahead.worked(from.getTime()) + more * 60_000);
  return { until, since, after, endOfToday, today: until(endOfToday, 0) };
}

const minutes = (from: number, to: number): number => Math.max(0, Math.floor((to - from) / 60_000));
