import type { Ctx } from "./ctx.ts";
import type { Client } from "./domain/desk.ts";
import { type Card, cardId, directTo, type Say } from "./domain/outbox.ts";
import type { Request } from "./domain/request.ts";
import { type Messages, messages } from "./i18n/index.ts";
import type { Reader, View } from "./view/nodes.ts";

type Side = Card["audience"];
type CardPlace = Pick<Card, "conversation" | "guard" | "audience">;

/** A request's card in a conversation, brought to this version. */
export const cardSay = (
  { conversation, guard, audience }: CardPlace,
  request: string,
  version: number,
): Say => ({ kind: "card", topic: "card", conversation, guard, audience, request, version });

/** A member's own card, in their DM. */
export const memberPlace = (person: string, client: string): CardPlace => ({
  conversation: directTo(person),
  guard: { kind: "member", person, client },
  audience: "member",
});

/** Where a new request's live cards go: the client's channel (or, filed privately, the requester's DM) and the DM of who should do it. */
export function cardsForNew(ctx: Ctx, request: Request, client: Client): Say[] {
  const me = ctx.actor.person.id;
  const doer = request.assignee ?? client.lead;
  const places = [
    ...placesAtClient(ctx, request, client),
    ...(doer === null || doer === me ? [] : [memberPlace(doer, client.id)]),
  ];
  return places.map((place) => cardSay(place, request.id, request.version));
}

function placesAtClient(ctx: Ctx, request: Request, client: Client): CardPlace[] {
  const audience = "client" as const;
  if (request.audience === "private") {
    const person = ctx.actor.person.id;
    const guard = { kind: "contact", person, client: client.id } as const;
    return ctx.actor.kind === "contact" ? [{ conversation: directTo(person), guard, audience }] : [];
  }
  const here = ctx.place.kind === "channel" && ctx.client?.id === client.id ? ctx.place.address : null;
  return [...new Set([client.channel, here])].flatMap((conversation) =>
    conversation === null
      ? []
      : [{ conversation, guard: { kind: "channel", client: client.id } as const, audience }],
  );
}

/** Lets every live card of a request follow its new version. */
export async function cardsFollow(
  ctx: Pick<Ctx, "store">,
  request: Request,
  version: number,
): Promise<Say[]> {
  return (await ctx.store.cards.of(request.id)).map((card) => cardSay(card, request.id, version));
}

interface Under {
  request: Pick<Request, "id" | "assignee" | "version">;
  client: Client;
}

/** A message in the threads under these cards, each in the language of who reads there. */
export async function underCards(
  ctx: Ctx,
  { client }: Under,
  cards: readonly (CardPlace & { id: string })[],
  topic: "comment" | "notice",
  viewIn: (m: Messages) => View,
): Promise<Say[]> {
  return Promise.all(
    cards.map(async ({ id, conversation, guard, audience }): Promise<Say> => {
      const reader = await readerOf(ctx, client, guard, audience);
      const view = viewIn(messages(reader.locale));
      return { kind: "message", topic, conversation, guard, threadOf: id, reader, view };
    }),
  );
}

async function readerOf(ctx: Ctx, client: Client, guard: Card["guard"], audience: Side): Promise<Reader> {
  const person = guard.kind === "channel" ? undefined : await ctx.people.byId(guard.person);
  const { locale, zone } = audience === "client" ? { locale: client.language, zone: client.zone } : ctx.desk;
  return { locale: person?.locale ?? locale, zone: person?.zone ?? zone };
}

/**
 * What one side does that the other has been waiting for, or has to answer, is also said under the other side's cards: an edited card
 * rings nobody's bell. `version` is that of the request once it is written.
 */
export async function tellOther(
  ctx: Ctx,
  under: Under,
  version: number,
  viewIn: (m: Messages) => View,
): Promise<Say[]> {
  const { request, client } = under;
  const me = ctx.actor.person.id;
  const side: Side = ctx.actor.kind === "member" ? "client" : "member";
  const all = await ctx.store.cards.of(request.id);
  const cards: (CardPlace & { id: string })[] = all.filter(
    (card) => card.audience === side && card.conversation !== directTo(me),
  );
  const doer = request.assignee ?? client.lead;
  const lacks = side === "member" && doer !== null && !cards.some((c) => c.conversation === directTo(doer));
  if (!lacks) return underCards(ctx, under, cards, "notice", viewIn);
  // Who filed it themselves has no card of their own yet.
  const place = memberPlace(doer, client.id);
  const fresh = { ...place, id: cardId(request.id, place.conversation) };
  const said = await underCards(ctx, under, [...cards, fresh], "notice", viewIn);
  return [cardSay(place, request.id, version), ...said];
}
