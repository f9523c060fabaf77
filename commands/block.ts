import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { isOpen } from "../src/domain/request.ts";
import { withHold } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardFor, saveRequest, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
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
    return aboutRequest(ctx, "block", form.blockTitle(""), values, [
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
  async run(ctx, { ref, reason, solution = "", on = "client", anyway }) {
    const named = await theRequest(ctx, ref);
    const { request } = named;
    if (!isOpen(request.stage)) throw new UserError("closed", ctx.m.request.editClosed(named.ref));
    const wall = anyway ? undefined : await namesAnother(ctx, named.client, `${reason} ${solution}`);
    if (wall) return wall;
    const hold = { kind: "blocked", on, reason, solution, since: ctx.now } as const;
    const held = withHold(request, hold, ctx.actor.person.id, ctx.now);
    const after = await saveRequest(ctx, request, held, "blocked", { data: { on } });
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: withNotice(ctx.m.request.blocked(named.ref), view) };
  },
});
