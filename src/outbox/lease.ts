import type { Db } from "mongodb";
import { collectionOf } from "../store/collection.ts";
import { conversations } from "../store/collections.ts";
import { LEASE_MS } from "./policy.ts";

/** The right to send into one conversation, until `fence` is outdone by a later one. */
export interface Lease {
  conversation: string;
  fence: number;
}

/** Takes a free conversation whose pace allows a message now; undefined if somebody holds it or it must wait. */
export async function takeLease(db: Db, conversation: string, now: Date): Promise<Lease | undefined> {
  const collection = collectionOf(db, conversations);
  try {
    const held = await collection.findOneAndUpdate(
      { _id: conversation, leaseUntil: { $lte: now }, nextAllowedAt: { $lte: now } },
      {
        $inc: { fence: 1 },
        $set: { leaseUntil: new Date(now.getTime() + LEASE_MS) },
      },
      { returnDocument: "after" },
    );
    if (held) return { conversation, fence: held["fence"] as number };
    await collection.insertOne({
      _id: conversation,
      fence: 1,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      nextAllowedAt: now,
    });
    return { conversation, fence: 1 };
  } catch (error) {
    if ((error as { code?: unknown }).code === 11000) return undefined;
    throw error;
  }
}

/** Still ours? Lengthens it. False: somebody took over, and we must not send or record any more. */
export async function renewLease(db: Db, { conversation, fence }: Lease, now: Date): Promise<boolean> {
  const result = await collectionOf(db, conversations).updateOne(
    { _id: conversation, fence },
    { $set: { leaseUntil: new Date(now.getTime() + LEASE_MS) } },
  );
  return result.matchedCount === 1;
}

/** Gives it back; the next message may go at `nextAllowedAt`. */
export async function releaseLease(
  db: Db,
  { conversation, fence }: Lease,
  now: Date,
  nextAllowedAt: Date,
): Promise<void> {
  await collectionOf(db, conversations).updateOne(
    { _id: conversation, fence },
    { $set: { leaseUntil: now, nextAllowedAt } },
  );
}
