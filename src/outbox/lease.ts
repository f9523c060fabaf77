import type { Db } from "mongodb";
import { collectionOf } from "../store/collection.ts";
import { conversations } from "../store/collections.ts";
import { LEASE_MS } from "./policy.ts";

/** The right to send into one conversation, until `until` or until a later `fence` outdoes it. */
export interface Lease {
  conversation: string;
  fence: number;
  until: Date;
}

/** A turn that somebody takes this very moment. */
const HELD_MS = 1_000;

/** No lease and no pace reaches so far: it was set while the clock was ahead. */
const UNREAL_MS = 10 * 60_000;
const past = (field: string, now: Date) => ({
  $or: [{ [field]: { $lte: now } }, { [field]: { $gt: new Date(now.getTime() + UNREAL_MS) } }],
});

/** Thrown by whoever finds that somebody took the conversation over. */
export class LeaseLost extends Error {}

/**
 * Takes a conversation that nobody holds and whose pace allows a message now. Else says when its pace allows the next one, or
 * nothing if somebody holds it: they will see to it.
 * A new conversation's fence starts with the time: one that rested and was tidied away must never go back behind its rows.
 */
export async function takeLease(
  db: Db,
  conversation: string,
  now: Date,
): Promise<{ lease: Lease } | { wakeAt: Date | undefined }> {
  const collection = collectionOf(db, conversations);
  const until = new Date(now.getTime() + LEASE_MS);
  const held = await collection.findOneAndUpdate(
    { _id: conversation, $and: [past("leaseUntil", now), past("nextAllowedAt", now)] },
    { $inc: { fence: 1 }, $set: { leaseUntil: until } },
    { returnDocument: "after" },
  );
  if (held) return { lease: { conversation, fence: held["fence"] as number, until } };
  const there = await collection.findOne({ _id: conversation });
  if (there) {
    const nextAllowedAt = there["nextAllowedAt"] as Date;
    return { wakeAt: nextAllowedAt > now ? nextAllowedAt : undefined };
  }
  const fence = now.getTime();
  try {
    await collection.insertOne({ _id: conversation, fence, leaseUntil: until, nextAllowedAt: now });
    return { lease: { conversation, fence, until } };
  } catch (error) {
    if ((error as { code?: unknown }).code === 11000) return { wakeAt: undefined };
    throw error;
  }
}

/** Lengthens it. @throws LeaseLost if somebody took over: then nothing may be sent or recorded any more */
export async function renewLease(db: Db, lease: Lease, now: Date): Promise<void> {
  const { conversation, fence } = lease;
  const until = new Date(now.getTime() + LEASE_MS);
  const result = await collectionOf(db, conversations).updateOne(
    { _id: conversation, fence },
    { $set: { leaseUntil: until } },
  );
  if (result.matchedCount === 0) throw new LeaseLost(conversation);
  lease.until = until;
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

/** Takes the one turn that `name` has in `everyMs`, over all processes; undefined, or when the next one is. */
export async function takeTurn(
  db: Db,
  name: string,
  now: Date,
  everyMs: number,
): Promise<{ nextAt: Date } | undefined> {
  const taken = await takeLease(db, name, now);
  if ("wakeAt" in taken) return { nextAt: taken.wakeAt ?? new Date(now.getTime() + HELD_MS) };
  await releaseLease(db, taken.lease, now, new Date(now.getTime() + everyMs));
  return undefined;
}
