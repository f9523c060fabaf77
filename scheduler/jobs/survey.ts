import { SURVEY } from "../../src/care-jobs.ts";
import { type Client, hoursOf } from "../../src/domain/desk.ts";
import { isOpenSurvey, type Survey } from "../../src/domain/survey.ts";
import { messages } from "../../src/i18n/index.ts";
import { defineJob, type JobCtx } from "../../src/job.ts";
import { write } from "../../src/store/writes.ts";
import { ending, surveySay, surveySchedule, surveyThread } from "../../src/surveys.ts";
import { surveyNames, surveyReminder } from "../../src/views/survey.ts";

/** Brings a survey to mind, once, and in the end closes it. Subject: the survey. */
export const survey = defineJob({
  name: SURVEY,
  // However late: what is open when it should be closed stays closed to answers anyway.
  catchUpMinutes: 30 * 24 * 60,
  async run(ctx, subject) {
    const found = await ctx.store.surveys.byId(subject);
    const client = found && (await ctx.store.clients.byId(found.client));
    if (!found || !client || found.state !== "asked") return { skipped: "it waits for no answer any more" };
    if (isOpenSurvey(found, ctx.now) && found.remindedAt === null) await remind(ctx, found, client);
    else await ctx.commit({ ...ending(found, { state: "expired" }) });
    return "done";
  },
});

async function remind(ctx: JobCtx, found: Survey, client: Client): Promise<void> {
  const request = found.request === null ? undefined : await ctx.store.requests.byId(found.request);
  const names = surveyNames(found, request, client, ctx.desk);
  const own = await ctx.readerOf(found.person, { locale: client.language, zone: client.zone });
  const reader = names.shared ? { locale: client.language, zone: client.zone } : own;
  const after = { ...found, remindedAt: ctx.now };
  const { conversation, guard } = surveySay(found, 0);
  await ctx.commit({
    writes: [
      write.survey.replace(after),
      write.schedule.put(surveySchedule(after, { ...hoursOf(client), zone: own.zone }, ctx.now)),
    ],
    says: [
      {
        kind: "message",
        topic: "nudge",
        conversation,
        guard,
        reader,
        unasked: true,
        threadOf: surveyThread(found),
        view: surveyReminder(found, names, messages(reader.locale)),
      },
    ],
  });
}
