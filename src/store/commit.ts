import { type ClientSession, type Db, type Document, type MongoClient, MongoServerError } from "mongodb";
import type { EventDraft } from "../domain/event.ts";
import type { Say } from "../domain/outbox.ts";
import { ConflictError, DuplicateError } from "../errors.ts";
import { changeTogether } from "./change-together.ts";
import { type CollectionSpec, collectionOf, toStored } from "./collection.ts";
import { insertTogether } from "./together.ts";

/** How many keys of past acts a document remembers. */
const KEYS_KEPT = 20;

/**
 * One document to write. `replace` and `remove` hold only if the stored `version` is still the one that was read
 * (`doc.version`); `put` and `drop` do so whatever is there (schedules, channels: rows that are derived or have one writer).
 */
export type Write =
  | { op: "insert"; in: CollectionSpec; doc: object }
  | { op: "replace"; in: CollectionSpec; doc: { id: string; version: number } }
  | { op: "remove"; in: CollectionSpec; doc: { id: string; version: number } }
  | { op: "put" | "drop"; in: CollectionSpec; doc: { id: string } }
  /** Goes over into another state, if it still is in this one. */
  | { op: "turn"; in: CollectionSpec; doc: { id: string }; from: string; to: string };

/** A change, whole: its documents, what happened, what is to be said. `key` names the act and is used once. */
export interface Change {
  desk: string;
  key: string;
  by: string;
  platform: string;
  at: Date;
  writes: readonly Write[];
  events: readonly EventDraft[];
  says: readonly Say[];
}

/** What rides in the document until the relay has moved it to `events` and `outbox`. */
export interface Pending {
  id: string;
  desk: string;
  by: string;
  platform: string;
  at: Date;
  events: readonly EventDraft[];
  says: readonly Say[];
}

/**
 * Carries out a change atomically. One document takes its events and messages along inside itself (one write, no
 * transaction); several share a transaction and the first one carries them.
 * @throws DuplicateError if the key was used, ConflictError if a document changed since it was read.
 */
export async function commit(client: MongoClient, db: Db, change: Change): Promise<void> {
  const [first, ...rest] = change.writes;
  if (!first) throw new Error("a change without a document");
  if (rest.length === 0) return carry(db, first, change, undefined);
  const session = client.startSession();
  try {
    await session.withTransaction(async () => {
      await carry(db, first, change, session);
      for (const write of rest) await apply(db, write, change, session, undefined);
    });
  } finally {
    await session.endSession();
  }
}

function carry(db: Db, write: Write, change: Change, session: ClientSession | undefined): Promise<void> {
  const { key, desk, by, platform, at, events, says } = change;
  const pending: Pending = { id: key, desk, by, platform, at, events, says };
  return apply(db, write, change, session, events.length + says.length > 0 ? pending : null);
}

/** `pending` undefined: this document does not carry the change; null: it does, and there is nothing to move out. */
async function apply(
  db: Db,
  write: Write,
  change: Change,
  session: ClientSession | undefined,
  pending: Pending | null | undefined,
): Promise<void> {
  const collection = collectionOf(db, write.in);
  const options = session ? { session } : {};
  const carries = pending !== undefined;
  const stored = toStored(write.doc) as Document & { _id: string };
  try {
    switch (write.op) {
      case "insert": {
        const extra = carries ? { keys: [change.key], pending: pending ? [pending] : [] } : {};
        if (session) await collection.insertOne({ ...stored, ...extra }, options);
        else await insertTogether(db, write.in.name, { ...stored, ...extra });
        return;
      }
      case "replace": {
        const { _id, version, ...fields } = stored as Document & { _id: string; version: number };
        const filter = { _id, version, ...(carries ? { keys: { $ne: change.key } } : {}) };
        const carried = {
          keys: { $each: [change.key], $slice: -KEYS_KEPT },
          ...(pending ? { pending } : {}),
        };
        const update = {
          $set: { ...fields, version: version + 1 },
          ...(carries ? { $push: carried as Document } : {}),
        };
        const fitted = session
          ? (await collection.updateOne(filter, update, options)).matchedCount === 1
          : await changeTogether(db, write.in.name, { filter, update });
        if (!fitted) await explainMiss(db, write, change, options);
        return;
      }
      case "remove": {
        const result = await collection.deleteOne({ _id: stored._id, version: stored["version"] }, options);
        if (result.deletedCount === 0) throw new ConflictError(write.in.name);
        return;
      }
      case "put": {
        await collection.replaceOne({ _id: stored._id }, stored, { ...options, upsert: true });
        return;
      }
      case "turn": {
        const turned = await collection.updateOne(
          { _id: stored._id, state: write.from },
          { $set: { state: write.to } },
          options,
        );
        if (turned.matchedCount === 0) throw new ConflictError(write.in.name);
        return;
      }
      case "drop": {
        await collection.deleteOne({ _id: stored._id }, options);
        return;
      }
      default:
        write satisfies never;
    }
  } catch (error) {
    throw asConflict(error, write.in.name, change.key);
  }
}

async function explainMiss(
  db: Db,
  write: Write,
  change: Change,
  options: { session?: ClientSession },
): Promise<never> {
  const used = await collectionOf(db, write.in).findOne(
    { _id: (write.doc as { id: string }).id, keys: change.key },
    { ...options, projection: { _id: 1 } },
  );
  throw used ? new DuplicateError(change.key) : new ConflictError(write.in.name);
}

function asConflict(error: unknown, what: string, key: string): unknown {
  if (!(error instanceof MongoServerError) || error.code !== 11000) return error;
  return "keys" in ((error["keyPattern"] as object | undefined) ?? {})
    ? new DuplicateError(key)
    : new ConflictError(what);
}
