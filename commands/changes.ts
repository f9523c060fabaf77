import { z } from "zod";
import { mustApprove } from "../src/approval.ts";
import { defineCommand } from "../src/command.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardFor, takeStep, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

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
    aboutRequest(ctx, "changes", ctx.m.request.form.changesTitle(""), values, [
      formField("what", "long-text", ctx.m.request.form.what, values, { required: true, maxLength: 3000 }),
    ]),
  async run(ctx, { ref, what }) {
    const named = await theRequest(ctx, ref);
    await mustApprove(ctx, named.client.id);
    const asked = { text: what, by: ctx.actor.person.id, at: ctx.now };
    const after = await takeStep(ctx, named, "changes", (r) => ({ ...r, changes: [...r.changes, asked] }));
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: withNotice(ctx.m.request.changesSent(named.ref), view) };
  },
});
