import { awayAt } from "./domain/away.ts";
import { type Client, type Member, serves } from "./domain/desk.ts";
import type { DeskStore } from "./store/desk.ts";

/** Who does a client's work that is `person`'s: they themselves or, while they are away, their cover. One read, two while they are away. */
export async function actingMember(
  store: Pick<DeskStore, "members">,
  person: string | null,
  client: Pick<Client, "id">,
  now: Date,
): Promise<Member | undefined> {
  const member = person === null ? undefined : await store.members.byPerson(person);
  const cover = member && awayAt(member, now)?.cover;
  const stands = cover == null ? undefined : await store.members.byPerson(cover);
  return stands && serves(stands, client.id) ? stands : member;
}
