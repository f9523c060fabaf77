import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, saveRequest, theRequest } from "../src/request-change.ts";
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
  form: (ctx, values) => aboutRequest(ctx, "urgent", undefined, values, []),
  async run(ctx, { ref: words, yes = true }) {
    const named = await theRequest(ctx, words);
    mustBeOpen(ctx, named);
    const after = await saveRequest(ctx, named, { ...named.request, urgent: yes }, "marked", {
      data: { urgent: yes },
    });
    const { marked, unmarked, urgent: word } = ctx.m.request;
    return cardReply(ctx, named, after, (yes ? marked : unmarked)(named.ref, word));
  },
});
