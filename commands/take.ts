import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { canStep } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, nameOf, saveRequest, takeStep, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const take = defineCommand({
  name: "take",
  summary: (m) => m.request.summaries.take,
  examples: ["take 12", "take ACME-12"],
  who: ["member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "take", undefined, values, []),
  async run(ctx, { ref: words }) {
    const named = await theRequest(ctx, words);
    mustBeOpen(ctx, named);
    const { request, ref } = named;
    const me = ctx.actor.person;
    const { taken, takenBy } = ctx.m.request;
    if (request.assignee !== null && request.assignee !== me.id) {
      const holder = (await nameOf(ctx, request.assignee)) ?? "?";
      throw new UserError("taken", takenBy(ref, holder));
    }
    const mine = { ...request, assignee: me.id };
    if (canStep(request, "take")) {
      const after = await takeStep(ctx, named, "take", { changed: (r) => ({ ...r, assignee: me.id }) });
      return cardReply(ctx, named, after, taken(ref, me.name));
    }
    const after =
      request.assignee === me.id
        ? request
        : await saveRequest(ctx, named, mine, "assigned", { data: { to: me.id } });
    return cardReply(ctx, named, after, taken(ref, me.name));
  },
});
