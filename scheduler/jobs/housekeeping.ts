import { defineSystemJob } from "../../src/job.ts";

/** Once a day removes what has served its time: old occurrences, resting conversations, messages that were dropped. */
export const housekeeping = defineSystemJob({
  name: "housekeeping",
  catchUpMinutes: 23 * 60,
  rule: { kind: "daily", at: "03:30", weekdays: [1, 2, 3, 4, 5, 6, 7] },
  async run(ctx) {
    const removed = await ctx.upkeep.tidy(ctx.now);
    ctx.log.info({ removed }, "housekeeping is done");
    return "done";
  },
});
