import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { withHold } from "../src/domain/transitions.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { waitsOnYou } from "../src/views/follow-up.ts";
import { namesAnother } from "../src/wall.ts";

const causes = ["client", "other"] as const;

export const block = defineCommand({
  name: "block",
  summary: (m) => m.request.summaries.block,
  examples: [
    'block 12 "Waiting for the logo" solution:"Use the old one"',
    "block ACME-12 The server is down on:other",
  ],
  who: ["member"],
  input: z.object({
    ref: input.ref,
    reason: input.longText,
    solution: input.longText.optional(),
    on: input.choice(causes).optional(),
    anyway: input.yesNo.optional(),
  }),
  unsaid: ["anyway"],
  positional: [
    { key: "ref", kind: "ref" },
    { key: "reason", kind: "rest" },
  ],
  form: (ctx, values) => {
    const { form } = ctx.m.request;
    return aboutRequest(ctx, "block", form.blockTitle, values, [
      formField("reason", "text", form.reason, values, { required: true, maxLength: 1000 }),
      formField("solution", "text", form.solution, values, { maxLength: 1000 }),
      formField(
        "on",
        "select",
        form.on,
        { on: "client", ...values },
        {
          options: [
            { value: "client", label: form.onClient },
            { value: "other", label: form.onOther },
          ],
        },
      ),
    ]);
  },
  async run(ctx, { ref: words, reason, solution = "", on = "client", anyway }) {
    const named = await theRequest(ctx, words);
    mustBeOpen(ctx, named);
    const { request, client, ref } = named;
    const wall = anyway ? undefined : await namesAnother(ctx, client, `${reason} ${solution}`);
    if (wall) return wall;
    const hold = { kind: "blocked", on, reason, solution, since: ctx.now } as const;
    const held = withHold(request, hold, ctx.actor.person.id, ctx.now);
    const after = await saveRequest(ctx, named, held, "blocked", {
      data: { on },
      ...(on === "client" ? { tells: (m) => waitsOnYou(m, ref, hold) } : {}),
    });
    return cardReply(ctx, named, after, ctx.m.request.blocked(ref));
  },
});
