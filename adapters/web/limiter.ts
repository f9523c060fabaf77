import type { Clock } from "../../src/time/clock.ts";

const WINDOW_MS = 60_000;
const KEPT = 10_000;

/** Lets each caller try so many times a minute. Of very many callers the oldest are forgotten. */
export interface Limiter {
  allows(caller: string): boolean;
}

export function createLimiter(most: number, clock: Clock): Limiter {
  const tries = new Map<string, number[]>();
  return {
    allows(caller) {
      const now = clock.now().getTime();
      const lately = (tries.get(caller) ?? []).filter((at) => now - at < WINDOW_MS);
      const allowed = lately.length < most;
      tries.delete(caller);
      tries.set(caller, allowed ? [...lately, now] : lately);
      for (const oldest of tries.keys()) {
        if (tries.size <= KEPT) break;
        tries.delete(oldest);
      }
      return allowed;
    },
  };
}
