import { z } from "zod";
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
