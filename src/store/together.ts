import DataLoader from "dataloader";
import { type Db, type Document, MongoBulkWriteError } from "mongodb";

/** A filter of plain equalities, the kind that many askers at once have in common. */
export type Equal = Readonly<Record<string, string | number | boolean | null>>;

/** So many at most share a round trip. */
const MOST = 100;
/** While so many are on their way, those that come wait and travel together. */
const UNDER_WAY = 2;

/** A document ready to be stored. */
type Stored = Document & { _id: string };

interface Shared {
  reads: DataLoader<Equal, Document[]>;
  inserts: DataLoader<Stored, true>;
}

const shared = new WeakMap<Db, Map<string, Shared>>();

/**
 * Reads by equality, and inserts of single documents, of one collection: what is asked for while others are on their way shares the
 * next round trip. Nothing is kept: every read is carried out after it was asked for. On a busy machine round trips are what costs most.
 */
export function together(db: Db, name: string): Shared {
  const known = shared.get(db) ?? new Map<string, Shared>();
  shared.set(db, known);
  const held = known.get(name);
  if (held) return held;
  const made: Shared = {
    reads: gathering((filters) => readAll(db, name, filters)),
    inserts: gathering((docs) => insertAll(db, name, docs)),
  };
  known.set(name, made);
  return made;
}

/** A filter that reads can share, if it is one: equalities only, each field once. */
export function asEqual(...filters: readonly Document[]): Equal | undefined {
  const all: Record<string, string | number | boolean | null> = {};
  for (const filter of filters) {
    for (const [field, value] of Object.entries(filter)) {
      if (field.startsWith("$") || field.includes(".") || field in all) return undefined;
      if (value !== null && !["string", "number", "boolean"].includes(typeof value)) return undefined;
      all[field] = value as string | number | boolean | null;
    }
  }
  return all;
}

function gathering<K, V>(carryOut: (keys: readonly K[]) => Promise<(V | Error)[]>): DataLoader<K, V> {
  let underWay = 0;
  let waiting: (() => void) | undefined;
  function next(): void {
    const dispatch = waiting;
    waiting = undefined;
    if (dispatch) setImmediate(dispatch);
  }
  return new DataLoader<K, V>(
    async (keys) => {
      underWay += 1;
      try {
        return await carryOut(keys);
      } finally {
        underWay -= 1;
        next();
      }
    },
    {
      cache: false,
      maxBatchSize: MOST,
      batchScheduleFn(dispatch) {
        const before = waiting;
        waiting = before
          ? () => {
              before();
              dispatch();
            }
          : dispatch;
        if (underWay < UNDER_WAY) next();
      },
    },
  );
}

async function readAll(db: Db, name: string, filters: readonly Equal[]): Promise<Document[][]> {
  const found = await db.collection(name).find(anyOf(filters)).toArray();
  return filters.map((filter) => found.filter((doc) => fits(doc, filter)));
}

/** Those that differ in one field only are found by a list of its values. */
function anyOf(filters: readonly Equal[]): Document {
  const [first, ...others] = filters;
  if (!first || others.length === 0) return { ...first };
  const fields = Object.keys(first);
  const same = others.every(
    (other) => Object.keys(other).length === fields.length && fields.every((field) => field in other),
  );
  const differing = fields.filter((field) => others.some((other) => other[field] !== first[field]));
  const [field] = differing;
  if (!same || differing.length > 1) return { $or: filters.map((filter) => ({ ...filter })) };
  if (field === undefined) return { ...first };
  return { ...first, [field]: { $in: [...new Set(filters.map((filter) => filter[field]))] } };
}

const fits = (doc: Document, filter: Equal): boolean =>
  Object.entries(filter).every(([field, value]) => {
    const held: unknown = doc[field] ?? null;
    return held === value || (Array.isArray(held) && held.includes(value));
  });

/** Each stands for itself: one whose key is taken leaves the others be. */
async function insertAll(db: Db, name: string, docs: readonly Stored[]): Promise<(true | Error)[]> {
  const collection = db.collection<Stored>(name);
  const [only] = docs;
  if (!only) return [];
  if (docs.length === 1) {
    await collection.insertOne(only);
    return [true];
  }
  try {
    await collection.insertMany([...docs], { ordered: false });
    return docs.map(() => true);
  } catch (error) {
    const refused = refusedIn(error);
    if (!refused) throw error;
    // Asked again alone, the server says in full why.
    return Promise.all(
      docs.map((doc, i) =>
        refused.has(i) ? insertAll(db, name, [doc]).then(([one = true]) => one, asError) : true,
      ),
    );
  }
}

/** Which of them were refused, if that is all that went wrong. */
function refusedIn(error: unknown): Set<number> | undefined {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return undefined;
  return new Set([error.writeErrors].flat().map(({ index }) => index));
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
