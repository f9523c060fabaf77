import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { dateMeant } from "../src/ctx.ts";
import { isOpen } from "../src/domain/request.ts";
import { withHold } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardFor, saveRequest, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { undoAction } from "../src/views/undo-action.ts";

export const snooze = defineCommand({
  name: "snooze",
  summary: (m) => m.request.summaries.snooze,
  examples: ["snooze 12 Monday 9am", "snooze ACME-12 tomorrow"],
  who: ["member"],
  input: z.object({ ref: input.ref, until: input.when }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "until", kind: "rest" },
  ],
  form: (ctx, values) =>
    aboutRequest(ctx, "snooze", ctx.m.request.form.snoozeTitle(""), values, [
      formField(
        "until",
        "text",
        ctx.m.request.form.until,
        { until: "tomorrow 9am", ...values },
        {
          required: true,
          hint: ctx.m.request.form.dueHint,
          maxLength: 200,
        },
      ),
    ]),
  async run(ctx, { ref, until }) {
    const named = await theRequest(ctx, ref);
    const { request } = named;
    if (!isOpen(request.stage)) throw new UserError("closed", ctx.m.request.editClosed(named.ref));
    const { at } = dateMeant(ctx, until.replace(/^until\s+/i, ""), "until");
    const held = withHold(
      request,
      { kind: "snoozed", until: at, since: ctx.now },
      ctx.actor.person.id,
      ctx.now,
    );
    const after = await saveRequest(ctx, request, held, "snoozed");
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: undoAction(withNotice(ctx.m.request.snoozed(named.ref), view), ctx.m) };
  },
});
