import { z } from "zod";
import type { WorkingHours } from "../time/business-hours.ts";
import { isWorkingDay, workdaysOf, workingIntervals } from "../time/business-hours.ts";
import { type Rule, wallInstant } from "../time/occurrences.ts";
import { addDays, localDate, localTime, startOfLocalDay } from "../time/zones.ts";
import { type Client, type Contact, hoursOf, type Member, serves } from "./desk.ts";

const questionKinds = ["text", "scale", "choice", "yes-no"] as const;

/** One question. Its id is never given again in its check-in, so that an answer stays with what it answers. */
export const questionSchema = z.object({
  /** `q3` */
  id: z.string(),
  text: z.string(),
  kind: z.enum(questionKinds),
  /** The highest number of a scale from 1; what may be chosen. */
  most: z.number().int(),
  options: z.array(z.string()),
  /** What the team's answer begins with: what was done since the last working day, or what is to be done. */
  fill: z.enum(["done", "next"]).nullable(),
});
export type Question = z.infer<typeof questionSchema>;

export const checkInKinds = ["daily", "weekly", "mood", "monthly", "quarterly"] as const;
export type CheckInKind = (typeof checkInKinds)[number];

/** A periodic round of questions, for the team or for a client. */
export const checkInSchema = z.object({
  id: z.string(),
  desk: z.string(),
  /** How people name it: one word, unique in the desk. */
  name: z.string(),
  title: z.string(),
  kind: z.enum(checkInKinds),
  /** null: for the team. */
  client: z.string().nullable(),
  /** Who is asked; null is the whole team, or for a client whoever answers in its channel. */
  people: z.array(z.string()).nullable(),
  questions: z.array(questionSchema),
  /** How many question ids were ever given. */
  given: z.number().int(),
  rrule: z.string(),
  cycle: z.enum(["day", "week", "month", "year"]),
  /** The local day from which its rhythm counts. */
  from: z.string(),
  at: z.string(),
  /** Minutes in which it can be answered. */
  open: z.number().int().positive(),
  /** Who gets the summary, and in which team channel; null: in their direct messages. */
  owner: z.string(),
  summary: z.string().nullable(),
  anonymous: z.boolean(),
  state: z.enum(["on", "paused", "ended"]),
  /** Those who want to be asked no more. */
  stopped: z.array(z.string()),
  version: z.number().int(),
});
export type CheckIn = z.infer<typeof checkInSchema>;

/** Fewer answers than these would tell who said what. */
export const LEAST_ANONYMOUS = 4;
export const MOST_QUESTIONS = 10;

export const answerSchema = z.object({ question: z.string(), value: z.string() });
export type Answer = z.infer<typeof answerSchema>;

/** One person's part in one round: who takes part, and, unless it is anonymous, what they said. */
export const partSchema = z.object({
  id: z.string(),
  desk: z.string(),
  checkIn: z.string(),
  /** What names the round for ever: a local day, an ISO week, a month, a year, or when it was begun by hand. */
  period: z.string(),
  client: z.string().nullable(),
  /** null: whoever of the client answers in the channel; each gets a part of their own then. */
  person: z.string().nullable(),
  personName: z.string(),
  conversation: z.string(),
  /** As they were when it was asked. */
  questions: z.array(questionSchema),
  anonymous: z.boolean(),
  askedAt: z.date(),
  deadline: z.date(),
  state: z.enum(["open", "answered", "skipped", "closed"]),
  answers: z.array(answerSchema),
  version: z.number().int(),
});
export type Part = z.infer<typeof partSchema>;

/**
 * The anonymous answers of one round, put in another order with every one that comes: neither when nor by whom one was given can be
 * read from it.
 */
export const ballotSchema = z.object({
  /** `check-in|period` */
  id: z.string(),
  desk: z.string(),
  checkIn: z.string(),
  period: z.string(),
  ballots: z.array(z.object({ id: z.string(), answers: z.array(answerSchema) })),
  version: z.number().int(),
});
export type Ballots = z.infer<typeof ballotSchema>;

export const ballotsId = ({ checkIn, period }: Pick<Part, "checkIn" | "period">): string =>
  `${checkIn}|${period}`;

/** Somebody who is asked, or (person null) a client's channel. */
export interface Participant {
  person: string | null;
  name: string;
  hours: WorkingHours;
  /** Where the asking is to go; null is their direct messages. */
  channel: string | null;
}

