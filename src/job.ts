import type { Desk } from "./domain/desk.ts";
import type { EventDraft } from "./domain/event.ts";
import type { Say } from "./domain/outbox.ts";
import type { Log } from "./log.ts";
import type { Write } from "./store/commit.ts";
import type { DeskStore } from "./store/desk.ts";
import type { SystemStore } from "./store/system.ts";
import type { Upkeep } from "./store/upkeep.ts";
import type { Clock } from "./time/clock.ts";
import type { Rule } from "./time/occurrences.ts";
import type { Reader } from "./view/nodes.ts";

/** The nominal time a run is for. `late`: it runs more than a quarter of an hour after `at`. */
export interface JobOccurrence {
  period: string;
  at: Date;
  late: boolean;
}

/** `skipped`: there was nothing to do after all; the reason is kept with the occurrence. */
export type JobResult = "done" | { skipped: string };

interface JobChange {
  writes?: readonly Write[];
  events?: readonly EventDraft[];
  says?: readonly Say[];
}

interface RunCtx {
  now: Date;
  clock: Clock;
  log: Log;
  occurrence: JobOccurrence;
}

/** What a desk's job gets: the desk, a store that sees all of it, and the one commit that also ends the occurrence. */
export interface JobCtx extends RunCtx {
  desk: Desk;
  /** For reading. Its own `commit` would not end the occurrence. */
  store: DeskStore;
  system: Pick<SystemStore, "person" | "channel">;
  /** A person's language and zone; `fallback`, then the desk's, where they have set none. */
  readerOf(person: string, fallback?: Partial<Reader>): Promise<Reader>;
  /**
   * Writes and says, and in the same atomic step marks the occurrence done: a second runner finds it done and its commit fails.
   * At most once a run; a job that returns "done" without it has nothing to say.
   * @throws ConflictError if a document changed since it was read, or another runner took the occurrence over
   */
  commit(change: JobChange): Promise<void>;
  /** A store whose commits are acts of their own, for work on many documents where one must not hold up the others. */
  apart(act: string): DeskStore;
}

/** What a job over all desks gets. What it changes, it changes by acts of their own that may be repeated without harm. */
export interface SystemJobCtx extends RunCtx {
  system: SystemStore;
  upkeep: Upkeep;
  /** Sends what was set aside while a platform kept us out, where it lets us in again. */
  resume(): Promise<void>;
  at(desk: string, act: string): DeskStore;
  readerOf(person: string, desk: Pick<Desk, "locale" | "zone">): Promise<Reader>;
}

interface JobSpec {
  name: string;
  /** How late an occurrence may still run; an older one is skipped. At most the length of its period. */
  catchUpMinutes: number;
}

/** Runs for a subject at a desk (a member, a client, the desk) by the rows in `schedules` that follow from its settings. */
export interface DeskJob extends JobSpec {
  scope: "desk";
  run(ctx: JobCtx, subject: string, occurrence: JobOccurrence): Promise<JobResult>;
}

/** Runs once for the whole installation, by a rule of its own in UTC. */
export interface SystemJob extends JobSpec {
  scope: "system";
  rule: Rule;
  run(ctx: SystemJobCtx): Promise<JobResult>;
}

export type Job = DeskJob | SystemJob;

export const defineJob = (spec: Omit<DeskJob, "scope">): DeskJob => ({ scope: "desk", ...spec });
export const defineSystemJob = (spec: Omit<SystemJob, "scope">): SystemJob => ({ scope: "system", ...spec });
