import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as input from "../src/input.ts";
import { theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { startTimer } from "../src/timers.ts";

export const start = defineCommand({
  name: "start",
  summary: (m) => m.time.summaries.start,
  examples: ["start 12", "start ACME-12"],
  who: ["member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "start", undefined, values, []),
  run: async (ctx, { ref }) => startTimer(ctx, await theRequest(ctx, ref)),
});
