import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardFor, mayEdit, takeStep, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const cancel = defineCommand({
  name: "cancel",
  summary: (m) => m.request.summaries.cancel,
  examples: ["cancel 12", "cancel ACME-12"],
  who: ["contact", "member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "cancel", ctx.m.request.form.whichTitle, values, []),
  async run(ctx, { ref }) {
    const named = await theRequest(ctx, ref);
    if (!mayEdit(ctx.actor, named.request)) throw new UserError("not-yours", ctx.m.request.notYoursToEdit);
    const after = await takeStep(ctx, named, "cancel");
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: withNotice(ctx.m.request.cancelledIt(named.ref), view) };
  },
});
