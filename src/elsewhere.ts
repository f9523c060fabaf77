import { readingOf, roundsFollow } from "./check-ins.ts";
import type { Ctx } from "./ctx.ts";
import { memberSchedules, rhythms } from "./schedules.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";

/** Somebody lives in one zone, at however many desks they work: their day and the check-ins of the others follow. */
export async function movedElsewhere(ctx: Ctx, zone: string): Promise<Write[]> {
  const others = (await ctx.people.workplaces()).filter((member) => member.desk !== ctx.desk.id);
  const { zoneOf } = readingOf(ctx);
  const writes = others.map(async (member): Promise<Write[]> => {
    const moved = { ...member, hours: { ...member.hours, zone } };
    const store = ctx.people.roundsAt(member.desk);
    return [
      write.member.replace(moved),
      ...(await rhythms({ store, now: ctx.now }, member.person, memberSchedules(moved, zone, ctx.now))),
      ...(await roundsFollow({ store, zoneOf }, moved, ctx.now)),
    ];
  });
  return (await Promise.all(writes)).flat();
}
