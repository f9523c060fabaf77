import { dayOf } from "../../src/day.ts";
import { awayAt } from "../../src/domain/away.ts";
import { directTo } from "../../src/domain/outbox.ts";
import { stillTheirs } from "../../src/held-back.ts";
import { defineJob } from "../../src/job.ts";
import { MORNING_DIGEST } from "../../src/schedules.ts";
import { write } from "../../src/store/writes.ts";

/** Tells a member their day, at their hour. Subject: the member's person. One digest for each desk they work at. */
export const morningDigest = defineJob({
  name: MORNING_DIGEST,
  // A digest of eight is worth reading until noon.
  catchUpMinutes: 4 * 60,
  async run(ctx, subject, { at, late, period }) {
    const { desk, store, now } = ctx;
    const member = await store.members.byPerson(subject);
    if (!member) return { skipped: "no longer on the team" };
    if (member.hours.holidays.includes(period)) return { skipped: "a holiday" };
    if (awayAt(member, at)) return { skipped: "away" };
    const reader = await ctx.readerOf(subject, { zone: member.hours.zone });
    const held = await store.held.waiting(subject);
    const theirs = await stillTheirs(store, member, held);
    const view = await dayOf(
      { store, desk, member, reader, now },
      { held: theirs, late: late ? at : undefined },
    );
    await ctx.commit({
      writes: held.map(write.held.told),
      says: [
        {
          kind: "message",
          topic: "digest",
          conversation: directTo(subject),
          guard: { kind: "member", person: subject, client: null },
          reader,
          view,
        },
      ],
    });
    return "done";
  },
});
