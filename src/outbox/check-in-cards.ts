import type { Card } from "../domain/outbox.ts";
import { messages } from "../i18n/index.ts";
import type { DeskStore } from "../store/desk.ts";
import type { SystemStore } from "../store/system.ts";
import { partCard } from "../views/check-in.ts";
import type { Rendered } from "./rendered.ts";

/** A check-in as it stands for who is asked; in a channel in the client's language. */
export async function renderPart(
  store: DeskStore,
  system: SystemStore,
  card: Card,
  now: Date,
): Promise<Rendered | undefined> {
  const part = await store.parts.byId(card.request);
  const checkIn = part && (await store.checkIns.byId(part.checkIn));
  if (!part || !checkIn) return undefined;
  const [client, desk, person] = await Promise.all([
    part.client === null ? undefined : store.clients.byId(part.client),
    store.desk(),
    card.guard.kind === "channel" ? undefined : system.person(card.guard.person),
  ]);
  const locale = person?.locale ?? client?.language ?? desk.locale;
  const reader = { locale, zone: person?.zone ?? client?.zone ?? desk.zone };
  const look = { title: checkIn.title, shared: card.guard.kind === "channel", reader, now };
  return { view: partCard(part, look, messages(locale)), reader, version: part.version };
}
