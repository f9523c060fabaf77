import { type Contact, type Member, type Person, serves } from "./domain/desk.ts";
import type { Address } from "./domain/ids.ts";
import { addressIn, type Channel } from "./domain/place.ts";
import type { Speaker } from "./invocation.ts";
import type { SystemStore } from "./store/system.ts";

export interface Memberships {
  members: Member[];
  contacts: Contact[];
}

/** What counts of somebody's parts where they are heard. */
export interface Reached extends Memberships {
  /** Not all that they have. */
  narrowed: boolean;
  /** The desks they own, whether or not that counts. */
  owned: string[];
}

/** `here`: the linked channel in which they are heard, if it is one. */
export type Reach = (
  speaker: Speaker,
  person: Person,
  here: Channel | undefined,
  all: Memberships,
) => Promise<Reached>;

/** Desks by client. */
type Open = Map<string, string>;
type Where = { platform: string; workspace: string };

/**
 * The maker of a client's own app could sign anything in its name. So who is heard by it reaches the clients of its workspace, as a member who
 * serves no others: their channel is linked there, or it is shared with it and the bot is in it. People who are known nowhere else are a
 * contact of their only client also without a channel. `sees`: is the bot in this channel, by its platform's word?
 */
export function createReach(system: SystemStore, sees: (address: Address) => Promise<boolean>): Reach {
  return async ({ platform, byAppOf: workspace }, person, here, all) => {
    const owned = all.members.flatMap(({ role, desk }) => (role === "owner" ? [desk] : []));
    if (workspace === undefined) return { ...all, owned, narrowed: false };
    const where = { platform, workspace };
    const open = await openTo(where, here, all);
    const contacts = await contactsIn(where, open, person, all.contacts);
    const members = all.members.flatMap((member) => narrowedTo(open, member));
    const narrowed = all.members.length > 0 || contacts.length < all.contacts.length;
    return { members, contacts, owned, narrowed };
  };

  async function openTo(where: Where, here: Channel | undefined, all: Memberships): Promise<Open> {
    const { platform, workspace } = where;
    const desks = new Set([...all.members, ...all.contacts].map(({ desk }) => desk));
    const { linked, perhaps } = await system.channelsAround(platform, workspace, [...desks]);
    const open: Open = new Map();
    const add = ({ client, desk }: Channel) => client !== null && open.set(client, desk);
    for (const channel of here ? [here, ...linked] : linked) add(channel);
    const others = perhaps.filter(({ client }) => client !== null && !open.has(client));
    const isIn = others.map(({ id }) => sees(addressIn(platform, workspace, id)).catch(() => false));
    for (const [i, is] of (await Promise.all(isIn)).entries()) if (is && others[i]) add(others[i]);
    return open;
  }

  async function contactsIn(
    { platform, workspace }: Where,
    open: Open,
    person: Person,
    all: Contact[],
  ): Promise<Contact[]> {
    const inReach = all.filter(({ client }) => open.has(client));
    if (inReach.length === all.length || all.length > 1) return inReach;
    const known = await system.identitiesOf(person.id);
    const isThere = known.every(
      (one) => one.platform === platform && (one.via ?? one.workspace) === workspace,
    );
    return isThere ? all : inReach;
  }
}

function narrowedTo(open: Open, member: Member): Member[] {
  const clients = [...open].flatMap(([client, desk]) =>
    desk === member.desk && serves(member, client) ? [client] : [],
  );
  const role = member.role === "owner" ? "assistant" : member.role;
  return clients.length === 0 ? [] : [{ ...member, role, clients }];
}
