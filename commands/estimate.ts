import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardFor, saveRequest, theRequest, withNotice } from "../src/request-change.ts";
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
  form: (ctx, values) =>
    aboutRequest(ctx, "estimate", ctx.m.request.form.estimate, values, [
      formField("duration", "duration", ctx.m.request.form.estimate, values, {
        required: true,
        hint: ctx.m.request.form.estimateHint,
        maxLength: 20,
      }),
    ]),
  async run(ctx, { ref, duration }) {
    const named = await theRequest(ctx, ref);
    const after = await saveRequest(
      ctx,
      named.request,
      { ...named.request, estimate: duration },
      "estimated",
      {
        data: { minutes: duration },
      },
    );
    const view = await cardFor(ctx, { ...named, request: after });
    return {
      to: "actor",
      view: withNotice(ctx.m.request.estimated(named.ref, formatDuration(duration)), view),
    };
  },
});
