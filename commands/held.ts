import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { isMember } from "../src/domain/actor.ts";
import { UserError } from "../src/errors.ts";
import { stillTheirs } from "../src/held-back.ts";
import { heldView } from "../src/views/held.ts";

/** As long as they are kept: an absence may have been long. */
const KEPT_MS = 45 * 86_400_000;

export const held = defineCommand({
  name: "held",
  summary: (m) => m.calm.summary,
  examples: ["held", "held after:6"],
  who: ["member"],
  fromHome: true,
  reads: true,
  input: z.object({ after: z.coerce.number().int().min(0).max(999).default(0) }),
  async run({ actor, store, now, m }, { after }) {
    if (!isMember(actor)) throw new UserError("member", m.errors.notForYou.member);
    const rows = await store.held.since(actor.person.id, new Date(now.getTime() - KEPT_MS));
    return { to: "actor", view: heldView(await stillTheirs(store, actor.member, rows), m, after) };
  },
});
