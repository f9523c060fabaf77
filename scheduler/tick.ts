import { dueRow, type OccurrenceRow, type Schedule } from "../src/domain/schedule.ts";
import type { Job } from "../src/job.ts";
import type { Move } from "../src/store/scheduling.ts";
import type { Occurrence } from "../src/time/occurrences.ts";
import { nextOccurrence, occurrences } from "../src/time/occurrences.ts";
import type { Crash } from "./crash.ts";
import { noticeSetBack, type SetBackConfig } from "./set-back.ts";

const AT_ONCE = 1000;

export interface TickConfig extends SetBackConfig {
  crash?: Crash;
}

/**
 * Makes occurrences of everything whose time has come and moves its schedule on. Two at once are harmless: an occurrence's id makes it
 * happen once, and a schedule moves only from where it was read. After downtime only the latest occurrence inside a job's catch-up
 * window comes to be. Returns the ids of the occurrences made here.
 */
export async function tick(config: TickConfig, now: Date): Promise<string[]> {
  const { store, jobs, log, crash } = config;
  await noticeSetBack(config, now);
  const made: string[] = [];
  for (;;) {
    const { due, broken } = await store.due([...jobs.keys()], now, AT_ONCE);
    if (broken.length > 0) log.error({ schedules: broken }, "schedules can't be read and are put off");
    if (due.length === 0) return made;
    const { rows, moves } = steps(due, jobs, now);
    made.push(...(await store.add(rows)));
    crash?.("added");
    const moved = await store.move(moves);
    crash?.("moved");
    // Whoever else is at it moves the rest.
    if (due.length < AT_ONCE || moved === 0) return made;
  }
}

/** What to add and where to move. Subjects that share a rhythm share the arithmetic. */
function steps(
  due: readonly Schedule[],
  jobs: ReadonlyMap<string, Job>,
  now: Date,
): { rows: OccurrenceRow[]; moves: Move[] } {
  const known = new Map<string, { latest: Occurrence[]; nextAt: Date | null }>();
  const rows: OccurrenceRow[] = [];
  const moves: Move[] = [];
  for (const schedule of due) {
    const { job, rule, zone, nextAt } = schedule;
    const rhythm = JSON.stringify([job, zone, rule, nextAt]);
    const step = known.get(rhythm) ?? stepOf(schedule, jobs.get(job)?.catchUpMinutes ?? 0, now);
    known.set(rhythm, step);
    rows.push(...step.latest.map((one) => dueRow(schedule, one, now)));
    moves.push({ schedule, nextAt: step.nextAt });
  }
  return { rows, moves };
}

function stepOf({ rule, zone, nextAt }: Schedule, catchUpMinutes: number, now: Date) {
  const earliest = now.getTime() - catchUpMinutes * 60_000;
  const from = new Date(Math.max(nextAt?.getTime() ?? earliest, earliest));
  const all = occurrences(rule, zone, from, new Date(now.getTime() + 1));
  const last = all.at(-1)?.at.getTime();
  return {
    // A holiday may have moved one to the minute of another.
    latest: all.filter(({ at }) => at.getTime() === last),
    nextAt: nextOccurrence(rule, zone, now)?.at ?? null,
  };
}
