import { type Interval, type WorkingHours, workingIntervals } from "./business-hours.ts";

interface Stretch {
  from: number;
  to: number;
  /** Worked before it, since the start. */
  before: number;
}

export interface LaidOut {
  /** Milliseconds worked from the start until an instant. */
  worked(at: number): number;
  /** When so many milliseconds have been worked since the start. */
  when(ms: number): Date | undefined;
}

/** Working time from `start` on, without what falls into `pauses`. Days are laid out as far as was asked, once. */
export function layOut(
  hours: WorkingHours,
  start: Date,
  { pauses = [], days: ahead }: { pauses?: readonly Interval[]; days?: number } = {},
): LaidOut {
  const days = workingIntervals(hours, start, ahead);
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
      for (const part of outside(pauses, { from, to: next.value.to })) {
        laid.push({ ...part, before: sum });
        sum += part.to - part.from;
      }
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

/** What is left of a stretch without the pauses. */
function outside(pauses: readonly Interval[], whole: Interval): Interval[] {
  let left = whole.to > whole.from ? [whole] : [];
  for (const pause of pauses) {
    left = left.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, pause.from) },
        { from: Math.max(from, pause.to), to },
      ].filter((part) => part.to > part.from),
    );
  }
  return left;
}
