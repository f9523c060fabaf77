import { serves } from "../domain/desk.ts";
import type { OutboxRow } from "../domain/outbox.ts";
import type { Stores } from "../store/index.ts";

/** Is the reader of a message still entitled to it? Asked again just before sending. Returns why not. */
export async function notEntitled(
  stores: Stores,
  row: Pick<OutboxRow, "id" | "desk" | "guard" | "conversation" | "card" | "threadOf" | "createdAt">,
): Promise<string | undefined> {
  const { system } = stores;
  const { desk, guard, conversation } = row;
  switch (guard.kind) {
    case "channel": {
      const channel = await system.channel(conversation);
      return channel?.desk === desk && channel.client === guard.client
        ? undefined
        : "the channel is no longer this client's";
    }
    case "member": {
      const { members } = await system.memberships(guard.person);
      const member = members.find((m) => m.desk === desk);
      if (!member) return "no longer on the team";
      if (guard.client !== null && !serves(member, guard.client)) return "no longer serves this client";
      // What is about no client is about no request either.
      return guard.client === null ||
        member.role !== "subcontractor" ||
        (await isAssigned(stores, row, guard.person))
        ? undefined
        : "no longer works on this request";
    }
    case "contact": {
      const { contacts } = await system.memberships(guard.person);
      return contacts.some((c) => c.client === guard.client)
        ? undefined
        : "no longer a contact of this client";
    }
    case "person":
      return undefined;
    default:
      return guard satisfies never;
  }
}

/** Subcontractors see what is theirs to do; what is about no request is not at stake. */
async function isAssigned(
  { forDesk }: Stores,
  row: Pick<OutboxRow, "id" | "desk" | "card" | "threadOf" | "createdAt">,
  person: string,
): Promise<boolean> {
  const request = (row.card ?? row.threadOf)?.split("|")[0];
  if (request === undefined) return true;
  const store = forDesk(row.desk, null, { key: row.id, by: "", platform: "", now: row.createdAt });
  return (await store.requests.byId(request))?.assignee === person;
}
