import type { Job } from "../src/job.ts";
import type { Log } from "../src/log.ts";
import type { SchedulingStore } from "../src/store/scheduling.ts";
import { nextOccurrence } from "../src/time/occurrences.ts";

/** The clocks of several processes differ by less. */
const SET_BACK_MS = 5 * 60_000;

export interface SetBackConfig {
  store: SchedulingStore;
  jobs: ReadonlyMap<string, Job>;
  log: Log;
}

/**
 * Where the clock was ahead and has been set back, what was passed over meanwhile comes again, as far back as a job may still run. What
 * was said too early is not said twice, since its occurrence is there.
 */
export async function noticeSetBack({ store, jobs, log }: SetBackConfig, now: Date): Promise<void> {
  const last = await store.ticked(now);
  if (!last || last.getTime() - now.getTime() <= SET_BACK_MS) return;
  let moved = 0;
  for (const job of jobs.values()) {
    const known = new Map<string, Date | undefined>();
    const missed = new Date(now.getTime() - job.catchUpMinutes * 60_000);
    for await (const schedules of store.ahead(job.name, now)) {
      const moves = schedules.flatMap((schedule) => {
        const rhythm = JSON.stringify([schedule.zone, schedule.rule]);
        if (!known.has(rhythm)) known.set(rhythm, nextOccurrence(schedule.rule, schedule.zone, missed)?.at);
        const nextAt = known.get(rhythm);
        return nextAt && schedule.nextAt && nextAt < schedule.nextAt ? [{ schedule, nextAt }] : [];
      });
      moved += await store.move(moves);
    }
  }
  log.warn({ now, last, moved }, "the clock was set back, and the schedules with it");
}
