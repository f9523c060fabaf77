import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeYours, takeStep, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { withdrawn } from "../src/surveys.ts";
import { followUp } from "../src/views/follow-up.ts";

export const reopen = defineCommand({
  name: "reopen",
  summary: (m) => m.request.summaries.reopen,
  examples: ["reopen 12", "reopen ACME-12"],
  who: ["contact", "member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "reopen", undefined, values, []),
  async run(ctx, { ref: words }) {
    const named = await theRequest(ctx, words);
    mustBeYours(ctx, named);
    const { name } = ctx.actor.person;
    const { writes, says } = await withdrawn(ctx, named.request.id);
    const after = await takeStep(ctx, named, "reopen", {
      writes,
      says,
      tells: (m) => followUp(m.request.reopenedBy(name, named.ref)),
    });
    return cardReply(ctx, named, after, ctx.m.request.reopened(named.ref));
  },
});
