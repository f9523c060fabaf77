import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { withHold } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardFor, saveRequest, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const unblock = defineCommand({
  name: "unblock",
  summary: (m) => m.request.summaries.unblock,
  examples: ["unblock 12"],
  who: ["member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "unblock", ctx.m.request.form.whichTitle, values, []),
  async run(ctx, { ref }) {
    const named = await theRequest(ctx, ref);
    const { request } = named;
    if (request.hold === null) throw new UserError("not-held", ctx.m.request.notBlocked(named.ref));
    const after = await saveRequest(
      ctx,
      request,
      withHold(request, null, ctx.actor.person.id, ctx.now),
      "unblocked",
    );
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: withNotice(ctx.m.request.unblocked(named.ref), view) };
  },
});
