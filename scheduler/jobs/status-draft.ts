import { statusRule } from "../../src/domain/client-days.ts";
import { defineJob } from "../../src/job.ts";
import { STATUS_DRAFT } from "../../src/schedules.ts";
import { askForWord, statusDue } from "../../src/status-word.ts";
import { nextOccurrence } from "../../src/time/occurrences.ts";

/** Shows the client's lead the draft of the status that is to come, the evening before. Subject: the client. */
export const statusDraft = defineJob({
  name: STATUS_DRAFT,
  catchUpMinutes: 20 * 60,
  async run(ctx, subject, { at }) {
    const client = await ctx.store.clients.byId(subject);
    // On the evening before a Monday the status to come is of another week.
    const period = client && nextOccurrence(statusRule(client), client.zone, at)?.period;
    const due = await statusDue(ctx, client, period);
    if ("skipped" in due) return due;
    await askForWord(ctx, due, (m) => m.status.previewTitle(due.client.name));
    return "done";
  },
});
