import { workingTimeOf } from "../../src/domain/desk.ts";
import { ConflictError, DuplicateError } from "../../src/errors.ts";
import { defineSystemJob, type JobCtx, type SystemJobCtx } from "../../src/job.ts";
import { clientRhythms } from "../../src/schedules.ts";
import type { Write } from "../../src/store/commit.ts";
import { write } from "../../src/store/writes.ts";
import type { WorkingTime } from "../../src/time/days-off.ts";
import { withCalendar } from "../../src/time/public-holidays.ts";

/**
 * Once a day removes what has served its time: old occurrences, resting conversations, messages that were dropped. In a new year the public
 * holidays of one year more are written into working hours.
 */
export const housekeeping = defineSystemJob({
  name: "housekeeping",
  catchUpMinutes: 23 * 60,
  rule: { kind: "daily", at: "03:30", weekdays: [1, 2, 3, 4, 5, 6, 7] },
  async run(ctx) {
    const removed = await ctx.upkeep.tidy(ctx.now);
    const renewed = await renewCalendars(ctx);
    ctx.log.info({ removed, renewed }, "housekeeping is done");
    return "done";
  },
});

async function renewCalendars(ctx: SystemJobCtx): Promise<number> {
  const year = ctx.now.getUTCFullYear();
  const { desks, members, clients } = await ctx.upkeep.calendarsUntil(year + 2);
  for (const desk of desks)
    await renew(ctx, desk.id, desk.id, workingTimeOf(desk), (time) =>
      write.desk.replace({ ...desk, ...time }),
    );
  for (const member of members)
    await renew(ctx, member.desk, member.id, member, (time) => write.member.replace({ ...member, ...time }));
  for (const client of clients)
    await renew(
      ctx,
      client.desk,
      client.id,
      workingTimeOf(client),
      (time) => write.client.replace({ ...client, ...time }),
      // What recurs there goes around the new holidays.
      (store, time) => clientRhythms({ store, now: ctx.now }, { ...client, ...time }),
    );
  return desks.length + members.length + clients.length;
}

async function renew(
  ctx: SystemJobCtx,
  desk: string,
  whose: string,
  { hours, off }: WorkingTime,
  written: (time: WorkingTime) => Write,
  follows: (store: JobCtx["store"], time: WorkingTime) => Promise<Write[]> = async () => [],
): Promise<void> {
  const year = ctx.now.getUTCFullYear();
  const time = await withCalendar({ hours, off }, year);
  try {
    const store = ctx.at(desk, `calendar|${whose}|${year}`);
    await store.commit({ writes: [written(time), ...(await follows(store, time))] });
  } catch (error) {
    // They changed it themselves this very moment, and that took the new year along.
    if (!(error instanceof ConflictError) && !(error instanceof DuplicateError)) throw error;
  }
}
