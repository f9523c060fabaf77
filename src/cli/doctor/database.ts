import type { VaDesk } from "../../compose.ts";
import type { Config } from "../../config.ts";
import { parkedRows } from "../../outbox/parked.ts";
import { reader } from "../../store/collection.ts";
import { occurrences } from "../../store/collections.ts";
import { systemClock } from "../../time/clock.ts";
import { type Finding, note, ok } from "./finding.ts";

const RECENT_MS = 7 * 86_400_000;

/** It has been opened, so it is there; what it is. */
export async function database({ database: { db } }: VaDesk, config: Config): Promise<Finding> {
  const { version } = await db.admin().serverInfo();
  const where = config.MONGODB_URI === undefined ? `our own in ${config.VA_DESK_DATA}` : "MONGODB_URI";
  return ok("database", `MongoDB ${version}, ${where}, "${db.databaseName}"`);
}

/** Messages that were set aside, and jobs that failed lately. */
export async function work({ database: { db } }: VaDesk): Promise<Finding[]> {
  const since = new Date(systemClock.now().getTime() - RECENT_MS);
  const [parked, failed] = await Promise.all([
    parkedRows(db),
    reader(db, occurrences).many({ state: "failed", at: { $gte: since } }, { sort: { at: -1 }, limit: 1000 }),
  ]);
  const [last] = failed;
  const messages =
    parked.length === 0
      ? ok("outbox", "nothing is set aside")
      : note(
          "outbox",
          `${parked.length} messages could not be delivered`,
          "va-desk parked says which, and why.",
        );
  if (!last) return [messages, ok("jobs", "none failed within a week")];
  const { job, subject, reason } = last;
  const at = last.at.toISOString();
  const says = `${failed.length} failed within a week, last ${job} of ${at}: ${reason}`;
  return [messages, note("jobs", says, `va-desk jobs run ${job} --subject ${subject} --at ${at}`)];
}
