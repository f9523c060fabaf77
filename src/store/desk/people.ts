import type { Client, Contact, Member } from "../../domain/desk.ts";
import { reader } from "../collection.ts";
import * as c from "../collections.ts";
import type { Eyes } from "./eyes.ts";

export interface PeopleReads {
  clients: {
    byId(id: string): Promise<Client | undefined>;
    /** By present or former code. */
    byCode(code: string): Promise<Client | undefined>;
    /** By code; without those in the archive, unless they are asked for. */
    list(options?: { archived: boolean }): Promise<Client[]>;
    /** True if any client of the desk but this one has or had this code, seen or unseen. */
    codeTaken(code: string, but?: string): Promise<boolean>;
  };
  members: { byPerson(person: string): Promise<Member | undefined>; list(): Promise<Member[]> };
  contacts: {
    list(client: string): Promise<Contact[]>;
    byPerson(client: string, person: string): Promise<Contact | undefined>;
    /** All that this person is a contact of. */
    partsOf(person: string): Promise<Contact[]>;
  };
}

export function peopleReads(eyes: Eyes): PeopleReads {
  const { db, own, visible, ofClients } = eyes;
  const clients = reader(db, c.clients, visible === null ? own : { ...own, _id: { $in: visible } });
  const allClients = reader(db, c.clients, own);
  const members = reader(db, c.members, own);
  const contacts = reader(db, c.contacts, { ...ofClients, removedAt: null });
  const known = knownClients(eyes);
  const ifKnown = async (client: Client | undefined) =>
    client && (await known(client.id)) ? client : undefined;
  return {
    clients: {
      byId: async (id) => ifKnown(await clients.one({ _id: id })),
      byCode: async (code) =>
        ifKnown(
          (await clients.one({ code: code.toUpperCase() })) ??
            (await clients.one({ formerCodes: code.toUpperCase() })),
        ),
      async list(options) {
        const found = await clients.many(options?.archived ? {} : { archivedAt: null }, {
          sort: { code: 1 },
        });
        const seen = await Promise.all(found.map((client) => known(client.id)));
        return found.filter((_, i) => seen[i]);
      },
      codeTaken: async (code, but = "") =>
        (await allClients.count({ _id: { $ne: but }, $or: [{ code }, { formerCodes: code }] })) > 0,
    },
    members: {
      byPerson: (person) => members.one({ person, removedAt: null }),
      list: () => members.many({ removedAt: null }, { sort: { _id: 1 } }),
    },
    contacts: {
      list: async (of) => ((await known(of)) ? contacts.many({ client: of }) : []),
      byPerson: async (of, person) => ((await known(of)) ? contacts.one({ client: of, person }) : undefined),
      partsOf: (person) => contacts.many({ person }),
    },
  };
}

/** A subcontractor for whom no clients are listed knows those whose work was given to them. */
function knownClients({ db, desk, actor, visible }: Eyes): (client: string) => Promise<boolean> {
  if (actor?.role !== "subcontractor" || visible !== null) return async () => true;
  const given = { desk, assignee: actor.person.id };
  return async (client) => (await reader(db, c.requests).count({ ...given, client })) > 0;
}
