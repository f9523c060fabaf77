import { z } from "zod";
import { defineCommand, type Values } from "../src/command.ts";
import type { Ctx } from "../src/ctx.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardReply, takeStep, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { stillTimed } from "../src/timers.ts";
import { deliveryFollowUp } from "../src/views/follow-up.ts";
import { stepName, undoAction } from "../src/views/undo-action.ts";
import { namesAnother } from "../src/wall.ts";

export const deliver = defineCommand({
  name: "deliver",
  summary: (m) => m.request.summaries.deliver,
  examples: ["deliver 12 https://example.com/report.pdf", "deliver ACME-12"],
  who: ["member"],
  // The button asks for the link first.
  input: z.object({
    ref: input.ref,
    link: input.shortText.optional(),
    ask: input.yesNo.optional(),
    anyway: input.yesNo.optional(),
  }),
  unsaid: ["ask", "anyway"],
  positional: [
    { key: "ref", kind: "ref" },
    { key: "link", kind: "rest" },
  ],
  asks: true,
  form: deliverForm,
  async run(ctx, { ref: words, link = "", ask, anyway }) {
    const named = await theRequest(ctx, words);
    if (ask) return { form: await deliverForm(ctx, { ref: named.request.id }) };
    const { client, ref } = named;
    const wall = anyway ? undefined : await namesAnother(ctx, client, link);
    if (wall) return wall;
    const { id, name } = ctx.actor.person;
    const told = { ref, request: named.request.id, version: named.request.version + 1, link };
    const after = await takeStep(ctx, named, "deliver", {
      changed: (request) => ({
        ...request,
        assignee: request.assignee ?? id,
        delivery: { link, at: ctx.now, by: id },
      }),
      tells: (m) => deliveryFollowUp(m, name, told),
    });
    const { to, view } = await cardReply(ctx, named, after, ctx.m.request.delivered(ref));
    return { to, view: undoAction(await stillTimed(ctx, named, view), ctx.m, stepName(after)) };
  },
});

function deliverForm(ctx: Ctx, values: Values) {
  const { form } = ctx.m.request;
  return aboutRequest(ctx, "deliver", form.deliverTitle, values, [
    formField("link", "text", form.link, values, { maxLength: input.TITLE_MAX }),
  ]);
}
