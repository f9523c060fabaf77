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
  let agenda: Agenda | undefined;
  return {
    async spread(batches) {
      await Promise.all(batches.map((ids) => agenda?.now(RUN, { ids: [...ids] })));
    },
    async start() {
      agenda = await openAgenda(config);
      await agenda.start();
      await agenda.every("* * * * *", TICK);
    },
    async stop() {
      await agenda?.drain({ timeout: 20_000, closeConnection: false });
      agenda = undefined;
    },
  };
}

async function openAgenda({ db, log, tick, run }: HeartbeatConfig): Promise<Agenda> {
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
  const concurrency = BATCHES_AT_ONCE;
  agenda.define(TICK, (job) => alive(job, log, tick), { concurrency: 1 });
  agenda.define<{ ids: string[] }>(RUN, (job) => alive(job, log, () => run(job.attrs.data.ids)), {
    concurrency,
  });
  await agenda.ready;
  return agenda;
}

/** A job that fails is left to the sweep: what it was to do stands in the database. */
async function alive(job: { touch(): Promise<void> }, log: Log, work: () => Promise<void>): Promise<void> {
  const touching = setInterval(() => void job.touch().catch(() => undefined), TOUCH_MS);
  try {
    await work();
  } catch (error) {
    log.warn({ err: error }, "the scheduler's work failed; the sweep tries again");
  } finally {
    clearInterval(touching);
  }
}
