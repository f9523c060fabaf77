import { defineCommand } from "citty";
import { withDesk } from "../../main.ts";
import { systemClock } from "../../time/clock.ts";
import { instantOf } from "../instant.ts";
import { print, printJson, printTable } from "../output.ts";
import { UsageError } from "../usage-error.ts";
import { createNames, jobNamed } from "./named.ts";

const WEEK_MS = 7 * 86_400_000;

export const preview = defineCommand({
  meta: { name: "preview", description: "Every coming occurrence, in order of time" },
  args: {
    from: { type: "string", valueHint: "ISO", description: "From then on; now if left out" },
    to: { type: "string", valueHint: "ISO", description: "Until before then; a week later if left out" },
    job: { type: "string", valueHint: "NAME", description: "Only of this job" },
    json: { type: "boolean", description: "As an array of {job, desk, subject, period, utc, local, zone}" },
  },
  run({ args }) {
    const from = instantOf("from", args.from, systemClock.now());
    const to = instantOf("to", args.to, new Date(from.getTime() + WEEK_MS));
    if (from >= to) throw new UsageError("--to must be later than --from.");
    const job = args.job === undefined ? undefined : jobNamed(args.job).name;
    return withDesk(async ({ scheduler, stores }) => {
      const rows = await scheduler.preview(from, to, job);
      if (args.json) return printJson(rows);
      if (rows.length === 0) return print("Nothing runs in that time.");
      const nameOf = createNames(stores.system);
      const named = await Promise.all(
        rows.map(async (row) => [row.local, row.zone, row.job, await nameOf(row), row.utc]),
      );
      printTable([["local time", "zone", "job", "for", "UTC"], ...named]);
    });
  },
});
