import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { withHold } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardReply, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const unblock = defineCommand({
  name: "unblock",
  summary: (m) => m.request.summaries.unblock,
  examples: ["unblock 12"],
  who: ["member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "unblock", undefined, values, []),
  async run(ctx, { ref: words }) {
    const named = await theRequest(ctx, words);
    const { request, ref } = named;
    if (request.hold === null) throw new UserError("not-held", ctx.m.request.notBlocked(ref));
    const lifted = withHold(request, null, ctx.actor.person.id, ctx.now);
    const after = await saveRequest(ctx, named, lifted, "unblocked");
    return cardReply(ctx, named, after, ctx.m.request.unblocked(ref));
  },
});
