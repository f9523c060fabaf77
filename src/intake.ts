import { PlatformError, type PlatformFailure } from "./errors.ts";
import type { Dispatch, Invocation, Outcome } from "./invocation.ts";
import type { Log } from "./log.ts";
import * as policy from "./outbox/policy.ts";
import type { Intake, Platform } from "./platform.ts";
import type { InboundStore, Taken, Unanswered } from "./store/inbound.ts";
import type { Clock } from "./time/clock.ts";

const SWEEP_MS = 10_000;
const MOST_ATTEMPTS = 5;

export interface RunningIntake extends Intake {
  /** Takes up what a crash left unfinished, and answers that did not arrive. */
  sweep(): Promise<void>;
  start(): void;
  /** No more sweeps; waits for what is under way. */
  stop(): Promise<void>;
}

interface Needs {
  dispatch: Dispatch;
  inbound: InboundStore;
  concerns(invocation: Invocation): Promise<boolean>;
  platforms: ReadonlyMap<string, Platform>;
  /** Tells the owners that somebody was not answered. */
  tell(invocation: Invocation, reason: string): Promise<void>;
  clock: Clock;
  log: Log;
}

/**
 * The way in for adapters: commands at once, events by way of the database, so that what was acknowledged is never lost. Of those that are
 * nobody's concern here nothing is kept. An answer that does not arrive is kept and said later: nothing is carried out again for it.
 */
export function createIntake(needs: Needs): RunningIntake {
  const { dispatch, inbound, concerns, platforms, tell, clock, log } = needs;
  const underWay = new Set<Promise<unknown>>();
  /** Written down by this process, and so its own to carry out. */
  const own = new Map<string, Invocation>();
  let timer: NodeJS.Timeout | undefined;

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const gone = () => underWay.delete(work);
    work.then(gone, gone);
    return work;
  }

  async function process(key: string): Promise<void> {
    const invocation = own.get(key);
    own.delete(key);
    try {
      const taken = invocation ? { invocation, attempts: 1 } : await inbound.claim(key, clock.now());
      if (taken) await carryOn(key, taken);
    } catch (error) {
      // The claim runs out and the sweep tries again; the commit's own key keeps it from happening twice.
      log.warn({ err: error, key }, "an event is not finished yet");
    }
  }

  async function carryOn(key: string, { invocation, attempts, answer }: Taken): Promise<void> {
    if (attempts > MOST_ATTEMPTS && !answer) return giveUp(key, invocation, "interrupted");
    const outcome = answer?.outcome ?? (await dispatch(invocation));
    if (await said(invocation, outcome, answer)) await inbound.finish(key, "done");
  }

  /** True: it was said. Else it is kept for later, or given up. */
  async function said(invocation: Invocation, outcome: Outcome, before?: Unanswered): Promise<boolean> {
    const platform = platforms.get(invocation.actor.platform);
    if (outcome.kind === "none" || !platform) return true;
    const triedAt = clock.now();
    try {
      await platform.answer(
        invocation,
        outcome,
        before?.unsure ? { after: before.unsure, ...seenOf(before) } : {},
      );
      return true;
    } catch (error) {
      await keep(invocation, outcome, error, triedAt, before);
      return false;
    }
  }

  async function keep(
    invocation: Invocation,
    outcome: Outcome,
    error: unknown,
    triedAt: Date,
    before: Unanswered | undefined,
  ): Promise<void> {
    const { key } = invocation;
    const failure: PlatformFailure =
      error instanceof PlatformError ? error.failure : { kind: "unknown", reason: String(error) };
    log.warn({ err: error, key, failure: failure.kind }, "an answer did not arrive");
    const triedSince = before?.triedSince ?? triedAt;
    const attempts = (before?.attempts ?? 0) + 1;
    const lost = failure.kind === "unknown";
    // One repeat, marked as such, is better than silence, but not a second time.
    const enough = failure.kind === "final" || (lost && before?.unsure);
    if (enough || policy.givesUp({ triedSince }, clock.now())) {
      const told = failure.kind === "final" && failure.told === true;
      return giveUp(key, invocation, failure.reason, told);
    }
    const waitMs = lost
      ? policy.askDelay(attempts)
      : policy.retryDelay(attempts, failure.kind === "retry" ? failure.afterMs : undefined);
    const unsure = lost ? triedAt : (before?.unsure ?? null);
    const until = new Date(triedAt.getTime() + waitMs);
    const seen = lost
      ? {}
      : failure.kind === "retry" && failure.seen !== undefined
        ? seenOf(failure)
        : seenOf(before);
    await inbound.keepAnswer(invocation, { outcome, triedSince, attempts, unsure, ...seen }, until);
  }

  async function giveUp(key: string, invocation: Invocation, reason: string, told = false): Promise<void> {
    log.error({ key, reason }, "an event was set aside unanswered");
    // The word to the owners first: after a crash in between it comes up again, and the word is not said twice.
    if (!told) await tell(invocation, reason);
    await inbound.finish(key, "failed");
  }

  async function sweep(): Promise<void> {
    for (const key of await inbound.unfinished(clock.now())) await track(process(key));
  }

  return {
    dispatch: (invocation) => track(dispatch(invocation)),
    async record(invocation) {
      if (!(await concerns(invocation)) || !(await inbound.record(invocation, clock.now()))) return false;
      own.set(invocation.key, invocation);
      return true;
    },
    process: (key) => track(process(key)),
    async answer(invocation, outcome, lost) {
      if (lost) return track(keep(invocation, outcome, lost.error, lost.at, undefined));
      await track(said(invocation, outcome));
    },
    sweep,
    start() {
      timer = setInterval(() => {
        sweep().catch((error) => log.error({ err: error }, "the sweep of events failed"));
      }, SWEEP_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await Promise.allSettled([...underWay]);
    },
  };
}

const seenOf = ({ seen }: { seen?: string | undefined } = {}) => (seen === undefined ? {} : { seen });
