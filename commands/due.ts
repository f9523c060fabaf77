import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { dateMeant } from "../src/ctx.ts";
import { UserError } from "../src/errors.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardFor, mayEdit, saveRequest, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

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
    aboutRequest(ctx, "due", ctx.m.request.form.due, values, [
      formField("when", "text", ctx.m.request.form.due, values, {
        required: true,
        hint: ctx.m.request.form.dueHint,
        maxLength: 200,
      }),
    ]),
  async run(ctx, { ref, when }) {
    const named = await theRequest(ctx, ref);
    const { request } = named;
    if (!mayEdit(ctx.actor, request)) throw new UserError("not-yours", ctx.m.request.notYoursToEdit);
    const none = /^(none|never|no|clear)$/i.test(when);
    const at = none ? null : dateMeant(ctx, when, "when");
    const after = await saveRequest(
      ctx,
      request,
      { ...request, due: at && { at: at.at, hasTime: at.hasTime } },
      "due-set",
    );
    const view = await cardFor(ctx, { ...named, request: after });
    const { dueSet, dueCleared } = ctx.m.request;
    return { to: "actor", view: withNotice((none ? dueCleared : dueSet)(named.ref), view) };
  },
});
