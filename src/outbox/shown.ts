import type { Card, OutboxRow } from "../domain/outbox.ts";
import type { OwnCards } from "../platform.ts";
import { collectionOf, fromStored } from "../store/collection.ts";
import { cards, outbox } from "../store/collections.ts";
import type { Reader, View } from "../view/nodes.ts";
import { open, type SenderConfig } from "./sending.ts";

/** What a row says now: its own view, or its card in the present state. */
export interface Shown {
  view: View;
  reader: Reader;
  card?: Card;
  version?: number;
  own?: OwnCards;
  /** The message that is to read so now. */
  posted?: string;
}

/** Undefined: there is nothing (left) to show. */
export async function shownBy(config: SenderConfig, row: OutboxRow): Promise<Shown | undefined> {
  if (row.kind === "message") {
    if (!row.view || !row.reader) return undefined;
    const said = { view: row.view, reader: row.reader };
    if (row.edits === undefined) return said;
    const posted = await postedBy(config, row, row.edits);
    return posted === undefined ? undefined : { ...said, posted };
  }
  const card = row.card === null ? undefined : await cardOf(config, row.card);
  if (!card || (card.ref !== null && card.shown >= card.wanted)) return undefined;
  const rendered = await config.renderCard(card, config.clock.now());
  return rendered && { ...rendered, card };
}

/** Where the message stands in this conversation that a row with an id like that posted. */
async function postedBy({ db }: SenderConfig, row: OutboxRow, start: string): Promise<string | undefined> {
  const found = await collectionOf(db, outbox).findOne({
    _id: { $gte: start, $lt: `${start}\uffff` },
    conversation: row.conversation,
    topic: row.topic,
    kind: "message",
    state: "sent",
    ref: { $type: "string" },
  });
  return found ? String(found["ref"]) : undefined;
}

/** Remembers where a card stands; `version` is what it shows there, if that is known. */
export async function recordCard(
  { db }: SenderConfig,
  card: Card,
  ref: string,
  version: number | undefined,
): Promise<void> {
  await collectionOf(db, cards).updateOne(
    { _id: card.id },
    { $set: { ref }, ...(version === undefined ? {} : { $max: { shown: version } }) },
  );
}

/** A card that stands nowhere any more. */
export async function forgetCard({ db }: SenderConfig, { id, ref }: Card): Promise<void> {
  await collectionOf(db, cards).updateOne({ _id: id, ref }, { $set: { ref: null, shown: -1 } });
}

/** Where a row belongs: under a posted message, behind the row that will post its card, or nowhere since that one was parked. */
export type Thread = { ref: string | undefined } | { behind: number } | "parked";

/** The message to reply under. A card that lives elsewhere, or was never to be here, heads no thread. */
export async function threadOf(config: SenderConfig, row: OutboxRow): Promise<Thread> {
  if (row.threadOf === null) return { ref: undefined };
  const card = await cardOf(config, row.threadOf);
  if (!card || card.conversation !== row.conversation) return { ref: undefined };
  if (card.ref !== null) return { ref: card.ref };
  const posts = await collectionOf(config.db, outbox)
    .find({ conversation: row.conversation, state: { $in: [...open, "parked"] }, card: card.id })
    .toArray();
  const coming = posts.filter((post) => post["state"] !== "parked").map((post) => Number(post["order"]));
  if (coming.length > 0) return { behind: Math.min(...coming) };
  return posts.length > 0 ? "parked" : { ref: undefined };
}

export async function cardOf({ db }: Pick<SenderConfig, "db">, id: string): Promise<Card | undefined> {
  const stored = await collectionOf(db, cards).findOne({ _id: id });
  return stored ? fromStored(cards, stored) : undefined;
}
