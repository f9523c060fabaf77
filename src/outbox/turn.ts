import type { Db } from "mongodb";
import type { OutboxRow } from "../domain/outbox.ts";
import { collectionOf, fromStored } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";
import { deliver } from "./deliver.ts";
import { type Lease, LeaseLost, releaseLease, takeLease } from "./lease.ts";
import { inFlight, later, open, type SenderConfig } from "./sending.ts";

/** So many rows, then the others have a turn. */
const PER_TURN = 25;

export interface Turn {
  /** Rows that were dealt with. */
  moved: number;
  /** When there may be more to do; undefined if nothing waits. */
  wakeAt: Date | undefined;
}

/** Sends what one conversation has, head first, until it must wait. Never rejects. */
export async function takeATurn(config: SenderConfig, conversation: string): Promise<Turn> {
  const { db, clock, log } = config;
  try {
    const head = await headOf(db, conversation);
    if (!head || head.notBefore > clock.now()) return { moved: 0, wakeAt: head?.notBefore };
    const taken = await takeLease(db, conversation, clock.now());
    if ("wakeAt" in taken) return { moved: 0, wakeAt: taken.wakeAt };
    config.at?.("leased");
    return await hold(config, taken.lease);
  } catch (error) {
    log.error(
      { err: error, conversation },
      "a conversation could not be served; the sweep takes it up again",
    );
    return { moved: 0, wakeAt: undefined };
  }
}

async function hold(config: SenderConfig, lease: Lease): Promise<Turn> {
  const { db, clock, log } = config;
  const { conversation } = lease;
  let moved = 0;
  let nextAllowedAt = clock.now();
  let wakeAt: Date | undefined;
  try {
    while (moved < PER_TURN) {
      const head = await headOf(db, conversation);
      wakeAt = head?.notBefore;
      if (!head || head.notBefore > clock.now()) break;
      const step = await deliver(config, head, lease);
      if (step === "wait") {
        wakeAt = (await headOf(db, conversation))?.notBefore;
        break;
      }
      moved += 1;
      if (step.restMs > 0) {
        nextAllowedAt = wakeAt = later(clock.now(), step.restMs);
        break;
      }
    }
  } catch (error) {
    if (error instanceof LeaseLost) log.warn({ conversation }, "somebody else took a conversation over");
    else log.error({ err: error, conversation }, "sending stopped; the sweep takes it up again");
    wakeAt = undefined;
  } finally {
    await releaseLease(db, lease, clock.now(), nextAllowedAt).catch(() => undefined);
  }
  return { moved, wakeAt };
}

/**
 * What has been begun comes before everything else: whatever was said later, or by a process whose clock is behind, waits until its
 * outcome is known.
 */
async function headOf(db: Db, conversation: string): Promise<OutboxRow | undefined> {
  const first = (states: readonly OutboxRow["state"][]) =>
    collectionOf(db, outbox)
      .find({ conversation, state: { $in: [...states] } })
      .sort({ order: 1, _id: 1 })
      .limit(1)
      .next();
  const [begun, fresh] = await Promise.all([first(inFlight), first(["queued", "retry"])]);
  const head = begun ?? fresh;
  return head ? fromStored(outbox, head) : undefined;
}

/** Conversations whose head is due, the one that has waited longest first. */
export async function dueConversations(db: Db, now: Date): Promise<string[]> {
  const found = await collectionOf(db, outbox)
    .aggregate<{ _id: string }>([
      { $match: { state: { $in: [...open] } } },
      {
        $group: {
          _id: "$conversation",
          // Documents compare field by field, so the least one is the head's.
          head: {
            $min: {
              fresh: { $not: [{ $in: ["$state", [...inFlight]] }] },
              order: "$order",
              id: "$_id",
              notBefore: "$notBefore",
            },
          },
        },
      },
      { $match: { "head.notBefore": { $lte: now } } },
      { $sort: { "head.order": 1 } },
    ])
    .toArray();
  return found.map((group) => group._id);
}
