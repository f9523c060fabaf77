import { jobs } from "../../../scheduler/jobs/index.ts";
import { ALL_DESKS, type Schedule } from "../../domain/schedule.ts";
import type { Job } from "../../job.ts";
import type { SystemStore } from "../../store/system.ts";
import { UsageError } from "../usage-error.ts";

/** @throws UsageError naming the jobs there are */
export function jobNamed(name: string): Job {
  const job = jobs.find((one) => one.name === name);
  if (job) return job;
  throw new UsageError(`There is no job "${name}". There are: ${jobs.map((one) => one.name).join(", ")}.`);
}

/** Whom or what a job runs for, as people call it: a member's name, a client's code, a desk's name. */
export function createNames(system: SystemStore) {
  const known = new Map<string, string>();

  async function lookUp(subject: string): Promise<string> {
    if (subject === ALL_DESKS) return "everything";
    const [person, client, desk] = await Promise.all([
      system.person(subject),
      system.client(subject),
      system.desk(subject),
    ]);
    return person?.name ?? client?.code ?? desk?.name ?? subject;
  }

  return async ({ subject }: Pick<Schedule, "subject">): Promise<string> => {
    const held = known.get(subject) ?? (await lookUp(subject));
    known.set(subject, held);
    return held;
  };
}
