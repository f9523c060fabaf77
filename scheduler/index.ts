import { ALL_DESKS, dueRow, type Schedule, scheduleFor } from "../src/domain/schedule.ts";
import type { First } from "../src/first.ts";
import type { Job } from "../src/job.ts";
import type { Log } from "../src/log.ts";
import type { Database } from "../src/store/database.ts";
import type { Stores } from "../src/store/index.ts";
import { schedulingStore } from "../src/store/scheduling.ts";
import { upkeep } from "../src/store/upkeep.ts";
import type { Clock } from "../src/time/clock.ts";
import { nextOccurrence, occurrences } from "../src/time/occurrences.ts";
import { createHeartbeat } from "./agenda.ts";
import { runBatch } from "./claim.ts";
import type { Crash } from "./crash.ts";
import { type PreviewRow, previewOccurrences } from "./preview.ts";
import type { RunnerConfig } from "./runner-config.ts";
import { tick } from "./tick.ts";

const BATCH = 200;
const SWEEP_MS = 30_000;
const LONGEST_PERIOD_MS = 35 * 86_400_000;

export interface SchedulerConfig {
  db: Database["db"];
  stores: Stores;
  jobs: readonly Job[];
  clock: Clock;
  log: Log;
  ran?(job: string, secondsLate: number): void;
  first?: First;
  /** Sends what was set aside while a platform kept us out, where it lets us in again. */
  resume?(): Promise<void>;
  crash?: Crash;
}

interface RanNow {
  desk: string;
  period: string;
  state: "due" | "done" | "failed" | "skipped";
  reason: string;
}

export interface Scheduler {
  /** Joins the heartbeat and runs what is due, with whatever other processes there are. */
  start(): Promise<void>;
  /** Takes no more work and waits for what is under way. */
  stop(): Promise<void>;
  /** Makes occurrences of what is due by now. */
  tick(): Promise<{ due: number }>;
  /** Runs every occurrence nobody holds. Returns how many it ended. */
  runDue(): Promise<number>;
  /** Runs the occurrence of `at` (the latest one until then) for this subject by hand, however late. One that is done stays done. */
  runNow(job: string, subject: string, at?: Date): Promise<RanNow[]>;
  preview(from: Date, to: Date, job?: string): Promise<PreviewRow[]>;
}

export function createScheduler(config: SchedulerConfig): Scheduler {
  const { db, clock, log } = config;
  const store = schedulingStore(db);
  const jobs = new Map(config.jobs.map((job) => [job.name, job]));
  const runner: RunnerConfig = { ...config, jobs, store, upkeep: upkeep(db) };
  const heartbeat = createHeartbeat({ db, log, tick: tickAndRun, run: runSome });
  let sweeping: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<number> | undefined;
  const underWay = new Set<Promise<unknown>>();

  async function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  /** Systems jobs keep their own schedule; settings keep those of desks. */
  async function ensureOwn(): Promise<void> {
    for (const job of jobs.values()) {
      if (job.scope !== "system") continue;
      const of = { desk: ALL_DESKS, job: job.name, subject: ALL_DESKS };
      await store.ensure(scheduleFor(of, job.rule, "UTC", clock.now()));
    }
  }

  async function tickAndRun(): Promise<void> {
    if (stopped) return;
    const made = await track(tick({ ...runner }, clock.now()));
    if (made.length === 0) return;
    const batches = Array.from({ length: Math.ceil(made.length / BATCH) }, (_, i) =>
      made.slice(i * BATCH, (i + 1) * BATCH),
    );
    // This process begins at once; the others come by way of Agenda.
    if (batches.length > 1) await heartbeat.spread(batches);
    await runDue();
  }

  async function runSome(ids: readonly string[]): Promise<void> {
    if (stopped) return;
    await track(runBatch(runner, ids));
    await runDue();
  }

  function runDue(): Promise<number> {
    running ??= track(runAll()).finally(() => {
      running = undefined;
    });
    return running;
  }

  async function runAll(): Promise<number> {
    let ended = 0;
    while (!stopped) {
      const ids = await store.unclaimed(clock.now(), BATCH);
      if (ids.length === 0) break;
      ended += await runBatch(runner, ids);
    }
    return ended;
  }

  /** Behind the heartbeat: takes what is left, and ticks itself if nobody did. */
  function sweep(): void {
    tickAndRun()
      .then(runDue)
      .catch((error) => log.error({ err: error }, "the scheduler's sweep failed"));
  }

  return {
    async start() {
      await ensureOwn();
      await heartbeat.start();
      sweeping = setInterval(sweep, SWEEP_MS);
      sweeping.unref();
      sweep();
    },
    async stop() {
      stopped = true;
      clearInterval(sweeping);
      await heartbeat.stop();
      await Promise.allSettled([...underWay]);
    },
    async tick() {
      await ensureOwn();
      return { due: (await tick({ ...runner }, clock.now())).length };
    },
    runDue,
    async runNow(name, subject, at = clock.now()) {
      await ensureOwn();
      const out: RanNow[] = [];
      for (const schedule of await store.schedules({ job: name, subject })) {
        const meant = occurrenceAt(schedule, at);
        if (!meant) continue;
        const row = dueRow(schedule, meant, clock.now());
        if ((await store.add([row])).length === 0) await store.reopen(row.id, clock.now());
        await runBatch(runner, [row.id], { whenever: true });
        const now = await store.occurrence(schedule, meant.period);
        out.push({
          desk: schedule.desk,
          period: meant.period,
          state: now?.state ?? "due",
          reason: now?.reason ?? "",
        });
      }
      return out;
    },
    async preview(from, to, job) {
      await ensureOwn();
      return previewOccurrences(await store.schedules(job === undefined ? {} : { job }), from, to);
    },
  };
}

function occurrenceAt({ rule, zone }: Schedule, at: Date) {
  const from = new Date(
    at.getTime() - (rule.kind === "interval" ? rule.minutes * 60_000 : LONGEST_PERIOD_MS),
  );
  return occurrences(rule, zone, from, new Date(at.getTime() + 1)).at(-1) ?? nextOccurrence(rule, zone, at);
}
