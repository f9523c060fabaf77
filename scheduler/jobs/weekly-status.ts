import { defineJob } from "../../src/job.ts";
import { WEEKLY_STATUS } from "../../src/schedules.ts";
import { askForWord, nowhere, statusDue } from "../../src/status-word.ts";
import { hasChannel, posting, statusNow } from "../../src/weekly-status.ts";

/**
 * Posts a client's status of the week into their channel. Where a member wants to read it first, nothing goes out that nobody has said
 * yes to: they are reminded. Subject: the client.
 */
export const weeklyStatus = defineJob({
  name: WEEKLY_STATUS,
  catchUpMinutes: 48 * 60,
  async run(ctx, subject, { period }) {
    const due = await statusDue(ctx, await ctx.store.clients.byId(subject), period);
    if ("skipped" in due) return due;
    const { client, row } = due;
    if (client.status.mode === "review") {
      await askForWord(ctx, due, (m) => m.status.waitsForYou(client.name), "failure");
    } else if (hasChannel(client)) {
      await ctx.commit(posting({ client, row, by: "" }, await statusNow(ctx, client, row)));
    } else {
      await nowhere(ctx, client);
    }
    return "done";
  },
});
