import type { Contact, Member, Person, Role } from "./desk.ts";

/**
 * A person in the part they play right now: at which desk, in which role, for which clients. `narrowed`: a client's own app says that it is
 * them, so only what is of these clients is theirs here, and the part is not to be written back; `owner`: they own the desk elsewhere.
 */
export type Actor = { person: Person; desk: string; narrowed?: { owner: boolean } } & (
  | { kind: "member"; role: Exclude<Role, "contact">; member: Member }
  | { kind: "contact"; role: "contact"; contacts: readonly Contact[] }
);

/** What of a person's parts counts where they are heard. */
interface Counting {
  /** Not all that they have. */
  narrowed: boolean;
  /** The desks they own, whether or not that counts. */
  owned: readonly string[];
}

const narrowing = (desk: string, { narrowed, owned }: Counting) =>
  narrowed ? { narrowed: { owner: owned.includes(desk) } } : {};

export const memberActor = (person: Person, member: Member, counting: Counting): Actor => ({
  kind: "member",
  person,
  desk: member.desk,
  role: member.role,
  member,
  ...narrowing(member.desk, counting),
});

export const contactActor = (
  person: Person,
  desk: string,
  contacts: readonly Contact[],
  counting: Counting,
): Actor => ({ kind: "contact", person, desk, role: "contact", contacts, ...narrowing(desk, counting) });

/** May they decide about the very channel they are in? Nobody learns anything by that, and it can be done nowhere else. */
export const ownsChannel = ({ role, narrowed }: Actor): boolean =>
  role === "owner" || (narrowed?.owner ?? false);

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
