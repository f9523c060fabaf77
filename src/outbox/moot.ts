import type { Card, OutboxRow } from "../domain/outbox.ts";
import type { DeskStore } from "../store/desk.ts";
import type { SenderConfig } from "./sending.ts";
import { cardOf } from "./shown.ts";

type About = Pick<OutboxRow, "id" | "desk" | "card" | "threadOf" | "createdAt">;

/** The live message that this is, or is said under. */
export async function cardAbout(
  config: Pick<SenderConfig, "db">,
  { card, threadOf }: Pick<OutboxRow, "card" | "threadOf">,
): Promise<Card | undefined> {
  const id = card ?? threadOf;
  return id === null ? undefined : cardOf(config, id);
}

/** The desk's documents as this message's reader needs them. */
export const storeFor = ({ stores }: Pick<SenderConfig, "stores">, row: About): DeskStore =>
  stores.forDesk(row.desk, null, { key: row.id, by: "", platform: "", now: row.createdAt });

/** Until when an answer is waited for, to what this asks or brings to mind; `over`: nobody waits any more; undefined: it asks nothing. */
export async function waitsUntil(
  config: Pick<SenderConfig, "stores">,
  row: About,
  card: Card | undefined,
): Promise<Date | "over" | undefined> {
  if (!card || card.follows === "request") return undefined;
  const store = storeFor(config, row);
  if (card.follows === "survey") {
    const survey = await store.surveys.byId(card.request);
    return survey?.state === "asked" ? survey.expiresAt : "over";
  }
  const part = await store.parts.byId(card.request);
  return part?.state === "open" ? part.deadline : "over";
}
