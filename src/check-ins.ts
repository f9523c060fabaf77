import { createHash } from "node:crypto";
import { CHECK_IN, CHECK_IN_REMINDER, CHECK_IN_SUMMARY } from "./care-jobs.ts";
import type { Ctx } from "./ctx.ts";
import {
  type CheckIn,
  checkInRule,
  deadlineOf,
  type Part,
  type Participant,
  participantsOf,
  reminderOf,
} from "./domain/check-in.ts";
import type { Client, Member, Person } from "./domain/desk.ts";
import { directTo, type Guard, type Say } from "./domain/outbox.ts";
import { changedSchedules, type Schedule, scheduleFor, scheduleId } from "./domain/schedule.ts";
import type { Rounds } from "./people.ts";
import type { Write } from "./store/commit.ts";
import type { DeskStore } from "./store/desk.ts";
import { write } from "./store/writes.ts";
import { onceAt } from "./surveys.ts";
import type { Rule } from "./time/occurrences.ts";

const never: Rule = { kind: "daily", at: "00:00", weekdays: [] };
const CHANNEL = "channel";

/** What a command or a job has for it. */
export interface CheckInReading<S extends Rounds = Rounds> {
  store: S;
  /** A person's own zone, where they have one. */
  zoneOf(person: string): Promise<string | undefined>;
}

/** The same for a command. */
export const readingOf = (ctx: Pick<Ctx, "store" | "people">): CheckInReading<DeskStore> => ({
  store: ctx.store,
  zoneOf: async (person) => (await ctx.people.byId(person))?.zone ?? undefined,
});

/** The same for a job. */
export const readingIn = ({
  store,
  system,
}: {
  store: DeskStore;
  system: { person(id: string): Promise<Person | undefined> };
}): CheckInReading<DeskStore> => ({
  store,
  zoneOf: async (person) => (await system.person(person))?.zone ?? undefined,
});

/** Everybody whom a check-in asks, and the client it is for. `changed`: a member or the client as they are about to be. */
export async function whoIsAsked(
  { store, zoneOf }: CheckInReading,
  checkIn: CheckIn,
  changed: { member?: Member; client?: Client } = {},
): Promise<{ participants: Participant[]; client: Client | undefined }> {
  const { client: id, people } = checkIn;
  const [members, client, contacts] = await Promise.all([
    id === null ? store.members.list() : [],
    id === null ? undefined : changed.client?.id === id ? changed.client : store.clients.byId(id),
    id === null ? [] : store.contacts.list(id),
  ]);
  const zones = new Map<string, string>();
  for (const person of id === null ? [] : (people ?? [])) {
    const zone = await zoneOf(person);
    if (zone !== undefined) zones.set(person, zone);
  }
  const { member } = changed;
  const others = members.filter(({ person }) => person !== member?.person);
  const now = member === undefined ? members : [...others, ...(member.removedAt === null ? [member] : [])];
  const of = { members: now, client, contacts, zoneOf: (person: string) => zones.get(person) };
  return { participants: participantsOf(checkIn, of), client };
}

/** `check-in:person`, or `check-in:person:period` for a round begun by hand. */
export const subjectOf = (checkIn: string, person: string | null, period?: string): string =>
  [checkIn, person ?? CHANNEL, ...(period === undefined ? [] : [period])].join(":");

export function subjectMeant(subject: string): {
  checkIn: string;
  person: string | null;
  period: string | undefined;
} {
  const [checkIn = "", who = "", ...rest] = subject.split(":");
  return {
    checkIn,
    person: who === CHANNEL ? null : who,
    period: rest.length === 0 ? undefined : rest.join(":"),
  };
}

export const roundSubject = (checkIn: string, period: string): string => `${checkIn}:${period}`;
export function roundMeant(subject: string): { checkIn: string; period: string } {
  const at = subject.indexOf(":");
  return { checkIn: subject.slice(0, at), period: subject.slice(at + 1) };
}

/** When one participant is asked next. */
export function askSchedule(checkIn: CheckIn, { person, hours }: Participant, now: Date): Schedule {
  const rule = checkIn.state === "on" ? checkInRule(checkIn, hours) : never;
  return scheduleFor(
    { desk: checkIn.desk, job: CHECK_IN, subject: subjectOf(checkIn.id, person) },
    rule,
    hours.zone,
    now,
  );
}

/** The writes by which the schedules of these participants follow the check-in, so that no round is lost or repeated. */
export async function asksFollow(
  store: Pick<DeskStore, "schedules">,
  checkIn: CheckIn,
  participants: readonly Participant[],
  now: Date,
): Promise<Write[]> {
  const writes = await Promise.all(
    participants.map(async (one) => {
      const after = askSchedule(checkIn, one, now);
      const before = await store.schedules.of(after.subject);
      return changedSchedules(before, [after], now);
    }),
  );
  return writes.flat().map(write.schedule.put);
}

export const askDropped = (checkIn: Pick<CheckIn, "desk" | "id">, person: string | null): Write =>
  write.schedule.drop({ id: scheduleId(checkIn.desk, CHECK_IN, subjectOf(checkIn.id, person)) });

