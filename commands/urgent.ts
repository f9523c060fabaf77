import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardFor, saveRequest, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const urgent = defineCommand({
  name: "urgent",
  summary: (m) => m.request.summaries.urgent,
  examples: ["urgent 12", "urgent 12 no"],
  who: ["member"],
  input: z.object({ ref: input.ref, yes: input.yesNo.optional() }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "yes", kind: "word", optional: true },
  ],
  form: (ctx, values) => aboutRequest(ctx, "urgent", ctx.m.request.form.whichTitle, values, []),
  async run(ctx, { ref, yes = true }) {
    const named = await theRequest(ctx, ref);
    const after = await saveRequest(ctx, named.request, { ...named.request, urgent: yes }, "marked", {
      data: { urgent: yes },
    });
    const { marked, unmarked, urgent: word } = ctx.m.request;
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: withNotice((yes ? marked : unmarked)(named.ref, word), view) };
  },
});
