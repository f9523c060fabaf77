import { CHECK_IN } from "./care-jobs.ts";
import { roundSubject, subjectOf } from "./check-ins.ts";
import { type CheckIn, checkInRule, deadlineOf, type Part, type Participant } from "./domain/check-in.ts";
import { occurrenceId, type Schedule, scheduleId } from "./domain/schedule.ts";
import type { DeskStore } from "./store/desk.ts";
import { nextOccurrence, occurrences } from "./time/occurrences.ts";

const MINUTE_MS = 60_000;

/** What is known of a round's askings: when they come, and which have come but have not been carried out. */
export interface Askings {
  schedules: readonly Schedule[];
  /** Ids of occurrences. */
  due: ReadonlySet<string>;
}

/** Everybody's askings in a round. To be read before its parts: an asking that is carried out meanwhile is among one or the other. */
export async function askingsOf(
  store: Pick<DeskStore, "schedules">,
  checkIn: CheckIn,
  period: string,
  participants: readonly Participant[],
): Promise<Askings> {
  const schedules = await store.schedules.among(
    CHECK_IN,
    participants.flatMap(({ person }) => [
      subjectOf(checkIn.id, person),
      subjectOf(checkIn.id, person, period),
    ]),
  );
  const ids = participants.flatMap((one) => [
    ownOccurrence(checkIn, one, period),
    ...schedules.filter(({ id }) => id === putOff(checkIn, one, period)).flatMap(onceId),
  ]);
  return { schedules, due: await store.schedules.due(ids) };
}

const ownOccurrence = ({ desk, id }: CheckIn, { person }: Participant, period: string): string =>
  occurrenceId({ desk, job: CHECK_IN, subject: subjectOf(id, person) }, period);

/** What was begun by hand, or only put off. */
const putOff = ({ desk, id }: CheckIn, { person }: Participant, period: string): string =>
  scheduleId(desk, CHECK_IN, subjectOf(id, person, period));

const onceId = (schedule: Schedule): string[] =>
  schedule.rule.kind === "once" ? [occurrenceId(schedule, schedule.rule.local)] : [];

/**
 * When to look again whether a round is over: at the last deadline still running, that of somebody who is only asked later, or
 * in a minute if somebody's asking is due and has not been carried out. Undefined if nothing is to come any more.
 */
export function stillToCome(
  checkIn: CheckIn,
  period: string,
  of: Askings & { parts: readonly Part[]; participants: readonly Participant[] },
  now: Date,
): Date | undefined {
  const running = of.parts.filter(({ state }) => state !== "closed").map(({ deadline }) => deadline);
  const later = of.participants
    .filter(({ person }) => !of.parts.some((part) => part.person === person))
    .flatMap((one) => comesTo(checkIn, period, one, of, now));
  const last = Math.max(...[now, ...running, ...later].map((at) => at.getTime()));
  return last > now.getTime() ? new Date(last) : undefined;
}

/** The ends of what is still to come to somebody who has not been asked. */
function comesTo(
  checkIn: CheckIn,
  period: string,
  one: Participant,
  { schedules, due }: Askings,
  now: Date,
): Date[] {
  const soon = new Date(now.getTime() + MINUTE_MS);
  const ends = (at: Date): Date => (at > now ? deadlineOf(checkIn, at, at, one.hours.zone) : soon);
  const byHand = schedules.find(({ id }) => id === putOff(checkIn, one, period));
  const own = schedules.find(({ subject }) => subject === subjectOf(checkIn.id, one.person));
  const ids = [ownOccurrence(checkIn, one, period), ...(byHand ? onceId(byHand) : [])];
  const next =
    checkIn.state === "on" ? nextOccurrence(checkInRule(checkIn, one.hours), one.hours.zone, now) : undefined;
  return [
    ...(next?.period === period ? [ends(next.at)] : []),
    ...(byHand?.nextAt ? [ends(byHand.nextAt)] : []),
    ...(ids.some((id) => due.has(id)) || (own && isUnnoticed(own, period, now)) ? [soon] : []),
  ];
}

/** Has the time of this round come without anything having been made of it yet, as after a time of standstill? */
const isUnnoticed = ({ rule, zone, nextAt }: Schedule, period: string, now: Date): boolean =>
  nextAt !== null &&
  nextAt <= now &&
  occurrences(rule, zone, nextAt, new Date(now.getTime() + 1)).some((one) => one.period === period);

/** Has this round's summary been told? It stands ready from the first asking until then. */
export async function isSummedUp(
  store: Pick<DeskStore, "schedules" | "parts">,
  checkIn: Pick<CheckIn, "id">,
  period: string,
): Promise<boolean> {
  const [summary] = await store.schedules.of(roundSubject(checkIn.id, period));
  return summary === undefined && (await store.parts.ofRound(checkIn.id, period)).length > 0;
}
