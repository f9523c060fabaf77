import { readingOf, roundsFollow } from "./check-ins.ts";
import type { Ctx } from "./ctx.ts";
import { type Client, type Contact, hoursOf, type Member, type Person } from "./domain/desk.ts";
import { memberSchedules } from "./schedules.ts";
import type { DeskStore } from "./store/desk.ts";
import { write } from "./store/writes.ts";

type At = Pick<Ctx, "people" | "now"> & { store: DeskStore };

/** Somebody begins to work at a desk, on its hours. Who works there is nobody's contact there. */
export async function joinTeam(
  { store, people, now }: At,
  person: Person,
  { role, clients }: Pick<Member, "role" | "clients">,
): Promise<Member> {
  const desk = await store.desk();
  const zone = person.zone ?? desk.zone;
  const member: Member = {
    id: `${desk.id}:${person.id}:${now.getTime().toString(36)}`,
    desk: desk.id,
    person: person.id,
    name: person.name,
    role,
    clients: role === "owner" ? null : clients,
    hours: { ...hoursOf(desk), zone },
    off: desk.off,
    digest: { on: true, at: "08:00", weekdays: [1, 2, 3, 4, 5] },
    away: [],
    removedAt: null,
    version: 0,
  };
  const wasContact = await store.contacts.partsOf(person.id);
  await store.commit({
    writes: [
      write.member.insert(member),
      ...memberSchedules(member, zone, now).map(write.schedule.put),
      ...(await roundsFollow(readingOf({ store, people }), member, now)),
      ...wasContact.map((contact) => write.contact.replace({ ...contact, removedAt: now })),
    ],
    events: [{ subject: member.id, kind: "member-added", data: { role } }],
  });
  return member;
}

/** Somebody becomes a contact of a client. */
export async function joinClient(
  { store, now }: Pick<At, "store" | "now">,
  person: Person,
  client: Client,
  approver: boolean,
): Promise<Contact> {
  const contact: Contact = {
    id: `${client.id}:${person.id}:${now.getTime().toString(36)}`,
    desk: client.desk,
    client: client.id,
    person: person.id,
    name: person.name,
    approver,
    removedAt: null,
    version: 0,
  };
  await store.commit({
    writes: [write.contact.insert(contact)],
    events: [{ subject: contact.id, kind: "contact-added" }],
  });
  return contact;
}
