import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { dayOf } from "../src/day.ts";
import { isMember } from "../src/domain/actor.ts";
import { UserError } from "../src/errors.ts";

export const today = defineCommand({
  name: "today",
  aliases: ["digest"],
  summary: (m) => m.day.summaries.today,
  examples: ["today"],
  who: ["member"],
  reads: true,
  input: z.object({}),
  async run({ actor, desk, store, reader, now, m }) {
    if (!isMember(actor)) throw new UserError("member", m.errors.notForYou.member);
    return { to: "actor", view: await dayOf({ store, desk, member: actor.member, reader, now }) };
  },
});
