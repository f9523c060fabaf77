import type { Desk } from "../src/domain/desk.ts";
import type { OccurrenceRow } from "../src/domain/schedule.ts";
import type { DeskJob, JobCtx, JobOccurrence, JobResult, SystemJob } from "../src/job.ts";
import type { SystemStore } from "../src/store/system.ts";
import { write } from "../src/store/writes.ts";
import type { Reader } from "../src/view/nodes.ts";
import type { RunnerConfig } from "./runner-config.ts";
import { type SharedReads, sharingReads } from "./shared-reads.ts";

const LATE_MS = 15 * 60_000;

interface Ran {
  result: JobResult;
  /** The job's own commit has ended the occurrence. */
  committed: boolean;
}

/**
 * Runs a desk's job for one occurrence; `shared` holds what its batch has read already, unless it must be read again. Its commit ends it, in one step with what it writes and says.
 */
export async function deskRun(
  { stores, clock, log, crash }: RunnerConfig,
  job: DeskJob,
  row: OccurrenceRow,
  desk: Desk,
  shared: SharedReads | undefined,
): Promise<Ran> {
  const now = clock.now();
  const key = `${row.job}|${row.subject}|${row.period}`;
  const act = { key, by: `job:${row.job}`, platform: "", now };
  const all = stores.forDesk(desk.id, null, act);
  const store = shared ? sharingReads(all, desk.id, shared) : all;
  let committed = false;
  const occurrence = occurrenceOf(row, now);
  const ctx: JobCtx = {
    desk,
    store,
    system: stores.system,
    clock,
    now,
    log,
    occurrence,
    readerOf: (person, fallback) => readerOf(stores.system, person, { ...zoneAndLocale(desk), ...fallback }),
    async commit({ writes = [], events = [], says = [] }) {
      if (committed) throw new Error(`${job.name} committed twice in one run`);
      const done = write.occurrence.replace({ ...row, state: "done", reason: "", finishedAt: clock.now() });
      await stores.forDesk(desk.id, null, act).commit({ writes: [done, ...writes], events, says });
      committed = true;
      crash?.("committed");
    },
    apart: (name) => stores.forDesk(desk.id, null, { ...act, key: `${row.job}|${name}` }),
  };
  const result = await job.run(ctx, row.subject, occurrence);
  return { result, committed };
}

/** Runs a job over all desks. The occurrence is ended by the caller. */
export async function systemRun(
  { stores, upkeep, clock, log, resume = async () => undefined }: RunnerConfig,
  job: SystemJob,
  row: OccurrenceRow,
): Promise<Ran> {
  const now = clock.now();
  const result = await job.run({
    now,
    clock,
    log,
    occurrence: occurrenceOf(row, now),
    system: stores.system,
    upkeep,
    resume,
    at: (desk, name) =>
      stores.forDesk(desk, null, { key: `${row.job}|${name}`, by: `job:${row.job}`, platform: "", now }),
    readerOf: (person, desk) => readerOf(stores.system, person, zoneAndLocale(desk)),
  });
  return { result, committed: false };
}

function occurrenceOf({ period, at }: OccurrenceRow, now: Date): JobOccurrence {
  return { period, at, late: now.getTime() - at.getTime() > LATE_MS };
}

const zoneAndLocale = ({ zone, locale }: Pick<Desk, "zone" | "locale">): Reader => ({ zone, locale });

async function readerOf(system: Pick<SystemStore, "person">, id: string, fallback: Reader): Promise<Reader> {
  const person = await system.person(id);
  return { locale: person?.locale ?? fallback.locale, zone: person?.zone ?? fallback.zone };
}
