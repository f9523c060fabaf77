import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { ranFor } from "../src/domain/timer.ts";
import * as input from "../src/input.ts";
import { write } from "../src/store/writes.ts";
import { timerSubject } from "../src/timers.ts";
import * as v from "../src/view/build.ts";
import { stopAction } from "../src/views/stop-action.ts";

export const timer = defineCommand({
  name: "timer",
  summary: (m) => m.time.summaries.timer,
  examples: ["timer"],
  who: ["member"],
  // `keep` answers "still working?".
  input: z.object({ keep: input.yesNo.optional() }),
  unsaid: ["keep"],
  ofTimer: true,
  async run(ctx, { keep }) {
    const running = await ctx.store.timers.of(ctx.actor.person.id);
    if (!running) return { to: "actor", view: { title: ctx.m.time.noTimer, body: [] } };
    if (keep && running.askedAt !== null) {
      const confirmed = { ...running, askedAt: null, confirmedAt: ctx.now };
      await ctx.store.commit({ writes: [write.timer.replace(confirmed)] });
    }
    const subject = await timerSubject(ctx, running);
    const title = ctx.m.time.running(subject, formatDuration(ranFor(running, ctx.now)));
    return {
      to: "actor",
      view: {
        title,
        body: [...(keep ? [v.text(ctx.m.time.goesOn)] : []), v.actions(stopAction(running, ctx.m))],
      },
    };
  },
});
