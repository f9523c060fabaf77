import { defineCommand } from "citty";
import { ALL_DESKS, type Schedule } from "../../domain/schedule.ts";
import { AppError } from "../../errors.ts";
import { withDesk } from "../../main.ts";
import { schedulingStore } from "../../store/scheduling.ts";
import type { SystemStore } from "../../store/system.ts";
import { systemClock } from "../../time/clock.ts";
import { instantOf } from "../instant.ts";
import { print } from "../output.ts";
import { UsageError } from "../usage-error.ts";
import { createNames, jobNamed } from "./named.ts";

export const run = defineCommand({
  meta: { name: "run", description: "Run one occurrence by hand, however late; one that is done stays done" },
  args: {
    name: { type: "positional", required: true, description: "The job" },
    subject: {
      type: "string",
      valueHint: "WHO",
      description: "Whom it runs for: a member's name, a client's code, or an id",
    },
    at: {
      type: "string",
      valueHint: "ISO",
      description: "The occurrence of that time, or the last one before it; now if left out",
    },
  },
  run({ args }) {
    const job = jobNamed(args.name);
    const at = instantOf("at", args.at, systemClock.now());
    const words = args.subject ?? (job.scope === "system" ? ALL_DESKS : undefined);
    if (words === undefined) throw new UsageError(`--subject is missing: whom ${job.name} is to run for.`);
    return withDesk(async ({ database, scheduler, stores, settle }) => {
      // Makes the schedules of jobs that have none yet.
      await scheduler.preview(at, at);
      const schedules = await schedulingStore(database.db).schedules({ job: job.name });
      const subject = await subjectMeant(stores.system, schedules, words, job.name);
      const ran = await scheduler.runNow(job.name, subject, at);
      await settle();
      for (const { desk, period, state, reason } of ran) {
        print([job.name, desk, period, state, reason].filter(Boolean).join("  "));
      }
      if (ran.length === 0) throw new AppError("no-occurrence", `${job.name} is switched off for ${words}.`);
      return ran.some(({ state }) => state === "failed") ? 1 : 0;
    });
  },
});

/** @throws AppError naming whom the job runs for, if it is none of them or more than one */
async function subjectMeant(
  system: SystemStore,
  schedules: readonly Schedule[],
  words: string,
  job: string,
): Promise<string> {
  if (schedules.some(({ subject }) => subject === words)) return words;
  const nameOf = createNames(system);
  const named = await Promise.all(
    schedules.map(async (schedule) => ({ subject: schedule.subject, name: await nameOf(schedule) })),
  );
  const plain = words.replace(/^@/, "").toLowerCase();
  const found = new Set(
    named.filter(({ name }) => name.toLowerCase() === plain).map(({ subject }) => subject),
  );
  const [only] = found;
  if (only !== undefined && found.size === 1) return only;
  const all = named.map(({ subject, name }) => `${name} (${subject})`).join(", ") || "nobody yet";
  throw new AppError(
    "no-subject",
    `${found.size > 1 ? "More than one is" : "Nobody is"} called "${words}". ${job} runs for: ${all}.`,
  );
}
