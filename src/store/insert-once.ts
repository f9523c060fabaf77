import type { Db } from "mongodb";
import { type CollectionSpec, collectionOf, toStored } from "./collection.ts";

const DUPLICATE_KEY = 11000;

/** Inserts a document unless its id or another unique key is taken. True if it is new. */
export async function insertOnce(db: Db, spec: CollectionSpec, doc: object): Promise<boolean> {
  try {
    await collectionOf(db, spec).insertOne(toStored(doc) as { _id: string });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
    return false;
  }
}
