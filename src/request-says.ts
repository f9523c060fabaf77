import type { Ctx } from "./ctx.ts";
import type { Client, Member } from "./domain/desk.ts";
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
): Say => ({
  kind: "card",
  topic: "card",
  conversation,
  guard,
  audience,
  request,
  version,
  pressing: "work",
});

/** A member's own card, in their DM. */
export const memberPlace = (person: string, client: string): CardPlace => ({
  conversation: directTo(person),
  guard: { kind: "member", person, client },
  audience: "member",
});

/** Where a new request's live cards go; who files work for themselves needs no card of their own. `acting` does it while they are away. */
export function cardsForNew(ctx: Ctx, request: Request, client: Client, acting?: Member): Say[] {
  const here = ctx.place.kind === "channel" && ctx.client?.id === client.id ? ctx.place.address : null;
  const own = directTo(ctx.actor.person.id);
  return placesOf(request, client, here, acting?.person)
    .filter((place) => place.audience === "client" || place.conversation !== own)
    .map((place) => cardSay(place, request.id, request.version));
}

/** The same where a job opens it. */
export const cardsOf = (request: Request, client: Client, acting?: Member): Say[] =>
  placesOf(request, client, null, acting?.person).map((place) => cardSay(place, request.id, request.version));

type Placed = Pick<Request, "id" | "version" | "audience" | "requester" | "assignee">;

/** The client's channel and the one it was filed in (or, filed privately, the requester's DM), and the DM of who should do it. */
function placesOf(
  request: Placed,
  client: Client,
  here: string | null,
  acting: string | null = null,
): CardPlace[] {
  const doer = acting ?? request.assignee ?? client.lead;
  const atDesk = doer === null ? [] : [memberPlace(doer, client.id)];
  if (request.audience === "private") {
    const guard = { kind: "contact", person: request.requester, client: client.id } as const;
    return [{ conversation: directTo(request.requester), guard, audience: "client" }, ...atDesk];
  }
  const channels = [...new Set([client.channel, here])].flatMap((address) =>
    address === null ? [] : [address],
  );
  const guard = { kind: "channel", client: client.id } as const;
  return [
    ...channels.map((conversation): CardPlace => ({ conversation, guard, audience: "client" })),
    ...atDesk,
  ];
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
  request: Placed;
  client: Client;
}

/**
 * A message in the threads of a request's cards, wherever `into` lets it, each in the language of who reads there. A place that has no
 * card yet, though it should, gets one. `version` is that of the request once it is written.
 */
export async function underCards(
  ctx: Ctx,
  { request, client }: Under,
  {
    version,
    topic,
    into,
  }: {
    version: number;
    topic: "comment" | "notice";
    into(card: Pick<Card, "id" | "conversation" | "audience">): boolean;
  },
  viewIn: (m: Messages) => View,
): Promise<Say[]> {
  const cards = await ctx.store.cards.of(request.id);
  const lacking = placesOf(request, client, null)
    .map((place) => ({ ...place, id: cardId(request.id, place.conversation) }))
    .filter((place) => !cards.some((card) => card.id === place.id));
  const says = async (place: CardPlace & { id: string }): Promise<Say> => {
    const { id, conversation, guard, audience } = place;
    const reader = await readerOf(ctx, client, guard, audience);
    const view = viewIn(messages(reader.locale));
    return { kind: "message", topic, conversation, guard, threadOf: id, reader, view };
  };
  return [
    ...lacking.filter(into).map((place) => cardSay(place, request.id, version)),
    ...(await Promise.all([...cards, ...lacking].filter(into).map(says))),
  ];
}

async function readerOf(ctx: Ctx, client: Client, guard: Card["guard"], audience: Side): Promise<Reader> {
  const person = guard.kind === "channel" ? undefined : await ctx.people.byId(guard.person);
  const { locale, zone } = audience === "client" ? { locale: client.language, zone: client.zone } : ctx.desk;
  return { locale: person?.locale ?? locale, zone: person?.zone ?? zone };
}

/**
 * What one side does that the other has been waiting for, or has to answer, is also said under the other side's cards: an edited card
 * rings nobody's bell.
 */
export function tellOther(
  ctx: Ctx,
  under: Under,
  version: number,
  viewIn: (m: Messages) => View,
): Promise<Say[]> {
  const side: Side = ctx.actor.kind === "member" ? "client" : "member";
  const own = directTo(ctx.actor.person.id);
  const into = (card: Pick<Card, "conversation" | "audience">) =>
    card.audience === side && card.conversation !== own;
  return underCards(ctx, under, { version, topic: "notice", into }, viewIn);
}
