import { type WorkingHours, workingIntervals } from "../time/business-hours.ts";
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

interface Stretch {
  from: number;
  to: number;
  /** Worked before it, since the start. */
  before: number;
}

interface LaidOut {
  /** Milliseconds worked from the start until an instant. */
  worked(at: number): number;
  /** When so many milliseconds have been worked since the start. */
  when(ms: number): Date | undefined;
}

/** Working time from `start` on. Days are laid out as far as was asked, once. */
function layOut(hours: WorkingHours, start: Date): LaidOut {
  const days = workingIntervals(hours, start);
  const laid: Stretch[] = [];
  let sum = 0;
  let ended = false;

  function reach(isFarEnough: () => boolean): void {
    while (!ended && !isFarEnough()) {
      const next = days.next();
      if (next.done) {
        ended = true;
        return;
      }
      const from = Math.max(next.value.from, start.getTime());
      if (next.value.to <= from) continue;
      laid.push({ from, to: next.value.to, before: sum });
      sum += next.value.to - from;
    }
  }

  /** The last stretch of which `value` lies below a bound. */
  function lastBelow(bound: number, value: (stretch: Stretch) => number): Stretch | undefined {
    let low = 0;
    let high = laid.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const stretch = laid[middle];
      if (stretch && value(stretch) < bound) low = middle + 1;
      else high = middle;
    }
    return laid[low - 1];
  }

  return {
    worked(at) {
      reach(() => (laid.at(-1)?.to ?? Number.NEGATIVE_INFINITY) >= at);
      const last = lastBelow(at, (stretch) => stretch.from);
      return last ? last.before + Math.min(at, last.to) - last.from : 0;
    },
    when(ms) {
      reach(() => sum >= ms);
      const last = lastBelow(ms, (stretch) => stretch.before);
      return last && sum >= ms ? new Date(last.from + ms - last.before) : undefined;
    },
  };
}
