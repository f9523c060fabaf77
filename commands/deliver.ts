import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardFor, takeStep, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { undoAction } from "../src/views/undo-action.ts";
import { namesAnother } from "../src/wall.ts";

export const deliver = defineCommand({
  name: "deliver",
  summary: (m) => m.request.summaries.deliver,
  examples: ["deliver 12 https://example.com/report.pdf", "deliver ACME-12"],
  who: ["member"],
  input: z.object({ ref: input.ref, link: input.shortText.optional(), anyway: input.yesNo.optional() }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "link", kind: "rest" },
  ],
  form: (ctx, values) =>
    aboutRequest(ctx, "deliver", ctx.m.request.form.deliverTitle(""), values, [
      formField("link", "text", ctx.m.request.form.link, values),
    ]),
  async run(ctx, { ref, link = "", anyway }) {
    const named = await theRequest(ctx, ref);
    const wall = anyway ? undefined : await namesAnother(ctx, named.client, link);
    if (wall) return wall;
    const by = ctx.actor.person.id;
    const after = await takeStep(ctx, named, "deliver", (request) => ({
      ...request,
      assignee: request.assignee ?? by,
      delivery: { link, at: ctx.now, by },
    }));
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: undoAction(withNotice(ctx.m.request.delivered(named.ref), view), ctx.m) };
  },
});
