import { dayOf } from "./day.ts";
import type { Actor } from "./domain/actor.ts";
import { isMember } from "./domain/actor.ts";
import type { Desk } from "./domain/desk.ts";
import type { HomePart } from "./domain/home.ts";
import { openStages } from "./domain/request.ts";
import { messages } from "./i18n/index.ts";
import { usesOf } from "./package-use.ts";
import type { DeskStore } from "./store/desk.ts";
import type { Reader, View } from "./view/nodes.ts";
import { contactHome, type HomeParts, memberHome, namesShown, ownerHome } from "./views/home.ts";

const REQUESTS_SHOWN = 20;

/** A part somebody plays at a desk, and a store that shows what they may see in it. */
export interface Playing {
  as: HomePart;
  desk: Desk;
  actor: Actor;
  store: DeskStore;
}

/** The home of somebody in one of the parts they play. */
export async function homeOf(
  shown: Playing,
  all: HomeParts["all"],
  { reader, now }: { reader: Reader; now: Date },
): Promise<View> {
  const m = messages(reader.locale);
  const parts = { all, shown };
  const { store, desk, actor } = shown;
  if (shown.as === "contact" || !isMember(actor)) {
    return contactHome({ ...(await asContact(shown, now)), now }, parts, m);
  }
  if (shown.as === "owner") return ownerHome(await asOwner(shown, now), parts, m);
  return memberHome(await dayOf({ store, desk, member: actor.member, reader, now }), parts, m);
}

async function asContact({ store, actor }: Playing, now: Date) {
  const open = { stages: openStages };
  const [rows, total, delivered, clients] = await Promise.all([
    store.requests.list({ ...open, limit: REQUESTS_SHOWN }),
    store.requests.count(open),
    store.requests.list({ stages: ["delivered"], limit: REQUESTS_SHOWN }),
    store.clients.list(),
  ]);
  const codes = new Map(clients.map((client) => [client.id, client.code]));
  return { rows, total, delivered, codes, uses: await usesOf({ store, actor, now }, clients) };
}

async function asOwner({ store, actor }: Playing, now: Date) {
  const [clients, members] = await Promise.all([store.clients.list(), store.members.list()]);
  const stages = openStages;
  const [uses, ofClients, ofMembers] = await Promise.all([
    usesOf({ store, actor, now }, clients.slice(0, namesShown)),
    Promise.all(clients.slice(0, namesShown).map(({ id }) => store.requests.count({ client: id, stages }))),
    Promise.all(
      members.slice(0, namesShown).map(({ person }) => store.requests.count({ assignee: person, stages })),
    ),
  ]);
  return {
    clients: uses.map((one, i) => ({ ...one, open: ofClients[i] ?? 0 })),
    team: members.slice(0, namesShown).map((member, i) => ({ member, open: ofMembers[i] ?? 0 })),
    moreClients: Math.max(0, clients.length - namesShown),
    moreTeam: Math.max(0, members.length - namesShown),
  };
}
