import { actingMember } from "../../src/acting.ts";
import { newId } from "../../src/ctx.ts";
import { serves } from "../../src/domain/desk.ts";
import { clocksOf } from "../../src/domain/promise.ts";
import { asOne, openAgain, opened } from "../../src/domain/repeat.ts";
import { defineJob } from "../../src/job.ts";
import { countedIn } from "../../src/promise-keeping.ts";
import { cardsOf } from "../../src/request-says.ts";
import { REPEATING } from "../../src/schedules.ts";
import { write } from "../../src/store/writes.ts";
import { localDate } from "../../src/time/zones.ts";

/** Opens a request for work that comes again, at the client's time. Subject: the recurring work. */
export const repeatingWork = defineJob({
  name: REPEATING,
  // Work is not lost to a fortnight of downtime; the latest one comes.
  catchUpMinutes: 35 * 24 * 60,
  async run(ctx, subject, { at, period }) {
    const { store, desk, now } = ctx;
    const repeat = await store.repeats.byId(subject);
    if (!repeat || repeat.endedAt !== null) return { skipped: "it doesn't come again" };
    const client = await store.clients.byId(repeat.client);
    if (!client || client.archivedAt !== null) return { skipped: "the client is in the archive" };
    const one = asOne(repeat, period);
    const doer = one.assignee === null ? undefined : await store.members.byPerson(one.assignee);
    const assignee = doer && serves(doer, client.id) ? doer.person : null;
    const [number, acting] = await Promise.all([
      store.nextNumber(client.id),
      actingMember(store, assignee ?? client.lead, client, now),
    ]);
    const of = { id: newId(desk.id), number, day: localDate(at, client.zone), zone: client.zone };
    const opening = openAgain({ ...one, assignee }, of, now);
    const terms = { promise: client.promise, work: countedIn(desk, acting, now), now };
    const { clocks, promiseAt } = clocksOf(opening, false, terms);
    const request = { ...opening, clocks, promiseAt };
    await ctx.commit({
      writes: [write.request.insert(request), write.repeat.replace(opened(repeat, period))],
      events: [
        { subject: request.id, kind: "opened", data: { client: client.id, number, repeat: repeat.id } },
      ],
      says: cardsOf(request, client, acting),
    });
    return "done";
  },
});
