import { readerOf } from "./dispatch/reader.ts";
import { type Actor, contactActor, memberActor } from "./domain/actor.ts";
import type { Desk, Person } from "./domain/desk.ts";
import type { HomePart } from "./domain/home.ts";
import { homeOf } from "./home.ts";
import { messages } from "./i18n/index.ts";
import type { Speaker } from "./invocation.ts";
import type { Reach, Reached } from "./reach.ts";
import type { Stores } from "./store/index.ts";
import type { Reader, View } from "./view/nodes.ts";
import { strangerHome } from "./views/home.ts";

/** Which part somebody wants to look at; what they don't play is left out of account. */
interface HomeChosen {
  desk?: string | null | undefined;
  as?: string | null | undefined;
}

interface HomeShown {
  view: View;
  reader: Reader;
  /** Where they have a part. */
  desks: string[];
}

/** The home of a person, in the part they chose or the first they have: who works comes before who owns, and both before who is served. */
export async function homeFor(
  { stores, reach }: { stores: Stores; reach: Reach },
  person: Person,
  speaker: Speaker,
  chosen: HomeChosen,
  now: Date,
): Promise<HomeShown> {
  const { memberships } = stores.system;
  const parts = await partsOf(
    stores,
    person,
    await reach(speaker, person, undefined, await memberships(person.id)),
  );
  const desks = [...new Set(parts.map(({ desk }) => desk.id))];
  const there = parts.filter(({ desk }) => desk.id === chosen.desk);
  const shown = there.find(({ as }) => as === chosen.as) ?? there[0] ?? parts[0];
  if (!shown) {
    const reader = readerOf(person, undefined, undefined, speaker);
    const view = strangerHome(messages(reader.locale), await stores.system.anyDesk());
    return { view, reader, desks };
  }
  const reader = readerOf(person, await onlyClient(stores, shown.actor), shown.desk, speaker);
  const by = { key: "home", by: person.id, platform: speaker.platform, now };
  const store = stores.forDesk(shown.desk.id, shown.actor, by);
  return { view: await homeOf({ ...shown, store }, parts, { reader, now }), reader, desks };
}

/** Whose clock and language a contact lives by. */
async function onlyClient({ system }: Stores, actor: Actor) {
  const [contact, ...others] = actor.kind === "contact" ? actor.contacts : [];
  return contact && others.length === 0 ? system.client(contact.client) : undefined;
}

interface Part {
  as: HomePart;
  desk: Desk;
  actor: Actor;
}

/** Who is on the team of a desk is nobody's contact there. */
async function partsOf({ system }: Stores, person: Person, reached: Reached): Promise<Part[]> {
  const { members, contacts } = reached;
  const working = new Set(members.map(({ desk }) => desk));
  const served = contacts.filter(({ desk }) => !working.has(desk));
  const ids = [...working, ...served.map(({ desk }) => desk)];
  const desks = new Map((await system.desksById([...new Set(ids)])).map((desk) => [desk.id, desk]));
  const asMember = members.flatMap((member): Part[] => {
    const desk = desks.get(member.desk);
    const actor = memberActor(person, member, reached);
    if (!desk) return [];
    const own: Part[] = member.role === "owner" ? [{ as: "owner", desk, actor }] : [];
    return [{ as: "member", desk, actor }, ...own];
  });
  const asContact = [...new Set(served.map(({ desk }) => desk))].flatMap((id): Part[] => {
    const desk = desks.get(id);
    const own = served.filter((contact) => contact.desk === id);
    const actor = contactActor(person, id, own, reached);
    return desk ? [{ as: "contact", desk, actor }] : [];
  });
  return [...asMember, ...asContact];
}
