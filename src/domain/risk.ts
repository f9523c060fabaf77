import { z } from "zod";
import { actingFor } from "./away.ts";
import type { Client, Member } from "./desk.ts";

export const likelihoods = ["low", "medium", "high"] as const;

/** Something that may go wrong at a client, said early. `internal` ones never leave the desk. */
export const riskSchema = z.object({
  id: z.string(),
  desk: z.string(),
  client: z.string(),
  /** `r-7K2Q` */
  code: z.string(),
  what: z.string(),
  solution: z.string(),
  likely: z.enum(likelihoods).nullable(),
  audience: z.enum(["client", "internal"]),
  openedBy: z.string(),
  openedAt: z.date(),
  closedAt: z.date().nullable(),
  version: z.number().int(),
});
export type Risk = z.infer<typeof riskSchema>;

/** What a client may know of a risk. Views for clients take only this, so a leak doesn't compile. */
export type ClientRisk = Pick<Risk, "what" | "solution" | "likely">;

/** The risks a client reads of, the likeliest first. */
export function risksForClient(risks: readonly Risk[]): ClientRisk[] {
  return inOrder(risks)
    .filter(({ audience, closedAt }) => audience === "client" && closedAt === null)
    .map(({ what, solution, likely }) => ({ what, solution, likely }));
}

/** Open risks that this member should keep in mind: those they raised, and those of clients they look after. */
export function risksOf(
  risks: readonly Risk[],
  member: Pick<Member, "person" | "role">,
  clients: readonly Pick<Client, "id" | "lead">[],
  members: readonly Member[],
  now: Date,
): Risk[] {
  const leads = (id: string): boolean => {
    const client = clients.find((one) => one.id === id);
    if (!client) return false;
    if (client.lead === null) return member.role === "owner";
    return client.lead === member.person || actingFor(members, client.lead, now) === member.person;
  };
  return inOrder(risks).filter(
    ({ closedAt, openedBy, client }) => closedAt === null && (openedBy === member.person || leads(client)),
  );
}

const weight = ({ likely }: Risk): number => (likely === null ? 1 : likelihoods.indexOf(likely));
const inOrder = (risks: readonly Risk[]): Risk[] =>
  [...risks].sort((a, b) => weight(b) - weight(a) || a.openedAt.getTime() - b.openedAt.getTime());
