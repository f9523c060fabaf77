import { MongoBackend } from "@agendajs/mongo-backend";
import { Agenda } from "agenda";
import type { Log } from "../src/log.ts";
import type { Database } from "../src/store/database.ts";

const TICK = "tick";
const RUN = "run-occurrences";
/** Agenda looks for work this often; looking more often than this only makes its own write conflicts. */
const LOOK_MS = 2_000;
/**
 * Kept short, and kept alive while a handler runs: every Agenda job leaves a timer of half its lock's life behind that holds the
 * process open. Two processes running one job is harmless here, since occurrences are claimed one by one.
 */
const LOCK_MS = 3_000;
const TOUCH_MS = 1_000;
const BATCHES_AT_ONCE = 2;
const GRACE_MS = 500;

export interface Heartbeat {
  /** Hands these occurrences to whichever process is free, in batches. */
  spread(batches: readonly (readonly string[])[]): Promise<void>;
  start(): Promise<void>;
  /** No more work is taken; waits for what is under way. */
  stop(): Promise<void>;
}

export interface HeartbeatConfig {
  db: Database["db"];
  log: Log;
  tick(): Promise<void>;
  run(ids: readonly string[]): Promise<void>;
}

/** Agenda as the heartbeat: `tick` every minute in one of the processes, and batches of due occurrences as one-off jobs. */
export function createHeartbeat(config: HeartbeatConfig): Heartbeat {
  const underWay = new Set<Promise<void>>();
  let agenda: Agenda | undefined;
  let stopping = false;

  /** A job that fails is left to the sweep: what it was to do stands in the database. */
  async function handle(job: { touch(): Promise<void> }, work: () => Promise<void>): Promise<void> {
    if (stopping) return;
    const touching = setInterval(() => void job.touch().catch(() => undefined), TOUCH_MS);
    const running = work()
      .catch((error) => config.log.warn({ err: error }, "the scheduler's work failed; the sweep tries again"))
      .finally(() => {
        clearInterval(touching);
        underWay.delete(running);
      });
    underWay.add(running);
    await running;
  }

  return {
    async spread(batches) {
      await Promise.all(batches.map((ids) => agenda?.now(RUN, { ids: [...ids] })));
    },
    async start() {
      agenda = await openAgenda(config, handle);
      await agenda.start();
      await agenda.every("* * * * *", TICK);
    },
    async stop() {
      stopping = true;
      // Agenda's own waiting can miss the end of the last job, so it is told when ours have ended and it had time to note it down.
      const ended = new AbortController();
      const drained = agenda?.drain({ signal: ended.signal, closeConnection: false });
      await Promise.all(underWay);
      const grace = setTimeout(() => ended.abort(), GRACE_MS);
      await drained;
      clearTimeout(grace);
      agenda = undefined;
    },
  };
}

type Handle = (job: { touch(): Promise<void> }, work: () => Promise<void>) => Promise<void>;

async function openAgenda({ db, log, tick, run }: HeartbeatConfig, handle: Handle): Promise<Agenda> {
  const backend = new MongoBackend({ mongo: db, collection: "agendaJobs" });
  await backend.connect();
  // Agenda would connect by itself, but where that fails it neither says so nor goes on.
  backend.connect = async () => undefined;
  const agenda = new Agenda({
    backend,
    processEvery: LOOK_MS,
    defaultLockLifetime: LOCK_MS,
    removeOnComplete: true,
  });
  agenda.on("error", (error: Error) => log.warn({ err: error }, "the heartbeat had trouble"));
  agenda.define(TICK, (job) => handle(job, tick), { concurrency: 1 });
  agenda.define<{ ids: string[] }>(RUN, (job) => handle(job, () => run(job.attrs.data.ids)), {
    concurrency: BATCHES_AT_ONCE,
  });
  await agenda.ready;
  return agenda;
}
