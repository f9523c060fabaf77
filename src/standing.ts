import type { Actor } from "./domain/actor.ts";
import { contactActor, mayServe, memberActor } from "./domain/actor.ts";
import type { Client, Desk, Person } from "./domain/desk.ts";
import type { Channel } from "./domain/place.ts";
import type { Place } from "./invocation.ts";
import type { Memberships, Reached } from "./reach.ts";
import type { SystemStore } from "./store/system.ts";

/** In which part somebody speaks here. `choose`: several desks are possible; ask, never guess. */
export type Standing = Part & {
  /** Where that is: the place that was asked about, or the same channel as another workspace knows it. */
  place: Place;
  /** They have parts that don't count here, or not wholly. */
  narrowed: boolean;
};
type Part =
  | { kind: "actor"; actor: Actor; desk: Desk; client: Client | undefined }
  | { kind: "choose"; desks: readonly Desk[] }
  /** The channel is linked, but this person has no part in it. */
  | { kind: "stranger"; desk: Desk; client: Client | undefined }
  | { kind: "none"; anyDesk: boolean; linked: boolean };

export interface Question {
  person: Person;
  place: Place;
  /** This channel by the address it is linked by, if it is shared with another workspace. Asked only where it isn't linked here. */
  elsewhere(): Promise<Place | undefined>;
  /** What counts of their parts where they speak; `here` is the channel, if it is linked. */
  reached(here: Channel | undefined, all: Memberships): Promise<Reached>;
  /** The desk they chose, or that an id names. */
  desk: string | undefined;
  /** A client code in what they typed. */
  code: string | undefined;
  /** Which kinds of part the verb takes. */
  asMember: boolean;
  asContact: boolean;
  /** It is about their own timer. */
  ofTimer: boolean;
}

/** Finds the part: in a linked channel the channel decides, in a DM the desk or client named, else the only one there is. */
export async function findStanding(system: SystemStore, question: Question): Promise<Standing> {
  const { person, place } = question;
  const [channel, memberships] = await Promise.all([
    place.kind === "channel" ? system.channel(place.address) : undefined,
    system.memberships(person.id),
  ]);
  const shared = place.kind === "channel" && !channel ? await question.elsewhere() : undefined;
  const known = channel ?? (shared && (await system.channel(shared.address)));
  const reached = await question.reached(known, memberships);
  const { narrowed } = reached;
  return known
    ? { place: shared ?? place, narrowed, ...(await inChannel(system, person, known, reached)) }
    : { place, narrowed, ...(await elsewhere(system, question, reached)) };
}

async function inChannel(
  system: SystemStore,
  person: Person,
  channel: Channel,
  memberships: Reached,
): Promise<Part> {
  const [desk, client] = await Promise.all([
    system.desk(channel.desk),
    channel.client === null ? undefined : system.client(channel.client),
  ]);
  if (!desk) return { kind: "none", anyDesk: true, linked: false };
  const actor = actorAt(person, desk.id, memberships, channel.client);
  return actor ? { kind: "actor", actor, desk, client } : { kind: "stranger", desk, client };
}

async function elsewhere(system: SystemStore, question: Question, memberships: Reached): Promise<Part> {
  const { person } = question;
  const possible = new Set([
    ...(question.asMember ? memberships.members.map((m) => m.desk) : []),
    ...(question.asContact ? memberships.contacts.map((c) => c.desk) : []),
  ]);
  let desks = [...possible];
  if (desks.length === 0)
    desks = [...new Set([...memberships.members, ...memberships.contacts].map((m) => m.desk))];
  // An id of a desk that isn't theirs decides nothing: what it names does not exist for them.
  if (question.desk !== undefined && desks.includes(question.desk)) desks = [question.desk];
  else if (desks.length > 1 && question.code !== undefined) {
    const named = await system.desksWithCode(desks, question.code);
    if (named.length > 0) desks = named;
  }
  if (question.ofTimer && desks.length > 1) {
    const timer = await system.timerOf(person.id);
    desks = [desks.find((id) => id === timer?.desk) ?? desks[0] ?? ""];
  }
  if (desks.length === 0) {
    return { kind: "none", anyDesk: await system.anyDesk(), linked: false };
  }
  const found = (await Promise.all(desks.map((id) => system.desk(id)))).filter((desk) => desk !== undefined);
  const [only] = found;
  if (!only || found.length > 1) return { kind: "choose", desks: found };
  const actor = actorAt(person, only.id, memberships, null);
  return actor
    ? { kind: "actor", actor, desk: only, client: undefined }
    : { kind: "none", anyDesk: true, linked: false };
}

/** Being on the team comes before being a contact: an owner who is also a contact of their own desk speaks as owner. */
function actorAt(person: Person, desk: string, reached: Reached, client: string | null): Actor | undefined {
  const member = reached.members.find((m) => m.desk === desk);
  if (member) {
    const actor = memberActor(person, member, reached);
    return client === null || mayServe(actor, client) ? actor : undefined;
  }
  const contacts = reached.contacts.filter(
    (c) => c.desk === desk && (client === null || c.client === client),
  );
  return contacts.length > 0 ? contactActor(person, desk, contacts, reached) : undefined;
}
