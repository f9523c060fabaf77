/** Where every instant comes from. Instants are `Date`s; in Views they are ISO strings. */
export interface Clock {
  now(): Date;
}

// biome-ignore lint/plugin: this is the clock
export const systemClock: Clock = { now: () => new Date() };

export interface ManualClock extends Clock {
  set(at: Date | string): void;
  advance(minutes: number): void;
}

/** A clock that stands still until it is moved; for tests and previews. */
export function manualClock(at: Date | string): ManualClock {
  let now = new Date(at);
  return {
    now: () => new Date(now),
    set(next) {
      now = new Date(next);
    },
    advance(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
  };
}
