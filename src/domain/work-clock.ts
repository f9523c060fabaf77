import type { Interval, WorkingHours } from "../time/business-hours.ts";
import { layOut } from "../time/laid-out.ts";

/** So far from where counting began an end is looked for. */
const HORIZON_DAYS = 800;

/** Whose working time counts, from `from` on, without `pauses` (they are away and nobody covers). Laid out once for many clocks. */
export interface WorkClock {
  /** When so many minutes have been worked since; undefined if that is too far away. */
  after(since: Date, minutes: number): Date | undefined;
  between(a: Date, b: Date): number;
  /** Minutes of a working day, on average. */
  readonly day: number;
}

export function workClock(hours: WorkingHours, pauses: readonly Interval[], from: Date): WorkClock {
  const laid = layOut(hours, from, { pauses, days: HORIZON_DAYS });
  return {
    after: (since, minutes) =>
      minutes <= 0 ? since : laid.when(laid.worked(since.getTime()) + minutes * 60_000),
    between: (a, b) =>
      Math.max(0, Math.floor((laid.worked(b.getTime()) - laid.worked(a.getTime())) / 60_000)),
    day: dayOf(hours),
  };
}

function dayOf({ spans }: WorkingHours): number {
  const minutes = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
  const days = new Set(spans.map((span) => span.weekday)).size;
  const sum = spans.reduce(
    (all, { from, to }) => all + ((minutes(to) - minutes(from) + 1440) % 1440 || 1440),
    0,
  );
  return days === 0 ? 0 : Math.round(sum / days);
}
