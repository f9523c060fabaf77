import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { dateMeant } from "../src/ctx.ts";
import { withHold } from "../src/domain/transitions.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { stepName, undoAction } from "../src/views/undo-action.ts";

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
  form: (ctx, values) => {
    const { form } = ctx.m.request;
    const filled = { until: "tomorrow 9am", ...values };
    return aboutRequest(ctx, "snooze", form.snoozeTitle, values, [
      formField("until", "text", form.until, filled, { required: true, hint: form.dueHint, maxLength: 200 }),
    ]);
  },
  async run(ctx, { ref: words, until }) {
    const named = await theRequest(ctx, words);
    mustBeOpen(ctx, named);
    const { at } = dateMeant(ctx, until.replace(/^until\s+/i, ""), "until");
    const hold = { kind: "snoozed", until: at, since: ctx.now } as const;
    const held = withHold(named.request, hold, ctx.actor.person.id, ctx.now);
    const after = await saveRequest(ctx, named, held, "snoozed");
    const { to, view } = await cardReply(ctx, named, after, ctx.m.request.snoozed(named.ref));
    return { to, view: undoAction(view, ctx.m, stepName(after)) };
  },
});
