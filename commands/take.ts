import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { canStep } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardFor, nameOf, saveRequest, takeStep, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const take = defineCommand({
  name: "take",
  summary: (m) => m.request.summaries.take,
  examples: ["take 12", "take ACME-12"],
  who: ["member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "take", ctx.m.request.form.whichTitle, values, []),
  async run(ctx, { ref }) {
    const named = await theRequest(ctx, ref);
    const { request } = named;
    const me = ctx.actor.person;
    if (request.assignee !== null && request.assignee !== me.id) {
      const holder = (await nameOf(ctx, request.assignee)) ?? "?";
      throw new UserError("taken", ctx.m.request.takenBy(named.ref, holder));
    }
    const mine = { ...request, assignee: me.id };
    const after = canStep(request, "take")
      ? await takeStep(ctx, named, "take", (r) => ({ ...r, assignee: me.id }))
      : request.assignee === me.id
        ? request
        : await saveRequest(ctx, request, mine, "assigned", { data: { to: me.id } });
    return {
      to: "actor",
      view: withNotice(
        ctx.m.request.taken(named.ref, me.name),
        await cardFor(ctx, { ...named, request: after }),
      ),
    };
  },
});
