import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/store/database.ts";

export interface TestDatabase extends Database {
  uri: string;
  name: string;
  drop(): Promise<void>;
}

/** A fresh database on the run's own mongod. */
export async function testDatabase(): Promise<TestDatabase> {
  const uri = inject("mongoUri");
  const name = `test-${randomBytes(6).toString("hex")}`;
  const opened = await openDatabase(uri, name, 20);
  return {
    ...opened,
    uri,
    name,
    async drop() {
      await opened.db.dropDatabase();
      await opened.close();
    },
  };
}
