import { z } from "zod";
import { mustApprove } from "../src/approval.ts";
import { defineCommand } from "../src/command.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardReply, takeStep, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { withdrawn } from "../src/surveys.ts";
import { followUp } from "../src/views/follow-up.ts";

export const changes = defineCommand({
  name: "changes",
  summary: (m) => m.request.summaries.changes,
  examples: ["changes 12 Please use the new logo"],
  who: ["contact"],
  input: z.object({ ref: input.ref, what: input.longText }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "what", kind: "rest" },
  ],
  form: (ctx, values) =>
    aboutRequest(ctx, "changes", ctx.m.request.form.changesTitle, values, [
      formField("what", "long-text", ctx.m.request.form.what, values, { required: true, maxLength: 3000 }),
    ]),
  async run(ctx, { ref: words, what }) {
    const named = await theRequest(ctx, words);
    const { client, ref } = named;
    await mustApprove(ctx, client.id);
    const { id, name } = ctx.actor.person;
    const asked = { text: what, by: id, at: ctx.now };
    const { writes, says } = await withdrawn(ctx, named.request.id);
    const after = await takeStep(ctx, named, "changes", {
      writes,
      says,
      changed: (request) => ({ ...request, changes: [...request.changes, asked] }),
      tells: (m) => followUp(m.request.changesBy(name, ref), what),
    });
    return cardReply(ctx, named, after, ctx.m.request.changesSent(ref));
  },
});
