import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { isMember } from "../src/domain/actor.ts";
import * as input from "../src/input.ts";
import { nameOf, theRequest } from "../src/request-change.ts";
import { ownCard } from "../src/views/request-card.ts";

/** The live card of a channel as the one who looks at it sees it, where a platform can show each reader their own. */
export const card = defineCommand({
  name: "card",
  hidden: true,
  summary: (m) => m.request.summaries.show,
  examples: ["card ACME-12"],
  who: ["contact", "member"],
  reads: true,
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  async run(ctx, { ref }) {
    const { request, client } = await theRequest(ctx, ref);
    const part = isMember(ctx.actor) ? "member" : "contact";
    const assignee = await nameOf(ctx, request.assignee);
    return { to: "actor", view: ownCard(request, assignee, part, client.code, ctx.m) };
  },
});
