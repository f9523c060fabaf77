import { AWAY_NOTICE } from "../../src/absence-schedules.ts";
import { noticeTo } from "../../src/absences.ts";
import { awaySpans } from "../../src/domain/away.ts";
import { serves } from "../../src/domain/desk.ts";
import { openStages } from "../../src/domain/request.ts";
import { defineJob } from "../../src/job.ts";

/** Tells a client that somebody they work with will be away. Subject: the absence and the client. */
export const awayNotice = defineJob({
  name: AWAY_NOTICE,
  catchUpMinutes: 14 * 24 * 60,
  async run(ctx, subject) {
    const { store, now } = ctx;
    const [id = "", clientId = ""] = subject.split("/");
    const [members, client] = await Promise.all([store.members.list(), store.clients.byId(clientId)]);
    const member = members.find((one) => one.away.some((absence) => absence.id === id));
    const absence = member?.away.find((one) => one.id === id);
    if (!member || !absence || !client) return { skipped: "nobody is away after all" };
    const [span] = awaySpans({ ...member, away: [absence] });
    if (!span || span.to <= now) return { skipped: "they are back" };
    if (!serves(member, client.id)) return { skipped: "they don't work for this client any more" };
    const leads = client.lead === member.person;
    const assigned = { client: client.id, assignee: member.person, stages: openStages };
    if (!leads && (await store.requests.count(assigned)) === 0)
      return { skipped: "they do nothing for this client" };
    const cover = members.find((one) => one.person === absence.cover);
    const says = noticeTo(client, member, absence, cover?.name ?? null, "notice");
    if (says.length === 0) return { skipped: "the client has no channel" };
    await ctx.commit({ says });
    return "done";
  },
});
