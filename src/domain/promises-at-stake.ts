import { type Clock, type Clocks, isRunning } from "./clocks.ts";
import { isOpen, type Request } from "./request.ts";

export interface AtStake {
  request: Request;
  clock: Clock;
}

/** A promise that is broken, or of which so much is used up that it was to be warned about. */
export function atStake({ answer, finish }: Clocks, now: Date): Clock | undefined {
  return [answer, finish]
    .filter(isRunning)
    .filter(({ by, warnAt }) => by !== null && (warnAt ?? by) <= now)
    .sort(byTime)[0];
}

/** Promises on these requests that are at stake, or break until then; the first to break first. */
export function promisesAtStake(requests: readonly Request[], now: Date, until: Date): AtStake[] {
  return requests
    .filter(({ stage }) => isOpen(stage))
    .flatMap((request) =>
      [request.clocks.answer, request.clocks.finish].flatMap((clock): AtStake[] =>
        isRunning(clock) && clock.by !== null && (clock.by <= until || (clock.warnAt ?? clock.by) <= now)
          ? [{ request, clock }]
          : [],
      ),
    )
    .sort((a, b) => byTime(a.clock, b.clock) || (a.request.id < b.request.id ? -1 : 1));
}

const byTime = (a: Clock, b: Clock): number => (a.by?.getTime() ?? 0) - (b.by?.getTime() ?? 0);
