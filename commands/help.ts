import { z } from "zod";
import { unknown } from "../src/answers.ts";
import { type Command, defineCommand } from "../src/command.ts";
import { UserError } from "../src/errors.ts";
import { helpFor, helpOn } from "../src/help.ts";
import * as input from "../src/input.ts";

/** `help` needs the registry it is itself part of; it is handed a way to read it. */
export const helpWith = (all: () => readonly Command[]): Command =>
  defineCommand({
    name: "help",
    aliases: ["?"],
    summary: (m) => m.desk.summaries.help,
    examples: ["help", "help request"],
    who: ["anyone"],
    reads: true,
    input: z.object({ verb: input.shortText.optional() }),
    positional: [{ key: "verb", kind: "word" }],
    async runOpen(ctx, { verb }) {
      if (verb === undefined) return { to: "actor", view: helpFor(all(), ctx.here?.actor, ctx.m) };
      const name = verb.toLowerCase();
      const command = all().find((c) => c.name === name || c.aliases?.includes(name));
      if (!command || command.hidden)
        throw new UserError("no-verb", unknown(ctx.m, name, all()).problems.join(" "), { field: "verb" });
      return { to: "actor", view: helpOn(command, ctx.m) };
    },
  });
