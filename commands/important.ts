import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const important = defineCommand({
  name: "important",
  summary: (m) => m.request.summaries.important,
  examples: ["important 12", "important 12 no"],
  who: ["member"],
  input: z.object({ ref: input.ref, yes: input.yesNo.optional() }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "yes", kind: "word", optional: true },
  ],
  form: (ctx, values) => aboutRequest(ctx, "important", undefined, values, []),
  async run(ctx, { ref: words, yes = true }) {
    const named = await theRequest(ctx, words);
    mustBeOpen(ctx, named);
    const after = await saveRequest(ctx, named, { ...named.request, important: yes }, "marked", {
      data: { important: yes },
    });
    const { marked, unmarked, important: word } = ctx.m.request;
    return cardReply(ctx, named, after, (yes ? marked : unmarked)(named.ref, word));
  },
});
