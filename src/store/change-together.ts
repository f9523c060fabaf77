import { randomBytes } from "node:crypto";
import type { Collection, Db, Document } from "mongodb";
import { asError, gathered, refusedIn } from "./gather.ts";

/** A conditional change of one document. */
interface Change {
  filter: Document & { _id: string };
  update: Document & { $set: Document };
}

type Documents = Collection<Document & { _id: string }>;

/** Changes one document if it still fits the filter. False: it doesn't. @throws MongoServerError of its own if a unique key is taken */
export const changeTogether = (db: Db, name: string, change: Change): Promise<boolean> =>
  gathered<Change, boolean>(db, `change ${name}`, (changes) => changeAll(db.collection(name), changes)).load(
    change,
  );

async function changeAll(collection: Documents, changes: readonly Change[]): Promise<(boolean | Error)[]> {
  // Of several for one document only the first can fit; the others are asked for alone, after it.
  const firstOf = new Map(changes.map(({ filter }, i): [string, number] => [filter._id, i]).reverse());
  const shared = changes.filter(({ filter }, i) => firstOf.get(filter._id) === i);
  const ends = new Map<Change, boolean | Error>();
  if (shared.length > 1) for (const [change, end] of await inOne(collection, shared)) ends.set(change, end);
  for (const change of changes) {
    if (!ends.has(change)) ends.set(change, await alone(collection, change).catch(asError));
  }
  return changes.map((change) => ends.get(change) ?? false);
}

const alone = async (collection: Documents, { filter, update }: Change): Promise<boolean> =>
  (await collection.updateOne(filter, update)).matchedCount === 1;

/**
 * All in one round trip. The server only counts those that fitted, so each leaves a mark by which it is known. One that was changed once more
 * before it could be looked at counts as not fitting; its key is in the document then, and so it is told as done already.
 */
async function inOne(
  collection: Documents,
  changes: readonly Change[],
): Promise<Map<Change, boolean | Error>> {
  const wrote = randomBytes(9).toString("base64url");
  const marked = changes.map(({ filter, update }) => ({
    updateOne: { filter, update: { ...update, $set: { ...update.$set, wrote } } },
  }));
  let refused = new Set<number>();
  try {
    const { matchedCount } = await collection.bulkWrite(marked, { ordered: false });
    if (matchedCount === changes.length) return new Map(changes.map((change) => [change, true]));
  } catch (error) {
    const some = refusedIn(error);
    if (!some) throw error;
    refused = some;
  }
  const ids = changes.map(({ filter }) => filter._id);
  const found = await collection.find({ _id: { $in: ids }, wrote }, { projection: { _id: 1 } }).toArray();
  const fitted = new Set(found.map(({ _id }) => _id));
  // Those refused are asked for again alone: then the server says in full why.
  return new Map(
    changes.flatMap((change, i) => (refused.has(i) ? [] : [[change, fitted.has(change.filter._id)]])),
  );
}
