import { defineCommand } from "citty";
import type { Config } from "../../config.ts";
import { environment, told, withDesk } from "../../main.ts";
import { print, printJson } from "../output.ts";
import { addresses } from "./addresses.ts";
import { clock } from "./clock.ts";
import { database, work } from "./database.ts";
import { type Finding, ok, wrong } from "./finding.ts";
import { keys } from "./keys.ts";
import { slack } from "./slack.ts";
import { teams } from "./teams.ts";

export const doctor = defineCommand({
  meta: {
    name: "doctor",
    description:
      "Check settings, database, clock, keys, tokens, permissions and addresses, each with the remedy",
  },
  args: { json: { type: "boolean", description: "As an array of {state, what, says, remedy}" } },
  async run({ args }) {
    const findings = await examined();
    const bad = findings.filter(({ state }) => state === "wrong").length;
    if (args.json) printJson(findings);
    else {
      for (const finding of findings) printFinding(finding);
      print(bad === 0 ? "\nNothing is wrong." : `\n${bad} wrong.`);
    }
    return bad === 0 ? 0 : 1;
  },
});

const WORDS = { ok: "ok   ", note: "note ", wrong: "WRONG" } as const;

function printFinding({ state, what, says, remedy }: Finding): void {
  print(`${WORDS[state]}  ${what}: ${says}`);
  if (remedy !== undefined) print(`       → ${remedy}`);
}

/** Where one thing is so wrong that the rest can't be looked at, it ends there. */
async function examined(): Promise<Finding[]> {
  let config: Config;
  try {
    config = environment();
  } catch (error) {
    const remedy = "Change it in the environment or in .env; .env.example lists what is allowed.";
    return [wrong("settings", told(error), remedy)];
  }
  const settings = ok("settings", "what is set is of the right form");
  try {
    const inside = await withDesk(async (desk) => [
      await database(desk, config),
      ...(await clock(desk, config)),
      ...(await keys(desk, config)),
      ...(await slack(desk, config)),
      ...(await teams(config)),
      ...(await work(desk)),
    ]);
    return [settings, ...inside, ...(await addresses(config))];
  } catch (error) {
    return [settings, wrong("database", told(error), "Put that right, then run va-desk doctor again.")];
  }
}
