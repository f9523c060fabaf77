import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardReply, takeStep, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { askerOf, surveyAfter } from "../src/surveys.ts";
import { stillTimed } from "../src/timers.ts";
import { followUp } from "../src/views/follow-up.ts";
import { stepName, undoAction } from "../src/views/undo-action.ts";

export const done = defineCommand({
  name: "done",
  aliases: ["close"],
  summary: (m) => m.request.summaries.done,
  examples: ["done 12", "done ACME-12"],
  who: ["member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "done", undefined, values, []),
  async run(ctx, { ref: words }) {
    const named = await theRequest(ctx, words);
    const { request, ref } = named;
    if (request.stage === "done")
      return cardReply(ctx, named, request, ctx.m.request.already(ref, ctx.m.request.stage.done));
    const { id, name } = ctx.actor.person;
    const { writes, says } = await surveyAfter(askerOf(ctx), named, request.requester);
    const after = await takeStep(ctx, named, "done", {
      writes,
      says,
      changed: (r) => ({ ...r, assignee: r.assignee ?? id }),
      tells: (m) => followUp(m.request.doneBy(name, ref)),
    });
    const { to, view } = await cardReply(ctx, named, after, ctx.m.request.done(ref));
    return { to, view: undoAction(await stillTimed(ctx, named, view), ctx.m, stepName(after)) };
  },
});
