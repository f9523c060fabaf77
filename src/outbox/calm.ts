import { awayAt } from "../domain/away.ts";
import { heldBack, usualCalm } from "../domain/calm.ts";
import type { OutboxRow } from "../domain/outbox.ts";
import { collectionOf } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";
import { localDate, startOfLocalDay } from "../time/zones.ts";
import { isMoot } from "./moot.ts";
import type { SenderConfig } from "./sending.ts";
import { cardOf } from "./shown.ts";

/** What was postponed may have been said some days before it is sent. */
const OLDEST_MS = 10 * 86_400_000;

/**
 * What becomes of an unasked message that would disturb its reader now; undefined: nothing, it goes out. Where a digest follows it waits
 * for that; a question, and what is for somebody without a digest, goes out later, behind what is said until then. What nobody waits
 * for any more falls away. Asked by the one sender who holds the conversation, so that the budget is exact.
 */
export async function keptBack(
  config: SenderConfig,
  row: OutboxRow,
): Promise<Partial<OutboxRow> | undefined> {
  if (!row.unasked || (row.state !== "queued" && row.state !== "retry")) return undefined;
  const { clock, stores } = config;
  const now = clock.now();
  const card = row.card === null ? undefined : await cardOf(config, row.card);
  // An edited card rings nobody's bell.
  if (card && card.ref !== null) return undefined;
  if (await isMoot(config, row)) return { state: "dropped", reason: "nobody waits for it any more" };
  if (!mayWait(row)) return undefined;
  const id = row.conversation.slice("person:".length);
  const [person, { members }] = await Promise.all([stores.system.person(id), stores.system.memberships(id)]);
  const member = members.find((one) => one.desk === row.desk);
  const zone = person?.zone ?? row.reader?.zone ?? (await zoneThere(config, row)) ?? "UTC";
  const today = await unaskedSince(config, row.conversation, startOfLocalDay(localDate(now, zone), zone));
  const backAt = member && awayAt(member, now)?.to;
  const held = heldBack({ calm: person?.calm ?? usualCalm, zone, now, today, backAt });
  if (!held) return undefined;
  const { until, why } = held;
  const digest =
    mayBeListed(row) &&
    member !== undefined &&
    (why === "away" || (member.digest.on && member.digest.weekdays.length > 0));
  return digest
    ? { state: "held", reason: why }
    : { notBefore: until, order: until.getTime() * 1000 + (row.order % 1000), reason: why };
}

/** Where somebody is taken to live whose zone nobody knows: where their company is. */
async function zoneThere({ stores }: SenderConfig, { guard }: OutboxRow): Promise<string | undefined> {
  return guard.kind === "contact" ? (await stores.system.client(guard.client))?.zone : undefined;
}

/** A card counts once, however often it was edited. */
async function unaskedSince({ db }: SenderConfig, conversation: string, since: Date): Promise<number> {
  const sent = { conversation, state: "sent", unasked: true, attemptedAt: { $gte: since } };
  const order = { $gte: (since.getTime() - OLDEST_MS) * 1000 };
  const found = await collectionOf(db, outbox)
    .aggregate([{ $match: { ...sent, order } }, { $group: { _id: { $ifNull: ["$card", "$_id"] } } }])
    .toArray();
  return found.length;
}

/** A question and a draft want an answer, so they come as themselves. */
const mayBeListed = ({ view, topic }: Pick<OutboxRow, "view" | "topic">): boolean =>
  view !== null && topic !== "card" && topic !== "status";

/** Only what goes to a person, and is no digest and no answer, can be held back. */
const mayWait = ({ topic, conversation }: Pick<OutboxRow, "topic" | "conversation">): boolean =>
  topic !== "digest" && topic !== "answer" && conversation.startsWith("person:");
