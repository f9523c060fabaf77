import { serves } from "../domain/desk.ts";
import type { Guard } from "../domain/outbox.ts";
import type { SystemStore } from "../store/system.ts";

/** Is the reader of a message still entitled to it? Asked again just before sending. Returns why not. */
export async function notEntitled(
  system: SystemStore,
  desk: string,
  guard: Guard,
  conversation: string,
): Promise<string | undefined> {
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
      return guard.client === null || serves(member, guard.client)
        ? undefined
        : "no longer serves this client";
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
