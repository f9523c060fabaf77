import type { Collection, Db, Document, IndexDescription } from "mongodb";
import type { z } from "zod";
import { asPlain, readTogether } from "./together.ts";

/** What *erase* does with a field of somebody who asks to be forgotten. */
export type Erase = "keep" | "blank" | "delete";

/**
 * A collection: its zod schema (`id` is stored as `_id`), its indexes, and field by field what *erase* does. A field that is
 * not declared doesn't compile.
 */
export interface CollectionSpec<S extends z.ZodObject = z.ZodObject> {
  name: string;
  schema: S;
  indexes: readonly IndexDescription[];
  erase: { readonly [K in keyof z.infer<S>]-?: Erase };
}

export function defineCollection<S extends z.ZodObject>(spec: CollectionSpec<S>): CollectionSpec<S> {
  return spec;
}

/** The stored form: `id` becomes `_id`. */
export function toStored(doc: object): Document {
  const { id, ...rest } = doc as { id: unknown };
  return { _id: id, ...rest };
}

/** A stored document as the domain knows it; throws if the database holds something the schema doesn't allow. */
export function fromStored<S extends z.ZodObject>(spec: CollectionSpec<S>, stored: Document): z.infer<S> {
  const { _id, ...rest } = stored;
  return spec.schema.parse({ id: _id, ...rest });
}

type Stored = Collection<Document & { _id: string }>;

/** Each command opens the store of its desk, which has all of them. */
const opened = new WeakMap<Db, Map<string, Stored>>();

export function collectionOf(db: Db, spec: CollectionSpec): Stored {
  const known = opened.get(db) ?? new Map<string, Stored>();
  opened.set(db, known);
  const held = known.get(spec.name);
  if (held) return held;
  const made: Stored = db.collection(spec.name);
  known.set(spec.name, made);
  return made;
}

/** A filter that names one of these finds few, so that all of them may be read where one is asked for. */
const SELECTIVE = ["_id", "person", "code", "number", "ref"];

/** Equals this text. The type is said because MongoDB does not take an index of texts alone (`$type: "string"`) for an equality without it. */
export const text = (value: string): Document => ({ $eq: value, $type: "string" });

/** Typed reads of one collection. A `filter` is ours, never a person's input as an object. */
export function reader<S extends z.ZodObject>(db: Db, spec: CollectionSpec<S>, scope: Document = {}) {
  const collection = collectionOf(db, spec);
  return {
    async one(filter: Document): Promise<z.infer<S> | undefined> {
      const plain = asPlain(scope, filter);
      const stored =
        plain && SELECTIVE.some((field) => field in plain)
          ? (await readTogether(db, spec.name, plain))[0]
          : await collection.findOne({ $and: [scope, filter] });
      return stored ? fromStored(spec, stored) : undefined;
    },
    async many(filter: Document, options: { sort?: Document; limit?: number } = {}): Promise<z.infer<S>[]> {
      const plain = options.limit === undefined ? asPlain(scope, filter) : undefined;
      if (plain) {
        const found = await readTogether(db, spec.name, plain);
        return sorted(found, options.sort ?? {}).map((stored) => fromStored(spec, stored));
      }
      let cursor = collection.find({ $and: [scope, filter] });
      if (options.sort) cursor = cursor.sort(options.sort as Record<string, 1 | -1>);
      if (options.limit !== undefined) cursor = cursor.limit(options.limit);
      return (await cursor.toArray()).map((stored) => fromStored(spec, stored));
    },
    count: (filter: Document): Promise<number> => collection.countDocuments({ $and: [scope, filter] }),
  };
}

/** As the server sorts what is of one type: texts, numbers, dates; what isn't there comes first. */
function sorted(found: readonly Document[], by: Document): Document[] {
  const order = Object.entries(by) as [string, 1 | -1][];
  return [...found].sort((a, b) => {
    for (const [path, way] of order) {
      const [x, y] = [at(a, path), at(b, path)];
      if (x === y) continue;
      if (x === undefined || y === undefined) return x === undefined ? -way : way;
      return x < y ? -way : way;
    }
    return 0;
  });
}

function at(doc: Document, path: string): string | number | undefined {
  const value = path.split(".").reduce<unknown>((held, name) => (held as Document | null)?.[name], doc);
  if (value instanceof Date) return value.getTime();
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}
