import { QUARTERLY_SURVEY } from "../../src/care-jobs.ts";
import { hoursOf } from "../../src/domain/desk.ts";
import { asks, quarterOf } from "../../src/domain/survey.ts";
import { defineJob } from "../../src/job.ts";
import { type Asking, quarterly } from "../../src/surveys.ts";
import { localDate } from "../../src/time/zones.ts";

/** Once a quarter asks each contact of a client whether they would recommend the desk. Subject: the client. */
export const quarterlySurvey = defineJob({
  name: QUARTERLY_SURVEY,
  catchUpMinutes: 7 * 24 * 60,
  async run(ctx, subject) {
    const client = await ctx.store.clients.byId(subject);
    if (!client || client.archivedAt !== null) return { skipped: "no longer a client" };
    const contacts = (await ctx.store.contacts.list(client.id)).filter(({ person }) =>
      asks(ctx.desk.surveys, "nps", client.id, person),
    );
    const begun = startOfQuarter(quarterOf(localDate(ctx.now, client.zone)));
    const asked: Asking[] = [];
    for (const contact of contacts) {
      // Who speaks for two companies is asked once.
      if (await ctx.store.surveys.askedSince(contact.person, "nps", begun)) continue;
      const { zone } = await ctx.readerOf(contact.person, { zone: client.zone });
      asked.push(quarterly(contact, client, { ...hoursOf(client), zone }, ctx.now));
    }
    if (asked.length === 0) return { skipped: "nobody is to be asked" };
    await ctx.commit({
      writes: asked.flatMap(({ writes }) => writes),
      events: [{ subject: client.id, kind: "nps-asked", data: { people: asked.length } }],
      says: asked.flatMap(({ says }) => says),
    });
    return "done";
  },
});

const startOfQuarter = (quarter: string): Date =>
  new Date(
    `${quarter.slice(0, 4)}-${String((Number(quarter.slice(6)) - 1) * 3 + 1).padStart(2, "0")}-01T00:00:00Z`,
  );
