import type { Collection, Db, Document, IndexDescription } from "mongodb";
import type { z } from "zod";
import { asEqual, together } from "./together.ts";

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

export const collectionOf = (db: Db, spec: CollectionSpec): Collection<Document & { _id: string }> =>
  db.collection(spec.name);

/** Typed reads of one collection. A `filter` is ours, never a person's input as an object. */
export function reader<S extends z.ZodObject>(db: Db, spec: CollectionSpec<S>, scope: Document = {}) {
  const collection = collectionOf(db, spec);
  return {
    async one(filter: Document): Promise<z.infer<S> | undefined> {
      const equal = asEqual(scope, filter);
      const stored = equal
        ? (await together(db, spec.name).reads.load(equal))[0]
        : await collection.findOne({ $and: [scope, filter] });
      return stored ? fromStored(spec, stored) : undefined;
    },
    async many(filter: Document, options: { sort?: Document; limit?: number } = {}): Promise<z.infer<S>[]> {
      const equal = options.sort || options.limit !== undefined ? undefined : asEqual(scope, filter);
      if (equal) {
        const found = await together(db, spec.name).reads.load(equal);
        return found.map((stored) => fromStored(spec, stored));
      }
      let cursor = collection.find({ $and: [scope, filter] });
      if (options.sort) cursor = cursor.sort(options.sort as Record<string, 1 | -1>);
      if (options.limit !== undefined) cursor = cursor.limit(options.limit);
      return (await cursor.toArray()).map((stored) => fromStored(spec, stored));
    },
    count: (filter: Document): Promise<number> => collection.countDocuments({ $and: [scope, filter] }),
  };
}