/** A part's id, the same whoever makes it: nobody is asked twice in a round. */
export function partId(checkIn: Pick<CheckIn, "id" | "desk">, period: string, person: string | null): string {
  const seed = `${checkIn.id}|${period}|${person ?? CHANNEL}`;
  return `${checkIn.desk}.${createHash("sha256").update(seed).digest("hex").slice(0, 16)}`;
}

function partOf(
  checkIn: CheckIn,
  period: string,
  { person, name, channel }: Participant,
  times: Pick<Part, "askedAt" | "deadline">,
): Part {
  return {
    id: partId(checkIn, period, person),
    desk: checkIn.desk,
    checkIn: checkIn.id,
    period,
    client: checkIn.client,
    person,
    personName: name,
    conversation: channel ?? directTo(person ?? ""),
    questions: checkIn.questions,
    anonymous: checkIn.anonymous,
    ...times,
    state: "open",
    answers: [],
    version: 0,
  };
}

export function guardOf({ person, client, conversation }: Part): Guard {
  if (client === null) return { kind: "member", person: person ?? "", client: null };
  return person !== null && conversation === directTo(person)
    ? { kind: "contact", person, client }
    : { kind: "channel", client };
}

/** The live message of a part, brought to this version. */
export const partSay = (part: Part, version: number): Say => ({
  kind: "card",
  topic: "card",
  conversation: part.conversation,
  guard: guardOf(part),
  audience: part.client === null ? "member" : "client",
  request: part.id,
  version,
  follows: "check-in",
  asks: part.person,
  unasked: true,
});

/** All it takes to ask one participant: their part, its reminder, and the summary, which waits for the last deadline. */
export async function asking(
  store: Pick<DeskStore, "schedules">,
  checkIn: CheckIn,
  period: string,
  participant: Participant,
  { at, now }: { at: Date; now: Date },
): Promise<{ part: Part; writes: Write[]; says: Say[] }> {
  const deadline = deadlineOf(checkIn, at, now, participant.hours.zone);
  const part = partOf(checkIn, period, participant, { askedAt: now, deadline });
  const of = { desk: checkIn.desk, job: CHECK_IN_REMINDER, subject: part.id };
  const reminder = onceAt(of, reminderOf(part, participant.hours), now);
  const [known] = await store.schedules.of(roundSubject(checkIn.id, period));
  const last = new Date(Math.max(part.deadline.getTime(), known?.nextAt?.getTime() ?? 0));
  return {
    part,
    writes: [
      write.part.insert(part),
      write.schedule.put(reminder),
      write.schedule.put(summarySchedule(checkIn, period, last, now)),
    ],
    says: [partSay(part, 0)],
  };
}

export function summarySchedule(
  checkIn: Pick<CheckIn, "id" | "desk">,
  period: string,
  at: Date,
  now: Date,
): Schedule {
  const of = { desk: checkIn.desk, job: CHECK_IN_SUMMARY, subject: roundSubject(checkIn.id, period) };
  return onceAt(of, at, now);
}

export const reminderDropped = (part: Pick<Part, "desk" | "id">): Write =>
  write.schedule.drop({ id: scheduleId(part.desk, CHECK_IN_REMINDER, part.id) });

/** The writes by which the team's rounds follow a member who joins, leaves, or works at other times or in another zone. */
export async function roundsFollow(reading: CheckInReading, member: Member, now: Date): Promise<Write[]> {
  const writes: Write[] = [];
  for (const checkIn of await reading.store.checkIns.list()) {
    if (checkIn.client !== null) continue;
    const { participants } = await whoIsAsked(reading, checkIn, { member });
    const mine = participants.filter((one) => one.person === member.person);
    writes.push(...(await asksFollow(reading.store, checkIn, mine, now)));
    if (mine.length === 0) writes.push(askDropped(checkIn, member.person));
  }
  return writes;
}

/** The same for a client's rounds, when its hours, zone or place change; `who`: only for this contact. */
export async function clientRoundsFollow(
  reading: CheckInReading,
  client: Client,
  now: Date,
  who?: string,
): Promise<Write[]> {
  const writes: Write[] = [];
  for (const checkIn of await reading.store.checkIns.list()) {
    if (checkIn.client !== client.id) continue;
    const { participants } = await whoIsAsked(reading, checkIn, { client });
    const meant = participants.filter(({ person }) => who === undefined || person === who);
    writes.push(...(await asksFollow(reading.store, checkIn, meant, now)));
  }
  return writes;
}

/** The same for somebody who moves to another zone, wherever they are a contact. */
export async function contactRoundsFollow(
  { people, now }: Pick<Ctx, "people" | "now">,
  zone: string,
): Promise<Write[]> {
  const me = people.me().id;
  const zoneOf = async (person: string) =>
    person === me ? zone : ((await people.byId(person))?.zone ?? undefined);
  const writes = (await people.contactAt()).map(async (contact) => {
    const store = people.roundsAt(contact.desk);
    const client = await store.clients.byId(contact.client);
    return client ? clientRoundsFollow({ store, zoneOf }, client, now, me) : [];
  });
  return (await Promise.all(writes)).flat();
}
