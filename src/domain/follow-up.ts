import { z } from "zod";
import { isWorkingDay, type WorkingHours } from "../time/business-hours.ts";
import { addDays, localDate } from "../time/zones.ts";
import { actingFor } from "./away.ts";
import { type Member, serves } from "./desk.ts";

/** Where a follow-up came from. */
const followUpSources = ["feedback", "survey", "nps", "check-in"] as const;

/** Something that somebody said and that a member is to act upon by a day; it stays in the digest until then. */
export const followUpSchema = z.object({
  id: z.string(),
  desk: z.string(),
  /** `f-7K2Q`, how people name it; unique in the desk. */
  code: z.string(),
  /** null: it is about the desk's own team. */
  client: z.string().nullable(),
  source: z.enum(followUpSources),
  /** The survey or check-in it came from, "" for feedback. */
  of: z.string(),
  /** In the words of who raised it; "" where there was only a score. */
  what: z.string(),
  score: z.number().int().nullable(),
  /** Who raised it, and is told what came of it; null: nobody knows. */
  from: z.string().nullable(),
  fromName: z.string(),
  /** The member who sees to it. */
  owner: z.string(),
  /** `owners`: of the team only the desk's owners, and who it is given to, ever see it. `team`: whoever serves the client. */
  audience: z.enum(["owners", "team"]),
  /** The member it is about, where they are not to read it. */
  hiddenFrom: z.string().nullable(),
  /** The owner's local day by which something should have come of it. */
  due: z.string(),
  state: z.enum(["open", "done"]),
  /** What changed, in the words of who closed it. */
  outcome: z.string(),
  /** The request it became, if it did. */
  request: z.string().nullable(),
  openedAt: z.date(),
  doneAt: z.date().nullable(),
  doneBy: z.string(),
  version: z.number().int(),
});
export type FollowUp = z.infer<typeof followUpSchema>;

/** What who raised it may know of it. */
export type RaisedByMe = Pick<
  FollowUp,
  "code" | "what" | "score" | "state" | "outcome" | "openedAt" | "source"
>;

export type NewFollowUp = Pick<
  FollowUp,
  | "id"
  | "desk"
  | "code"
  | "client"
  | "source"
  | "of"
  | "what"
  | "score"
  | "from"
  | "fromName"
  | "owner"
  | "audience"
  | "hiddenFrom"
>;

const DAYS_TO_ACT = 2;
const MOST_DAYS = 60;

/** The local day that is so many working days after today; calendar days for somebody who never works. */
function workingDayAfter(hours: WorkingHours, now: Date, days: number): string {
  const today = localDate(now, hours.zone);
  let day = today;
  for (let n = 0, left = days; left > 0 && n < MOST_DAYS; n += 1) {
    day = addDays(day, 1);
    if (isWorkingDay(hours, day)) left -= 1;
    if (left === 0) return day;
  }
  return addDays(today, days);
}

/** A follow-up at its beginning, due within two of its owner's working days. */
export function openFollowUp(from: NewFollowUp, owner: Pick<Member, "hours">, now: Date): FollowUp {
  return {
    ...from,
    due: workingDayAfter(owner.hours, now, DAYS_TO_ACT),
    state: "open",
    outcome: "",
    request: null,
    openedAt: now,
    doneAt: null,
    doneBy: "",
    version: 0,
  };
}

/** May this member know of it at all? The store asks the same of the database. */
function maySee(
  member: Member,
  followUp: Pick<FollowUp, "owner" | "audience" | "hiddenFrom" | "client">,
): boolean {
  if (followUp.hiddenFrom === member.person) return false;
  if (member.role === "owner" || followUp.owner === member.person) return true;
  const { client } = followUp;
  return (
    member.role === "assistant" && followUp.audience === "team" && client !== null && serves(member, client)
  );
}

/** Those a member's digest shows: their own and those of whom they cover for (`covered`), and for an owner also what others have let slip. The earliest due first. */
export function followUpsOf(
  member: Member,
  open: readonly FollowUp[],
  now: Date,
  covered: readonly string[] = [],
): FollowUp[] {
  const today = localDate(now, member.hours.zone);
  const isTheirs = (owner: string): boolean => owner === member.person || covered.includes(owner);
  return open
    .filter((one) => maySee(member, one) && (isTheirs(one.owner) || one.due < today))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.code < b.code ? -1 : 1));
}

/** Who sees to what is said to the owners: one who is not the one it is about, if there is another; the client's lead first. */
export function ownerFor(
  members: readonly Member[],
  lead: string | null,
  about: string | null,
): Member | undefined {
  const owners = members.filter((member) => member.role === "owner");
  const others = owners.filter((member) => member.person !== about);
  const able = others.length > 0 ? others : owners;
  return able.find((member) => member.person === lead) ?? able[0];
}

/** Who sees to what a client says of the work: who leads the client (while they are away, their cover), else an owner. */
export function leadFor(
  members: readonly Member[],
  client: { id: string; lead: string | null },
  now: Date,
): Member | undefined {
  const able = members.filter((member) => member.role !== "subcontractor" && serves(member, client.id));
  const acting = client.lead === null ? null : actingFor(members, client.lead, now);
  const is = (person: string | null) => able.find((member) => member.person === person);
  return is(acting) ?? is(client.lead) ?? ownerFor(members, client.lead, null);
}
