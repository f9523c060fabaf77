import { z } from "zod";
import { mustApprove } from "../src/approval.ts";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardFor, takeStep, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const approve = defineCommand({
  name: "approve",
  aliases: ["accept"],
  summary: (m) => m.request.summaries.approve,
  examples: ["approve 12"],
  who: ["contact"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "approve", ctx.m.request.form.whichTitle, values, []),
  async run(ctx, { ref }) {
    const named = await theRequest(ctx, ref);
    await mustApprove(ctx, named.client.id);
    if (named.request.stage === "done") {
      const said = ctx.m.request.already(named.ref, ctx.m.request.stage.done);
      return { to: "actor", view: withNotice(said, await cardFor(ctx, named)) };
    }
    const after = await takeStep(ctx, named, "approve");
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: withNotice(ctx.m.request.approved(named.ref), view) };
  },
});
