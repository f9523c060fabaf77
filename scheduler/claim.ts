import { randomBytes } from "node:crypto";
import type { Desk } from "../src/domain/desk.ts";
import { ALL_DESKS, type OccurrenceRow } from "../src/domain/schedule.ts";
import { ConflictError, DuplicateError } from "../src/errors.ts";
import type { Job, JobResult } from "../src/job.ts";
import { atOnce } from "./at-once.ts";
import { deskRun, systemRun } from "./context.ts";
import { failedChange } from "./failed.ts";
import type { RunnerConfig } from "./runner-config.ts";
import type { SharedReads } from "./shared-reads.ts";

const CLAIM_MS = 60_000;
const RUN_AT_ONCE = 100;
const MOST_ATTEMPTS = 6;
const FIRST_RETRY_MS = 30_000;
const RUN_AGAIN_AT_ONCE = 3;

/** Claims these occurrences and runs those it got. `late` ones run only if `whenever`. Returns how many it ended. */
export async function runBatch(
  config: RunnerConfig,
  ids: readonly string[],
  { whenever = false } = {},
): Promise<number> {
  const { store, stores, clock, crash } = config;
  const now = clock.now();
  const claim = randomBytes(9).toString("base64url");
  const rows = await store.claim(ids, claim, now, new Date(now.getTime() + CLAIM_MS));
  crash?.("claimed");
  const names = [...new Set(rows.map((row) => row.desk))].filter((desk) => desk !== ALL_DESKS);
  const desks = new Map((await stores.system.desksById(names)).map((desk) => [desk.id, desk]));
  const shared: SharedReads = new Map();
  let ended = 0;
  // Neighbours are of one desk, so that what they read in common is read while they all run.
  const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const all = atOnce(RUN_AT_ONCE, sorted, async (row) => {
    if (await runOne(config, row, desks.get(row.desk), whenever, shared)) ended += 1;
  });
  await (config.first?.during(all, sorted.length) ?? all);
  return ended;
}

/** True if the occurrence is ended. Never rejects for what a job does wrong. */
async function runOne(
  config: RunnerConfig,
  row: OccurrenceRow,
  desk: Desk | undefined,
  whenever: boolean,
  shared: SharedReads,
): Promise<boolean> {
  const { clock, log, jobs } = config;
  const job = jobs.get(row.job);
  const end = (state: "done" | "skipped", reason = "") =>
    config.store.settle(row, { state, reason, finishedAt: clock.now() });
  if (!job) return end("skipped", "there is no such job any more");
  if (job.scope === "desk" && !desk) return end("skipped", "the desk is gone");
  const late = clock.now().getTime() - row.at.getTime();
  if (late > job.catchUpMinutes * 60_000 && !whenever) return end("skipped", "too late");
  try {
    const { result, committed } = await attempt(config, job, row, desk, shared);
    config.crash?.("ran");
    if (!committed) await (result === "done" ? end("done") : end("skipped", result.skipped));
    if (result === "done") config.ran?.(row.job, late / 1000);
    return true;
  } catch (error) {
    log.warn({ err: error, occurrence: row.id, attempts: row.attempts }, "a job failed");
    return settleFailure(config, row, desk, error).catch((second: unknown) => {
      log.error(
        { err: second, occurrence: row.id },
        "a failed job could not be put down; its claim runs out",
      );
      return false;
    });
  }
}

/** Runs it, again at once if something it had read was changed meanwhile. */
async function attempt(
  config: RunnerConfig,
  job: Job,
  row: OccurrenceRow,
  desk: Desk | undefined,
  shared: SharedReads,
): Promise<{ result: JobResult; committed: boolean }> {
  for (let tries = 1; ; tries += 1) {
    try {
      if (job.scope === "system") return await systemRun(config, job, row);
      if (!desk) throw new Error(`desk ${row.desk} is gone`);
      return await deskRun(config, job, row, desk, tries === 1 ? shared : undefined);
    } catch (error) {
      const changed = error instanceof ConflictError || error instanceof DuplicateError;
      if (!changed || tries === RUN_AGAIN_AT_ONCE) throw error;
    }
  }
}

async function settleFailure(
  config: RunnerConfig,
  row: OccurrenceRow,
  desk: Desk | undefined,
  error: unknown,
): Promise<boolean> {
  const { store, clock } = config;
  const now = clock.now();
  const reason = String((error as Error | undefined)?.message ?? error).slice(0, 200);
  if (row.attempts < MOST_ATTEMPTS) {
    const again = now.getTime() + FIRST_RETRY_MS * 2 ** (row.attempts - 1);
    await store.settle(row, { reason, claimedUntil: new Date(again) });
    return false;
  }
  if (!desk) return store.settle(row, { state: "failed", reason, finishedAt: now });
  await failedChange(config, row, desk, reason, now);
  return true;
}
