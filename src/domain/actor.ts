import type { Contact, Member, Person, Role } from "./desk.ts";

/** A person in the part they play right now: at which desk, in which role, for which clients. */
export type Actor =
  | { kind: "member"; person: Person; desk: string; role: Exclude<Role, "contact">; member: Member }
  | { kind: "contact"; person: Person; desk: string; role: "contact"; contacts: readonly Contact[] };

/** The clients this actor may know of; null is all of the desk's. */
export function clientsOf(actor: Actor): readonly string[] | null {
  return actor.kind === "member" ? actor.member.clients : actor.contacts.map((contact) => contact.client);
}

export const isMember = (actor: Actor): actor is Extract<Actor, { kind: "member" }> =>
  actor.kind === "member";

/** True if the actor may act for this client at all. */
export function mayServe(actor: Actor, client: string): boolean {
  const own = clientsOf(actor);
  return own === null || own.includes(client);
}
