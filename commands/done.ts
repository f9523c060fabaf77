import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardFor, takeStep, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { undoAction } from "../src/views/undo-action.ts";

export const done = defineCommand({
  name: "done",
  aliases: ["close"],
  summary: (m) => m.request.summaries.done,
  examples: ["done 12", "done ACME-12"],
  who: ["member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "done", ctx.m.request.form.whichTitle, values, []),
  async run(ctx, { ref }) {
    const named = await theRequest(ctx, ref);
    const { request } = named;
    if (request.stage === "done") {
      const said = ctx.m.request.already(named.ref, ctx.m.request.stage.done);
      return { to: "actor", view: withNotice(said, await cardFor(ctx, named)) };
    }
    const by = ctx.actor.person.id;
    const after = await takeStep(ctx, named, "done", (r) => ({ ...r, assignee: r.assignee ?? by }));
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: undoAction(withNotice(ctx.m.request.done(named.ref), view), ctx.m) };
  },
});
