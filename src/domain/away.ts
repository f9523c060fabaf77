import { z } from "zod";
import { nextWorkingTime, type WorkingHours } from "../time/business-hours.ts";
import { addDays, startOfLocalDay } from "../time/zones.ts";

/** Days off of a member: local days, both included. `cover` is who stands in for them; null is nobody. */
export const absenceSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  cover: z.string().nullable(),
});
export type Absence = z.infer<typeof absenceSchema>;

/** The part of a member that says when they are away. */
interface Worker {
  person: string;
  hours: { zone: string };
  away: readonly Absence[];
}

/** A stretch of time in which somebody is away: from ≤ t < to. */
export interface AwaySpan {
  absence: string;
  from: Date;
  to: Date;
  cover: string | null;
}

/** When a member is away, the first first: whole days in their own zone. */
export function awaySpans({ hours, away }: Pick<Worker, "hours" | "away">): AwaySpan[] {
  return [...away]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ id, from, to, cover }) => ({
      absence: id,
      from: startOfLocalDay(from, hours.zone),
      to: startOfLocalDay(addDays(to, 1), hours.zone),
      cover,
    }));
}

/** The absence that this moment falls into. */
export function awayAt(member: Pick<Worker, "hours" | "away">, at: Date): AwaySpan | undefined {
  if (member.away.length === 0) return undefined;
  return awaySpans(member).find((span) => span.from <= at && at < span.to);
}

/** Who does this person's work at that moment: whoever covers for them while they are away, else they themselves. */
export function actingFor(members: readonly Worker[], person: string, at: Date): string {
  const member = members.find((one) => one.person === person);
  const cover = member && awayAt(member, at)?.cover;
  return cover != null && members.some((one) => one.person === cover) ? cover : person;
}

/** Those whose work this person does at that moment, besides their own. */
export function coveredBy<T extends Worker>(members: readonly T[], person: string, at: Date): T[] {
  return members.filter(
    (member) => member.person !== person && actingFor(members, member.person, at) === person,
  );
}

/** Why days off can't be so. `name` is another member, `clients` those the cover doesn't serve. */
export type AwayProblem =
  | { problem: "overlap" | "covers" | "cover-away"; name: string; from: string; to: string }
  | { problem: "self" | "subcontractor" | "cover-off"; name: string }
  | { problem: "not-serving"; name: string; clients: readonly string[] };

type Team = Worker & { name: string; role: string; hours: WorkingHours };
type Days = Pick<Absence, "from" | "to">;

/** Has the cover any working time on those days, if only one hour of it? */
function worksMeanwhile({ hours }: Team, { from, to }: Days): boolean {
  const begin = startOfLocalDay(from, hours.zone);
  const next = nextWorkingTime(hours, begin);
  return next !== undefined && next < startOfLocalDay(addDays(to, 1), hours.zone);
}

const overlap = (a: Days, b: Days): boolean => a.from <= b.to && b.from <= a.to;

/**
 * What stands in the way of an absence. `unserved`: clients with work of this member's that the cover doesn't serve. Days are compared as
 * they are called, whatever the zones: half a day apart is no gap.
 */
export function awayProblem(
  absence: Absence,
  member: Team,
  members: readonly Team[],
  unserved: readonly string[],
): AwayProblem | undefined {
  const own = member.away.find((other) => other.id !== absence.id && overlap(other, absence));
  if (own) return { problem: "overlap", name: member.name, from: own.from, to: own.to };
  for (const other of members) {
    const stood = other.away.find((one) => one.cover === member.person && overlap(one, absence));
    if (stood) return { problem: "covers", name: other.name, from: stood.from, to: stood.to };
  }
  const cover = members.find((one) => one.person === absence.cover);
  if (!cover) return undefined;
  const { name } = cover;
  if (cover.person === member.person) return { problem: "self", name };
  if (cover.role === "subcontractor") return { problem: "subcontractor", name };
  const off = cover.away.find((one) => overlap(one, absence));
  if (off) return { problem: "cover-away", name, from: off.from, to: off.to };
  if (!worksMeanwhile(cover, absence)) return { problem: "cover-off", name };
  return unserved.length > 0 ? { problem: "not-serving", name, clients: unserved } : undefined;
}
