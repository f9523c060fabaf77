import { randomBytes } from "node:crypto";
import { MongoClient } from "mongodb";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/store/database.ts";

export interface TestDatabase extends Database {
  uri: string;
  name: string;
  /** Leaves nothing behind. */
  drop(): Promise<void>;
}

/**
 * An empty database on the run's own mongod. It is emptied and handed on, not dropped: a database of ours is a hundred files, and mongod keeps
 * those of dropped ones open for minutes, until it may open no more.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const uri = inject("mongoUri");
  const name = await takeName(uri);
  const opened = await openDatabase(uri, name, 20);
  return {
    ...opened,
    uri,
    name,
    async drop() {
      const collections = await opened.db.listCollections({}, { nameOnly: true }).toArray();
      await Promise.all(collections.map((one) => opened.db.collection(one.name).deleteMany({})));
      await free(opened.client).insertOne({ _id: name });
      await opened.close();
    },
  };
}

/** One that another test is done with, in whichever file; else a new one. */
async function takeName(uri: string): Promise<string> {
  const client = await new MongoClient(uri).connect();
  try {
    const held = await free(client).findOneAndDelete({});
    return held?._id ?? `test-${randomBytes(6).toString("hex")}`;
  } finally {
    await client.close();
  }
}

const POOL = "test-databases";
const free = (client: MongoClient) => client.db(POOL).collection<{ _id: string }>("free");
