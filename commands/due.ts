import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { dateMeant } from "../src/ctx.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, mustBeYours, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { dueMoved } from "../src/views/follow-up.ts";

export const due = defineCommand({
  name: "due",
  summary: (m) => m.request.summaries.due,
  examples: ["due 12 Friday 5pm", "due ACME-12 none"],
  who: ["contact", "member"],
  input: z.object({ ref: input.ref, when: input.when }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "when", kind: "rest" },
  ],
  form: (ctx, values) =>
    aboutRequest(ctx, "due", ctx.m.request.form.dueTitle, values, [
      formField("when", "text", ctx.m.request.form.due, values, {
        required: true,
        hint: ctx.m.request.form.dueHint,
        maxLength: 200,
      }),
    ]),
  async run(ctx, { ref: words, when }) {
    const named = await theRequest(ctx, words);
    mustBeYours(ctx, named);
    mustBeOpen(ctx, named);
    const { request, ref } = named;
    const at = input.none(when) ? null : dateMeant(ctx, when, "when");
    const after = { ...request, due: at };
    const { name } = ctx.actor.person;
    const saved = await saveRequest(ctx, named, after, "due-set", {
      tells: (m) => dueMoved(m, name, ref, after),
    });
    const { dueSet, dueCleared } = ctx.m.request;
    return cardReply(ctx, named, saved, (at ? dueSet : dueCleared)(ref));
  },
});
