import { type Member, serves } from "./domain/desk.ts";
import type { OutboxRow } from "./domain/outbox.ts";
import type { Write } from "./store/commit.ts";
import type { DeskStore } from "./store/desk.ts";
import { write } from "./store/writes.ts";

/** Those of these messages that the member may still read, and that still mean something: much may have changed since they were said. */
export async function stillTheirs(
  store: Pick<DeskStore, "requests" | "cards" | "parts">,
  member: Member,
  rows: readonly OutboxRow[],
): Promise<OutboxRow[]> {
  const may = async ({ guard, threadOf, card, view, conversation }: OutboxRow): Promise<boolean> => {
    if (view === null || guard.kind === "channel" || guard.person !== member.person) return false;
    if (guard.kind === "contact") return false;
    const about = (card ?? threadOf)?.replace(`|${conversation}`, "");
    if (about !== undefined && (await isAnswered(store, about))) return false;
    if (guard.kind === "person" || guard.client === null) return true;
    if (!serves(member, guard.client)) return false;
    if (member.role !== "subcontractor" || about === undefined) return true;
    return (await store.requests.byId(about))?.assignee === member.person;
  };
  const allowed = await Promise.all(rows.map(may));
  return rows.filter((_, at) => allowed[at]);
}

/** Without a digest, nothing waits for it. */
export async function freed(
  store: Pick<DeskStore, "held">,
  { digest, person }: Pick<Member, "digest" | "person">,
): Promise<Write[]> {
  if (digest.on && digest.weekdays.length > 0) return [];
  const all = await store.held.waiting(person, Number.POSITIVE_INFINITY);
  return all.map(write.held.freed);
}

/** Is this a check-in that waits for no answer any more? */
async function isAnswered(store: Pick<DeskStore, "cards" | "parts">, about: string): Promise<boolean> {
  const [card] = await store.cards.of(about);
  return card?.follows === "check-in" && (await store.parts.byId(about))?.state !== "open";
}
