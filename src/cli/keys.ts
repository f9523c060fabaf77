import { defineCommand } from "citty";
import { ConfigError } from "../errors.ts";
import { withDesk } from "../main.ts";
import { createSeal, KEYS_SAY } from "../seal.ts";
import { resealAll } from "../store/reseal.ts";

const rotate = defineCommand({
  meta: {
    name: "rotate",
    description: "Seal every token with the newest key in VA_DESK_KEY, so that the former one can go",
  },
  run: () =>
    withDesk(async ({ database }, { VA_DESK_KEY: keys }) => {
      if (keys === undefined) throw new ConfigError("key", `Set VA_DESK_KEY: ${KEYS_SAY}.`);
      const { changed, current, problems } = await resealAll(database.db, createSeal(keys));
      process.stdout.write(`${changed} sealed anew, ${current} had the newest key already.\n`);
      for (const problem of problems) process.stderr.write(`${problem}\n`);
      if (problems.length > 0) return 1;
      process.stdout.write("Only the newest key is needed now: leave the others out of VA_DESK_KEY.\n");
      return 0;
    }),
});

export const keys = defineCommand({
  meta: { name: "keys", description: "The key that tokens are sealed with" },
  subCommands: { rotate },
});