/** Everybody a check-in asks, as things stand. `zoneOf` gives a contact's own zone. */
export function participantsOf(
  checkIn: CheckIn,
  of: {
    members: readonly Member[];
    client: Client | undefined;
    contacts: readonly Contact[];
    zoneOf(person: string): string | undefined;
  },
): Participant[] {
  const { people, stopped } = checkIn;
  if (checkIn.state === "ended") return [];
  if (checkIn.client === null) {
    return of.members
      .filter(({ person }) => (people?.includes(person) ?? true) && !stopped.includes(person))
      .map(({ person, name, hours }) => ({ person, name, hours, channel: null }));
  }
  const { client } = of;
  if (!client || client.archivedAt !== null) return [];
  const hours = hoursOf(client);
  if (people === null)
    return client.channel === null
      ? []
      : [{ person: null, name: client.name, hours, channel: client.channel }];
  return of.contacts
    .filter(({ person }) => people.includes(person) && !stopped.includes(person))
    .map(({ person, name }) => ({
      person,
      name,
      hours: { ...hours, zone: of.zoneOf(person) ?? hours.zone },
      channel: null,
    }));
}

/** When somebody is asked: a daily round leaves days off out, another one comes on the working day before. */
export function checkInRule(checkIn: CheckIn, hours: WorkingHours): Rule {
  const { rrule, from, cycle, at } = checkIn;
  return {
    kind: "recurring",
    rrule,
    from,
    until: null,
    cycle,
    at,
    skipped: [],
    moved: [],
    workdays: workdaysOf(hours),
    offDays: cycle === "day" ? "skip" : "move",
  };
}

/** How late somebody may still be asked, in minutes: a day's questions while they are open, others for most of a week. */
const LATE_DAYS = 6;
export const mayStillAsk = ({ cycle, open }: Pick<CheckIn, "cycle" | "open">, at: Date, now: Date): boolean =>
  now.getTime() - at.getTime() <= (cycle === "day" ? open : LATE_DAYS * 1440) * 60_000;

const LATE_MS = 15 * 60_000;
const SHORTEST_MS = 60 * 60_000;

/** So much later, in minutes: whole days by the local clock, so that across a change of the clocks it ends at the hour at which it began. */
function later(at: Date, minutes: number, zone: string): Date {
  const days = Math.trunc(minutes / 1440);
  return new Date(localDaysOn(at, days, zone).getTime() + (minutes - days * 1440) * 60_000);
}

/** The same time of day so many local days later, or earlier. */
function localDaysOn(at: Date, days: number, zone: string): Date {
  if (days === 0) return at;
  const wall = wallInstant(addDays(localDate(at, zone), days), localTime(at, zone), zone);
  return new Date(wall.getTime() + (at.getTime() % 60_000));
}

/** Until when it can be answered, by the local clock: who is asked late has no less than an hour, and for more than a day's questions all the time there is. */
export function deadlineOf(
  { cycle, open }: Pick<CheckIn, "cycle" | "open">,
  at: Date,
  now: Date,
  zone: string,
): Date {
  const whole = later(at, open, zone);
  const late = now.getTime() - at.getTime() > LATE_MS;
  if (!late) return whole;
  return cycle === "day"
    ? new Date(Math.max(whole.getTime(), now.getTime() + Math.min(open * 60_000, SHORTEST_MS)))
    : later(now, open, zone);
}

const HOUR_MS = 60 * 60_000;

/**
 * When it is brought to mind: after three quarters of its time, but no longer than a day before the end, and on a working day. Where none is
 * left between, as over a weekend, an hour before work ends on the day it was asked.
 */
export function reminderOf(
  { askedAt, deadline }: Pick<Part, "askedAt" | "deadline">,
  hours: WorkingHours,
): Date {
  const quarter = (deadline.getTime() - askedAt.getTime()) / 4;
  const dayBefore = localDaysOn(deadline, -1, hours.zone);
  const last = new Date(Math.max(deadline.getTime() - quarter, dayBefore.getTime()));
  for (let at = last; at > askedAt; at = localDaysOn(at, -1, hours.zone))
    if (isWorkingDay(hours, localDate(at, hours.zone))) return at;
  const leaving = leavesAt(hours, localDate(askedAt, hours.zone));
  const before = leaving && new Date(leaving.getTime() - HOUR_MS);
  return before && askedAt < before && before < last ? before : last;
}

/** When the last stretch of work that begins on a local day ends. */
function leavesAt(hours: WorkingHours, day: string): Date | undefined {
  let end: number | undefined;
  for (const { from, to } of workingIntervals(hours, startOfLocalDay(day, hours.zone))) {
    const begun = localDate(new Date(from), hours.zone);
    if (begun > day) break;
    if (begun === day) end = to;
  }
  return end === undefined ? undefined : new Date(end);
}

export const canAnswer = ({ state, deadline }: Pick<Part, "state" | "deadline">, now: Date): boolean =>
  state !== "closed" && now < deadline;

/** May this member read what was said? Owners, who gets the summary, and for a client those who serve it. */
export function mayReadAnswers(member: Member, checkIn: Pick<CheckIn, "owner" | "client">): boolean {
  if (member.role === "owner" || checkIn.owner === member.person) return true;
  return checkIn.client !== null && member.role === "assistant" && serves(member, checkIn.client);
}
