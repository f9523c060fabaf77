import { absenceBriefs } from "../../src/absence-briefs.ts";
import { AWAY_BRIEF } from "../../src/absence-schedules.ts";
import { directTo, type Say } from "../../src/domain/outbox.ts";
import { messages } from "../../src/i18n/index.ts";
import { defineJob } from "../../src/job.ts";

/** Tells the cover what they have to know, one message for each client, on the first morning. Subject: the absence. */
export const awayBrief = defineJob({
  name: AWAY_BRIEF,
  catchUpMinutes: 3 * 24 * 60,
  async run(ctx, subject) {
    const members = await ctx.store.members.list();
    const member = members.find((one) => one.away.some((absence) => absence.id === subject));
    const absence = member?.away.find((one) => one.id === subject);
    const cover = members.find((one) => one.person === absence?.cover);
    if (!member || !absence || !cover) return { skipped: "nobody covers for them" };
    const reader = await ctx.readerOf(cover.person, { zone: cover.hours.zone });
    const briefs = await absenceBriefs(ctx, member, absence, cover, messages(reader.locale));
    if (briefs.length === 0) return { skipped: "nothing is left to anybody" };
    await ctx.commit({
      says: briefs.map(
        ({ client, view }): Say => ({
          kind: "message",
          topic: "notice",
          conversation: directTo(cover.person),
          guard: { kind: "member", person: cover.person, client },
          reader,
          view,
        }),
      ),
    });
    return "done";
  },
});
