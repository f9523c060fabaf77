import type { Ctx } from "./ctx.ts";
import type { Absence } from "./domain/away.ts";
import { type Member, serves } from "./domain/desk.ts";
import { openStages } from "./domain/request.ts";
import type { Messages } from "./i18n/index.ts";
import type { View } from "./view/nodes.ts";
import { briefView, daysShown } from "./views/away.ts";

/** One brief for each client that somebody looks after while `member` is away: those with work of theirs, that the cover serves. */
export async function absenceBriefs(
  { store }: Pick<Ctx, "store">,
  member: Member,
  absence: Absence,
  cover: Member,
  m: Messages,
): Promise<{ client: string; view: View }[]> {
  const [clients, open, risks] = await Promise.all([
    store.clients.list(),
    store.requests.list({ stages: openStages, assignee: [member.person, null] }),
    store.risks.open(),
  ]);
  const { back } = daysShown(member, absence);
  const views = await Promise.all(
    clients.map(async (client) => {
      if (!serves(member, client.id) || !serves(cover, client.id)) return [];
      const leads = client.lead === member.person;
      const requests = open.filter(
        (request) => request.client === client.id && (request.assignee === member.person || leads),
      );
      if (requests.length === 0 && !leads) return [];
      const contacts = await store.contacts.list(client.id);
      const known = risks.filter((risk) => risk.client === client.id);
      const view = briefView({ client, contacts, requests, risks: known, name: member.name, back }, m);
      return [{ client: client.id, view }];
    }),
  );
  return views.flat();
}
