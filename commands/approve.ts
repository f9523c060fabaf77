import { z } from "zod";
import { mustApprove } from "../src/approval.ts";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardReply, takeStep, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { askerOf, surveyAfter } from "../src/surveys.ts";
import { followUp } from "../src/views/follow-up.ts";

export const approve = defineCommand({
  name: "approve",
  aliases: ["accept"],
  summary: (m) => m.request.summaries.approve,
  examples: ["approve 12"],
  who: ["contact"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "approve", undefined, values, []),
  async run(ctx, { ref: words }) {
    const named = await theRequest(ctx, words);
    const { request, client, ref } = named;
    await mustApprove(ctx, client.id);
    if (request.stage === "done")
      return cardReply(ctx, named, request, ctx.m.request.already(ref, ctx.m.request.stage.done));
    const { id, name } = ctx.actor.person;
    const { writes, says } = await surveyAfter(askerOf(ctx), named, id);
    const after = await takeStep(ctx, named, "approve", {
      writes,
      says,
      tells: (m) => followUp(m.request.approvedBy(name, ref)),
    });
    return cardReply(ctx, named, after, ctx.m.request.approved(ref));
  },
});
