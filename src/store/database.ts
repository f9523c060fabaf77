import { type Db, MongoClient } from "mongodb";
import { allCollections } from "./collections.ts";

export interface Database {
  client: MongoClient;
  db: Db;
  close(): Promise<void>;
}

/** Connects and makes the indexes that are missing. Dates are Dates, longs are numbers, undefined is left out. */
export async function openDatabase(uri: string, name: string, poolSize = 50): Promise<Database> {
  const client = new MongoClient(uri, {
    maxPoolSize: poolSize,
    ignoreUndefined: true,
    writeConcern: { w: "majority" },
    serverSelectionTimeoutMS: 10_000,
  });
  await client.connect();
  const db = client.db(name);
  await Promise.all(
    allCollections.map(async (spec) => {
      if (spec.indexes.length > 0) await db.collection(spec.name).createIndexes([...spec.indexes]);
      else await db.createCollection(spec.name).catch(ignoreExisting);
    }),
  );
  return { client, db, close: () => client.close() };
}

const NAMESPACE_EXISTS = 48;
function ignoreExisting(error: { code?: number }): void {
  if (error.code !== NAMESPACE_EXISTS) throw error;
}
