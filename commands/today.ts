import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { dayOf } from "../src/day.ts";
import { isMember } from "../src/domain/actor.ts";
import { UserError } from "../src/errors.ts";
import { stillTheirs } from "../src/held-back.ts";

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
    const { member } = actor;
    const held = await stillTheirs(store, member, await store.held.waiting(member.person));
    return { to: "actor", view: await dayOf({ store, desk, member, reader, now }, { held }) };
  },
});
