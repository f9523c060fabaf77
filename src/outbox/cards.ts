import { type Client, serves } from "../domain/desk.ts";
import type { Card } from "../domain/outbox.ts";
import { forClient } from "../domain/request.ts";
import { messages } from "../i18n/index.ts";
import type { OwnCards } from "../platform.ts";
import type { DeskStore } from "../store/desk.ts";
import type { Stores } from "../store/index.ts";
import { clientCard, memberCard } from "../views/request-card.ts";
import { renderPart } from "./check-in-cards.ts";
import type { Rendered } from "./rendered.ts";
import { platformOf } from "./route.ts";
import { renderSurvey } from "./survey-cards.ts";

export type RenderCard = (card: Card, now: Date) => Promise<Rendered | undefined>;

/** Renders the present state of what is behind a card; undefined if it is gone. */
export function cardRenderer({ system, forDesk }: Stores): RenderCard {
  /** The team comes first: the card that all see has the client's buttons already. */
  function ownCards({ request, conversation }: Card, store: DeskStore, client: Client): OwnCards {
    const platform = platformOf(conversation);
    return {
      press: { verb: "card", input: { ref: request } },
      async users(workspace) {
        const [members, contacts] = await Promise.all([store.members.list(), store.contacts.list(client.id)]);
        const serving = members.filter((member) => serves(member, client.id));
        return system.usersIn(
          platform,
          workspace,
          [...serving, ...contacts].map(({ person }) => person),
        );
      },
    };
  }

  return async (card, now) => {
    const store = forDesk(card.desk, null, { key: card.id, by: "", platform: "", now });
    if (card.follows === "check-in") return renderPart(store, system, card, now);
    if (card.follows === "survey") return renderSurvey(store, system, card, now);
    const request = await store.requests.byId(card.request);
    if (!request) return undefined;
    const [client, desk, assignee] = await Promise.all([
      store.clients.byId(request.client),
      store.desk(),
      request.assignee === null ? undefined : store.members.byPerson(request.assignee),
    ]);
    if (!client) return undefined;
    const person = card.guard.kind === "channel" ? undefined : await system.person(card.guard.person);
    const locale = person?.locale ?? (card.audience === "client" ? client.language : desk.locale);
    const zone = person?.zone ?? (card.audience === "client" ? client.zone : desk.zone);
    const m = messages(locale);
    const name = assignee?.name ?? null;
    const view =
      card.audience === "client"
        ? clientCard(forClient(request, name), client.code, m)
        : memberCard(request, client.code, name, m);
    const own =
      card.audience === "client" && card.guard.kind === "channel"
        ? { own: ownCards(card, store, client) }
        : {};
    return { view, reader: { locale, zone }, version: request.version, ...own };
  };
}
