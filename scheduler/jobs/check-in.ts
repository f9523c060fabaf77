import { CHECK_IN } from "../../src/care-jobs.ts";
import { isSummedUp } from "../../src/check-in-round.ts";
import {
  asking,
  askSchedule,
  partId,
  readingIn,
  subjectMeant,
  subjectOf,
  whoIsAsked,
} from "../../src/check-ins.ts";
import { awayAt } from "../../src/domain/away.ts";
import { type CheckIn, checkInRule, mayStillAsk, type Participant } from "../../src/domain/check-in.ts";
import { scheduleId } from "../../src/domain/schedule.ts";
import { defineJob, type JobCtx, type JobOccurrence, type JobResult } from "../../src/job.ts";
import type { Write } from "../../src/store/commit.ts";
import { write } from "../../src/store/writes.ts";
import { onceAt } from "../../src/surveys.ts";
import { isWorkingDay } from "../../src/time/business-hours.ts";
import { occurrences } from "../../src/time/occurrences.ts";
import { localDate } from "../../src/time/zones.ts";

const DAY_MS = 86_400_000;
const TWO_DAYS_MS = 2 * DAY_MS;

/** Asks one participant of a check-in, at their hour. Subject: `check-in:person`, with `:period` for a round begun by hand. */
export const checkIn = defineJob({
  name: CHECK_IN,
  // A round that comes once a week or less may be late; a daily one decides by how long it is open.
  catchUpMinutes: 6 * 24 * 60,
  async run(ctx, subject, occurrence) {
    const meant = subjectMeant(subject);
    const found = await ctx.store.checkIns.byId(meant.checkIn);
    const dropped = write.schedule.drop({ id: scheduleId(ctx.desk.id, CHECK_IN, subject) });
    const { participants = [] } = found ? await whoIsAsked(readingIn(ctx), found) : {};
    const participant = participants.find(({ person }) => person === meant.person);
    // What was only put off bears the name of its round; one begun by hand that of its moment.
    const byHand = meant.period?.includes("T") ?? false;
    const putOff = meant.period !== undefined;
    if (!found || found.state === "ended" || (!participant && putOff)) {
      await ctx.commit({ writes: [dropped] });
      return "done";
    }
    // A client may come back from the archive, and a contact too.
    if (!participant) return { skipped: "not asked any more" };
    const period = meant.period ?? occurrence.period;
    if (found.state === "paused" && !byHand) return { skipped: "paused" };
    if (await ctx.store.parts.byId(partId(found, period, participant.person)))
      return { skipped: "asked before" };
    const off = await whyOff(ctx, participant, byHand);
    if (off) return { skipped: off };
    if (putOff) return ask(ctx, found, participant, period, occurrence.at, [dropped]);
    return byRhythm(ctx, found, participant, occurrence);
  },
});

/** A member who is away is asked nothing, and nobody is asked by hand on a day off. */
async function whyOff(
  ctx: JobCtx,
  { person, hours }: Participant,
  byHand: boolean,
): Promise<string | undefined> {
  const member = person === null ? undefined : await ctx.store.members.byPerson(person);
  if (member && awayAt(member, ctx.now)) return "away";
  return byHand && !isWorkingDay(hours, localDate(ctx.now, hours.zone)) ? "a day off" : undefined;
}

/** Where they have moved to another zone, or work on other days, the schedule is put right first. */
async function byRhythm(
  ctx: JobCtx,
  found: CheckIn,
  participant: Participant,
  { period, at }: JobOccurrence,
): Promise<JobResult> {
  const { now } = ctx;
  const rule = checkInRule(found, participant.hours);
  const around = occurrences(
    rule,
    participant.hours.zone,
    new Date(at.getTime() - TWO_DAYS_MS),
    new Date(at.getTime() + TWO_DAYS_MS),
  );
  const theirs = around.find((one) => one.period === period);
  if (theirs?.at.getTime() === at.getTime())
    return mayStillAsk(found, at, now)
      ? ask(ctx, found, participant, period, at, [])
      : { skipped: "too late" };
  const right = write.schedule.put(askSchedule(found, participant, now));
  const when = theirs && nextWorking(participant, theirs.at, now);
  if (!when || !mayStillAsk(found, theirs.at, when)) {
    await ctx.commit({ writes: [right] });
    return "done";
  }
  if (when <= now) return ask(ctx, found, participant, period, theirs.at, [right]);
  // This round's own occurrence ends here, so what is still to come has a schedule by itself.
  const of = { desk: found.desk, job: CHECK_IN, subject: subjectOf(found.id, participant.person, period) };
  await ctx.commit({ writes: [right, write.schedule.put(onceAt(of, when, now))] });
  return "done";
}

/** At this time, or if it has passed now; on the next working day at that hour, if today is none. */
function nextWorking({ hours }: Participant, at: Date, now: Date): Date | undefined {
  for (let day = Math.max(at.getTime(), now.getTime()), n = 0; n < 7; day += DAY_MS, n += 1)
    if (isWorkingDay(hours, localDate(new Date(day), hours.zone))) return new Date(day);
  return undefined;
}

/** Not into a round that has been summed up: it would be summed up again, and what is anonymous would be told in parts. */
async function ask(
  ctx: JobCtx,
  found: CheckIn,
  participant: Participant,
  period: string,
  at: Date,
  more: readonly Write[],
): Promise<JobResult> {
  if (await isSummedUp(ctx.store, found, period)) {
    if (more.length === 0) return { skipped: "summed up already" };
    await ctx.commit({ writes: more });
    return "done";
  }
  const { writes, says } = await asking(ctx.store, found, period, participant, {
    at,
    now: ctx.now,
  });
  await ctx.commit({ writes: [...writes, ...more], says });
  return "done";
}
