import { readingIn, roundsFollow } from "../../src/check-ins.ts";
import { type Calendared, workingTimeOf } from "../../src/domain/desk.ts";
import { ConflictError, DuplicateError } from "../../src/errors.ts";
import { defineSystemJob, type JobCtx, type SystemJobCtx } from "../../src/job.ts";
import { clientRhythms } from "../../src/schedules.ts";
import type { Write } from "../../src/store/commit.ts";
import { write } from "../../src/store/writes.ts";
import type { WorkingTime } from "../../src/time/days-off.ts";
import { type KnownDays, withCalendar } from "../../src/time/public-holidays.ts";

/**
 * Once a day removes what has served its time: old occurrences, resting conversations, messages that were dropped. What was set
 * aside because a platform kept us out is sent if it no longer does. In a new year the public holidays of one year more are written into
 * working hours.
 */
export const housekeeping = defineSystemJob({
  name: "housekeeping",
  catchUpMinutes: 23 * 60,
  rule: { kind: "daily", at: "03:30", weekdays: [1, 2, 3, 4, 5, 6, 7] },
  async run(ctx) {
    const removed = await ctx.upkeep.tidy(ctx.now);
    await ctx.resume();
    const renewed = await renewCalendars(ctx);
    ctx.log.info({ removed, renewed }, "housekeeping is done");
    return "done";
  },
});

async function renewCalendars(ctx: SystemJobCtx): Promise<number> {
  const known: KnownDays = new Map();
  let renewed = 0;
  for await (const one of ctx.upkeep.calendarsUntil(ctx.now.getUTCFullYear() + 2)) {
    await renewOne(ctx, one, known);
    renewed += 1;
  }
  return renewed;
}

function renewOne(ctx: SystemJobCtx, one: Calendared, known: KnownDays): Promise<void> {
  switch (one.kind) {
    case "desk": {
      const desk = one.whose;
      const of = { desk: desk.id, id: desk.id, time: workingTimeOf(desk) };
      return renew(ctx, of, known, async (time) => [write.desk.replace({ ...desk, ...time })]);
    }
    case "member": {
      const member = one.whose;
      const of = { desk: member.desk, id: member.id, time: member };
      return renew(ctx, of, known, async (time, store) => {
        const after = { ...member, ...time };
        const reading = readingIn({ store, system: ctx.system });
        return [write.member.replace(after), ...(await roundsFollow(reading, after, ctx.now))];
      });
    }
    case "client": {
      const client = one.whose;
      const of = { desk: client.desk, id: client.id, time: workingTimeOf(client) };
      return renew(ctx, of, known, async (time, store) => {
        const after = { ...client, ...time };
        // What recurs there goes around the new holidays.
        return [
          write.client.replace(after),
          ...(await clientRhythms({ ...readingIn({ store, system: ctx.system }), now: ctx.now }, after)),
        ];
      });
    }
    default:
      return one satisfies never;
  }
}

async function renew(
  ctx: SystemJobCtx,
  of: { desk: string; id: string; time: WorkingTime },
  known: KnownDays,
  written: (time: WorkingTime, store: JobCtx["store"]) => Promise<Write[]>,
): Promise<void> {
  const year = ctx.now.getUTCFullYear();
  const { hours, off } = of.time;
  const time = await withCalendar({ hours, off }, year, known);
  try {
    const store = ctx.at(of.desk, `calendar|${of.id}|${year}`);
    await store.commit({ writes: await written(time, store) });
  } catch (error) {
    // They changed it themselves this very moment, and that took the new year along.
    if (!(error instanceof ConflictError) && !(error instanceof DuplicateError)) throw error;
  }
}
