import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { homeParts } from "../src/domain/home.ts";
import * as input from "../src/input.ts";

export const home = defineCommand({
  name: "home",
  summary: (m) => m.home.summary,
  examples: ["home", "home as:owner"],
  who: ["anyone"],
  reads: true,
  input: z.object({ as: input.choice(homeParts).optional(), desk: z.string().optional() }),
  unsaid: ["desk"],
  async runOpen({ home: shown, here }, { as, desk = here?.desk.id }) {
    return { to: "actor", view: await shown({ desk, as }) };
  },
});
