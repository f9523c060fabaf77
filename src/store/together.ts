import type { Db, Document } from "mongodb";
import { asError, gathered, refusedIn } from "./gather.ts";

type Scalar = string | number | boolean | null;

/** A filter of equalities, and of lists of what a field may equal: the kind that many who ask at once have in common. */
export type Plain = Readonly<Record<string, Scalar | readonly Scalar[]>>;

/** A document ready to be stored. */
type Stored = Document & { _id: string };

/** Reads a collection by a plain filter, in no order. */
export const readTogether = (db: Db, name: string, filter: Plain): Promise<Document[]> =>
  gathered<Plain, Document[]>(db, `read ${name}`, (filters) => readAll(db, name, filters)).load(filter);

/** Inserts one document. @throws MongoServerError of its own if its key is taken */
export const insertTogether = async (db: Db, name: string, doc: Stored): Promise<void> => {
  await gathered<Stored, true>(db, `insert ${name}`, (docs) => insertAll(db, name, docs)).load(doc);
};

/** A filter that reads can share, if these together make one: each field is named once. */
export function asPlain(...filters: readonly Document[]): Plain | undefined {
  const all: Record<string, Scalar | readonly Scalar[]> = {};
  for (const [field, value] of fieldsOf(filters)) {
    const plain = isScalar(value) ? value : listIn(value);
    if (plain === undefined || field in all || /[$.]/.test(field)) return undefined;
    all[field] = plain;
  }
  return all;
}

/** What `$and` joins counts as if it stood there by itself. */
function fieldsOf(filters: readonly Document[]): [string, unknown][] {
  return filters.flatMap((filter) =>
    Object.entries(filter).flatMap(([field, value]): [string, unknown][] =>
      field === "$and" ? fieldsOf(value as Document[]) : [[field, value]],
    ),
  );
}

const isScalar = (value: unknown): value is Scalar =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

function listIn(value: unknown): readonly Scalar[] | undefined {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 1) return undefined;
  const { $in: list } = value as { $in?: unknown };
  return Array.isArray(list) && list.every(isScalar) ? list : undefined;
}

const listOf = (wanted: Scalar | readonly Scalar[]): readonly Scalar[] =>
  isScalar(wanted) ? [wanted] : wanted;

async function readAll(db: Db, name: string, filters: readonly Plain[]): Promise<Document[][]> {
  const found = await db.collection(name).find(anyOf(filters)).toArray();
  return filters.map((filter) => found.filter((doc) => fits(doc, filter)));
}

/** Those that differ in one field only are found by a list of its values. */
function anyOf(filters: readonly Plain[]): Document {
  const [first = {}, ...others] = filters;
  const fields = Object.keys(first);
  const same = others.every(
    (other) => Object.keys(other).length === fields.length && fields.every((field) => field in other),
  );
  const differs = (field: string) =>
    others.some((other) => JSON.stringify(other[field]) !== JSON.stringify(first[field]));
  const differing = same ? fields.filter(differs) : [];
  const [field] = differing;
  if (!same || differing.length > 1) return { $or: filters.map(asFilter) };
  if (field === undefined) return asFilter(first);
  const values = filters.flatMap((filter) => listOf(filter[field] ?? null));
  return asFilter({ ...first, [field]: [...new Set(values)] });
}

const asFilter = (plain: Plain): Document =>
  Object.fromEntries(
    Object.entries(plain).map(([field, wanted]) => [field, isScalar(wanted) ? wanted : { $in: [...wanted] }]),
  );

/** The same as the server finds. */
export const fits = (doc: Document, plain: Plain): boolean =>
  Object.entries(plain).every(([field, wanted]) => {
    const held: unknown = doc[field] ?? null;
    return listOf(wanted).some((value) => held === value || (Array.isArray(held) && held.includes(value)));
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
