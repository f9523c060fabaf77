import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeYours, takeStep, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { followUp } from "../src/views/follow-up.ts";

export const cancel = defineCommand({
  name: "cancel",
  summary: (m) => m.request.summaries.cancel,
  examples: ["cancel 12", "cancel ACME-12"],
  who: ["contact", "member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "cancel", undefined, values, []),
  async run(ctx, { ref: words }) {
    const named = await theRequest(ctx, words);
    mustBeYours(ctx, named);
    const { ref } = named;
    const { name } = ctx.actor.person;
    const after = await takeStep(ctx, named, "cancel", {
      tells: (m) => followUp(m.request.cancelledBy(name, ref)),
    });
    return cardReply(ctx, named, after, ctx.m.request.cancelledIt(ref));
  },
});
