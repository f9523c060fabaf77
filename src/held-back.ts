import { type Member, serves } from "./domain/desk.ts";
import type { OutboxRow } from "./domain/outbox.ts";
import type { DeskStore } from "./store/desk.ts";

/** Those of these messages that the member may still read: their part may have changed since they were said. */
export async function stillTheirs(
  store: Pick<DeskStore, "requests">,
  member: Member,
  rows: readonly OutboxRow[],
): Promise<OutboxRow[]> {
  const may = async ({ guard, threadOf, card, view }: OutboxRow): Promise<boolean> => {
    if (view === null || guard.kind === "channel" || guard.person !== member.person) return false;
    if (guard.kind === "contact") return false;
    if (guard.kind === "person" || guard.client === null) return true;
    if (!serves(member, guard.client)) return false;
    const request = (card ?? threadOf)?.split("|")[0];
    if (member.role !== "subcontractor" || request === undefined) return true;
    return (await store.requests.byId(request))?.assignee === member.person;
  };
  const allowed = await Promise.all(rows.map(may));
  return rows.filter((_, at) => allowed[at]);
}
