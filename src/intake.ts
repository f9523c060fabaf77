import type { Dispatch, Invocation } from "./invocation.ts";
import type { Log } from "./log.ts";
import type { Intake, Platform } from "./platform.ts";
import type { InboundStore } from "./store/inbound.ts";
import type { Clock } from "./time/clock.ts";

const SWEEP_MS = 10_000;

export interface RunningIntake extends Intake {
  /** Takes up what a crash left unfinished. */
  sweep(): Promise<void>;
  start(): void;
  /** No more sweeps; waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * The way in for adapters: commands at once, events by way of the database, so that what was acknowledged is never lost. Of those that are
 * nobody's concern here nothing is kept.
 */
export function createIntake(
  dispatch: Dispatch,
  inbound: InboundStore,
  concerns: (invocation: Invocation) => Promise<boolean>,
  platforms: ReadonlyMap<string, Platform>,
  clock: Clock,
  log: Log,
): RunningIntake {
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
    const invocation = own.get(key) ?? (await inbound.claim(key, clock.now()));
    own.delete(key);
    if (!invocation) return;
    try {
      const outcome = await dispatch(invocation);
      if (outcome.kind !== "none")
        await platforms.get(invocation.actor.platform)?.answer(invocation, outcome);
      await inbound.finish(key, "done");
    } catch (error) {
      // The claim runs out and the sweep tries again; the commit's own key keeps it from happening twice.
      log.warn({ err: error, key }, "an event is not finished yet");
    }
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
