import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const estimate = defineCommand({
  name: "estimate",
  summary: (m) => m.request.summaries.estimate,
  examples: ["estimate 12 2h", "estimate ACME-12 90m"],
  who: ["member"],
  input: z.object({ ref: input.ref, duration: input.duration }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "duration", kind: "rest" },
  ],
  form: (ctx, values) => {
    const { form } = ctx.m.request;
    return aboutRequest(ctx, "estimate", form.estimateTitle, values, [
      formField("duration", "duration", form.estimate, values, {
        required: true,
        hint: form.estimateHint,
        maxLength: 20,
      }),
    ]);
  },
  async run(ctx, { ref: words, duration }) {
    const named = await theRequest(ctx, words);
    mustBeOpen(ctx, named);
    const estimated = { ...named.request, estimate: duration };
    const after = await saveRequest(ctx, named, estimated, "estimated", { data: { minutes: duration } });
    return cardReply(ctx, named, after, ctx.m.request.estimated(named.ref, formatDuration(duration)));
  },
});
