import { AWAY_BACK } from "../../src/absence-schedules.ts";
import { awaySpans } from "../../src/domain/away.ts";
import { serves } from "../../src/domain/desk.ts";
import { directTo } from "../../src/domain/outbox.ts";
import type { Request } from "../../src/domain/request.ts";
import { stillTheirs } from "../../src/held-back.ts";
import { messages } from "../../src/i18n/index.ts";
import { defineJob } from "../../src/job.ts";
import { write } from "../../src/store/writes.ts";
import { backView } from "../../src/views/away.ts";

/** Tells somebody who comes back what happened meanwhile. Subject: the absence. */
export const awayBack = defineJob({
  name: AWAY_BACK,
  catchUpMinutes: 3 * 24 * 60,
  async run(ctx, subject) {
    const { store, now } = ctx;
    const members = await store.members.list();
    const member = members.find((one) => one.away.some((absence) => absence.id === subject));
    const absence = member?.away.find((one) => one.id === subject);
    const [span] = absence && member ? awaySpans({ ...member, away: [absence] }) : [];
    if (!member || !absence || !span) return { skipped: "nobody was away after all" };
    const [clients, opened, done, delivered] = await Promise.all([
      store.clients.list(),
      store.requests.list({ openedSince: span.from }),
      store.requests.list({ stages: ["done"], doneSince: span.from }),
      store.requests.list({ stages: ["delivered"] }),
    ]);
    const theirs = member.role === "subcontractor";
    const between = (at: Date | null): boolean => at !== null && span.from <= at && at <= now;
    const happened = clients
      .filter((client) => serves(member, client.id))
      .map((client) => {
        const of = (requests: readonly Request[]) =>
          requests.filter((one) => one.client === client.id && (!theirs || one.assignee === member.person));
        return {
          client,
          opened: of(opened),
          delivered: of(delivered).filter((one) => between(one.deliveredAt)),
          done: of(done),
        };
      });
    const reader = await ctx.readerOf(member.person, { zone: member.hours.zone });
    const cover = members.find((one) => one.person === absence.cover);
    // It may have been long, and who has no digest hears of it only now.
    const held = await store.held.waiting(member.person, Number.POSITIVE_INFINITY);
    const m = messages(reader.locale);
    await ctx.commit({
      writes: held.map(write.held.told),
      says: [
        {
          kind: "message",
          topic: "digest",
          conversation: directTo(member.person),
          guard: { kind: "member", person: member.person, client: null },
          reader,
          view: backView(happened, cover?.name ?? null, await stillTheirs(store, member, held), m),
        },
      ],
    });
    return "done";
  },
});
