import { type Clock, systemClock } from "../../../src/time/clock.ts";

/** What a worker is told, in its environment. */
export interface Plan {
  uri: string;
  database: string;
  recorder: string;
  /** The shared clock: it showed `epoch` at the real `started`, and goes `speed` times as fast. */
  epoch: number;
  started: number;
  speed: number;
  /** Where to die, and at which time of passing there; null to live. */
  point: string | null;
  nth: number;
}

/** Every place between claim and record, in order. */
export const points = [
  "added",
  "moved",
  "claimed",
  "committed",
  "ran",
  "leased",
  "marked",
  "sent",
  "recorded",
] as const;

export function fastClock({ epoch, started, speed }: Pick<Plan, "epoch" | "started" | "speed">): Clock {
  return { now: () => new Date(epoch + (systemClock.now().getTime() - started) * speed) };
}
