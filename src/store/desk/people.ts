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

export function peopleReads({ db, own, visible, ofClients }: Eyes): PeopleReads {
  const clients = reader(db, c.clients, visible === null ? own : { ...own, _id: { $in: visible } });
  const allClients = reader(db, c.clients, own);
  const members = reader(db, c.members, own);
  const contacts = reader(db, c.contacts, { ...ofClients, removedAt: null });
  return {
    clients: {
      byId: (id) => clients.one({ _id: id }),
      byCode: async (code) =>
        (await clients.one({ code: code.toUpperCase() })) ?? clients.one({ formerCodes: code.toUpperCase() }),
      list: (options) => clients.many(options?.archived ? {} : { archivedAt: null }, { sort: { code: 1 } }),
      codeTaken: async (code, but = "") =>
        (await allClients.count({ _id: { $ne: but }, $or: [{ code }, { formerCodes: code }] })) > 0,
    },
    members: {
      byPerson: (person) => members.one({ person, removedAt: null }),
      list: () => members.many({ removedAt: null }, { sort: { _id: 1 } }),
    },
    contacts: {
      list: (of) => contacts.many({ client: of }),
      byPerson: (of, person) => contacts.one({ client: of, person }),
      partsOf: (person) => contacts.many({ person }),
    },
  };
}
