import { awayAt } from "../domain/away.ts";
import { heldBack, usualCalm } from "../domain/calm.ts";
import type { OutboxRow } from "../domain/outbox.ts";
import { collectionOf } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";
import { localDate, startOfLocalDay } from "../time/zones.ts";
import type { SenderConfig } from "./sending.ts";

/** What was postponed may have been said some days before it is sent. */
const OLDEST_MS = 10 * 86_400_000;

/**
 * What becomes of an unasked message that would disturb its reader now; undefined: nothing, it goes out. Where a digest follows it waits
 * for that; else it goes out later, behind what is said until then. Asked by the one sender who holds the conversation, so that the
 * budget is exact.
 */
export async function keptBack(
  config: SenderConfig,
  row: OutboxRow,
): Promise<Partial<OutboxRow> | undefined> {
  if (!mayWait(row)) return undefined;
  const { clock, stores } = config;
  const now = clock.now();
  const id = row.conversation.slice("person:".length);
  const [person, { members }] = await Promise.all([stores.system.person(id), stores.system.memberships(id)]);
  const member = members.find((one) => one.desk === row.desk);
  const zone = person?.zone ?? row.reader?.zone ?? "UTC";
  const today = await unaskedSince(config, row.conversation, startOfLocalDay(localDate(now, zone), zone));
  const backAt = member && awayAt(member, now)?.to;
  const held = heldBack({ calm: person?.calm ?? usualCalm, zone, now, today, backAt });
  if (!held) return undefined;
  const { until, why } = held;
  const digest =
    member !== undefined && (why === "away" || (member.digest.on && member.digest.weekdays.length > 0));
  return digest
    ? { state: "held", reason: why }
    : { notBefore: until, order: until.getTime() * 1000 + (row.order % 1000), reason: why };
}

function unaskedSince({ db }: SenderConfig, conversation: string, since: Date): Promise<number> {
  return collectionOf(db, outbox).countDocuments({
    conversation,
    state: "sent",
    order: { $gte: (since.getTime() - OLDEST_MS) * 1000 },
    unasked: true,
    attemptedAt: { $gte: since },
  });
}

/**
 * May this be held back at all? Only what somebody is told without having asked; never a digest, a status, a card or an answer, and nothing
 * that was tried before and may have arrived.
 */
const mayWait = ({
  unasked,
  topic,
  conversation,
  state,
}: Pick<OutboxRow, "unasked" | "topic" | "conversation" | "state">): boolean =>
  unasked &&
  (topic === "nudge" || topic === "notice" || topic === "comment") &&
  conversation.startsWith("person:") &&
  (state === "queued" || state === "retry");
