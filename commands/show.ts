import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { detailsFor, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const show = defineCommand({
  name: "show",
  aliases: ["details"],
  summary: (m) => m.request.summaries.show,
  examples: ["show 12", "show ACME-12"],
  who: ["contact", "member"],
  reads: true,
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "show", undefined, values, []),
  async run(ctx, { ref }) {
    const named = await theRequest(ctx, ref);
    return { to: "actor", view: await detailsFor(ctx, named) };
  },
});
