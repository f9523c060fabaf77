import type { Db, Document, MongoClient } from "mongodb";
import { collectionOf } from "./collection.ts";
import * as c from "./collections.ts";

/**
 * Makes one person of two, in one transaction: identities, memberships, work and time of `from` become `into`'s. Where both are at
 * the same desk or client, `into`'s part stays. Of two running timers the newer one goes on; the older becomes time up to now.
 */
export async function mergePeople(
  client: MongoClient,
  db: Db,
  from: string,
  into: string,
  now: Date,
): Promise<void> {
  if (from === into) return;
  const session = client.startSession();
  try {
    await session.withTransaction(async () => {
      const within = { session };
      const move = (spec: Parameters<typeof collectionOf>[1], field: string) =>
        collectionOf(db, spec).updateMany({ [field]: from }, { $set: { [field]: into } }, within);
      await move(c.identities, "person");
      await moveParts(db, c.members, from, into, (doc) => ({ desk: doc["desk"] }), within);
      await moveParts(db, c.contacts, from, into, (doc) => ({ client: doc["client"] }), within);
      await move(c.requests, "requester");
      await move(c.requests, "assignee");
      await move(c.comments, "author");
      await move(c.timeEntries, "person");
      await move(c.clients, "lead");
      await mergeTimers(db, from, into, within);
      await collectionOf(db, c.people).updateOne(
        { _id: from },
        { $set: { mergedInto: into, mergedAt: now } as Document },
        within,
      );
    });
  } finally {
    await session.endSession();
  }
}

type Within = { session: ReturnType<MongoClient["startSession"]> };

async function moveParts(
  db: Db,
  spec: Parameters<typeof collectionOf>[1],
  from: string,
  into: string,
  same: (doc: Document) => Document,
  within: Within,
): Promise<void> {
  const collection = collectionOf(db, spec);
  for (const doc of await collection.find({ person: from, removedAt: null }, within).toArray()) {
    const there = await collection.findOne({ ...same(doc), person: into, removedAt: null }, within);
    if (there)
      await collection.updateOne({ _id: doc._id }, { $set: { removedAt: new Date(0) } as Document }, within);
    else await collection.updateOne({ _id: doc._id }, { $set: { person: into } as Document }, within);
  }
}

async function mergeTimers(db: Db, from: string, into: string, within: Within): Promise<void> {
  const timers = collectionOf(db, c.timers);
  const theirs = await timers.findOne({ _id: from }, within);
  if (!theirs) return;
  await timers.deleteOne({ _id: from }, within);
  const mine = await timers.findOne({ _id: into }, within);
  if (!mine) await timers.insertOne({ ...theirs, _id: into }, within);
}
