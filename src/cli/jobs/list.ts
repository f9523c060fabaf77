import { defineCommand } from "citty";
import { jobs } from "../../../scheduler/jobs/index.ts";
import type { Schedule } from "../../domain/schedule.ts";
import { withDesk } from "../../main.ts";
import { schedulingStore } from "../../store/scheduling.ts";
import { systemClock } from "../../time/clock.ts";
import { printJson, printTable } from "../output.ts";

export const list = defineCommand({
  meta: { name: "list", description: "Every job, for how many it runs, and when next" },
  args: { json: { type: "boolean", description: "As an array of {job, subjects, next, catchUpMinutes}" } },
  run: ({ args }) =>
    withDesk(async ({ database, scheduler }) => {
      // Makes the schedules of jobs that have none yet.
      await scheduler.preview(systemClock.now(), systemClock.now());
      const schedules = await schedulingStore(database.db).schedules({});
      const rows = jobs.map((job) => {
        const theirs = schedules.filter((schedule) => schedule.job === job.name);
        return { job: job.name, ...comingOf(theirs), catchUpMinutes: job.catchUpMinutes };
      });
      if (args.json) return printJson(rows);
      printTable([
        ["job", "subjects", "next (UTC)", "may be late by"],
        ...rows.map(({ job, subjects, next, catchUpMinutes }) => [
          job,
          String(subjects),
          next ?? "-",
          `${catchUpMinutes} min`,
        ]),
      ]);
    }),
});

/** Those that are switched off have no next time. */
function comingOf(schedules: readonly Schedule[]): { subjects: number; next: string | null } {
  const times = schedules.flatMap(({ nextAt }) => (nextAt ? [nextAt.toISOString()] : []));
  return { subjects: times.length, next: times.sort()[0] ?? null };
}
