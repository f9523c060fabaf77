import { z } from "zod";
import { defineCommand, type Values } from "../src/command.ts";
import { type Ctx, requestNamed } from "../src/ctx.ts";
import type { Request } from "../src/domain/request.ts";
import { withHold } from "../src/domain/transitions.ts";
import { formField } from "../src/forms.ts";
import type { Messages } from "../src/i18n/index.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import * as v from "../src/view/build.ts";
import type { View } from "../src/view/nodes.ts";
import { waitsOnYou } from "../src/views/follow-up.ts";
import { requestAction } from "../src/views/request-card.ts";
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
  form: async (ctx, values) => {
    const { form } = ctx.m.request;
    const filled = { on: "client", ...(await blockedNow(ctx, values["ref"])), ...values };
    return aboutRequest(ctx, "block", form.blockTitle, values, [
      formField("reason", "text", form.reason, filled, { required: true, maxLength: 1000 }),
      formField("solution", "text", form.solution, filled, { maxLength: 1000 }),
      formField("on", "select", form.on, filled, {
        options: [
          { value: "client", label: form.onClient },
          { value: "other", label: form.onOther },
        ],
      }),
    ]);
  },
  async run(ctx, { ref: words, reason, solution = "", on = "client", anyway }) {
    const named = await theRequest(ctx, words);
    mustBeOpen(ctx, named);
    const { request, client, ref } = named;
    const wall = anyway ? undefined : await namesAnother(ctx, client, `${reason} ${solution}`);
    if (wall) return wall;
    const since = request.hold?.kind === "blocked" ? request.hold.since : ctx.now;
    const hold = { kind: "blocked", on, reason, solution, since } as const;
    const held = withHold(request, hold, ctx.actor.person.id, ctx.now);
    const after = await saveRequest(ctx, named, held, "blocked", {
      data: { on },
      ...(on === "client" ? { tells: (m) => waitsOnYou(m, ref, hold) } : {}),
    });
    const reply = await cardReply(ctx, named, after, ctx.m.request.blocked(ref));
    return solution === "" ? { ...reply, view: askingForSolution(reply.view, after, ctx.m) } : reply;
  },
});

/** What stands in the way already, for who changes it or adds a way out. */
async function blockedNow(ctx: Ctx, ref: string | undefined): Promise<Values> {
  const hold = ref === undefined ? null : (await requestNamed(ctx, ref)).hold;
  return hold?.kind === "blocked" ? { reason: hold.reason, solution: hold.solution, on: hold.on } : {};
}

/** A problem without a way out is half a message. */
const askingForSolution = (view: View, request: Request, m: Messages): View => ({
  ...view,
  body: [
    ...view.body,
    v.context(m.risk.propose),
    v.actions(requestAction(request, "block", m.risk.buttons.propose, "primary")),
  ],
});
