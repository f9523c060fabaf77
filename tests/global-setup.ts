import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import type { TestProject } from "vitest/node";
import { openMongo } from "../src/mongo/index.ts";
import { holderOf } from "../src/mongo/lock.ts";
import { endLeftOver } from "../src/mongo/server.ts";
import { systemClock } from "../src/time/clock.ts";
import { testCacheDir } from "./support/cache.ts";

declare module "vitest" {
  interface ProvidedContext {
    mongoUri: string;
  }
}

const PREFIX = "va-desk-test-";

/** One mongod for the whole run; each test file takes a database of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearKilledRuns();
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX));
  const mongo = await openMongo({
    uri: process.env["VA_DESK_TEST_MONGODB_URI"],
    dataDir,
    cacheDir: testCacheDir,
    now: systemClock.now(),
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  await keepForEver(mongo.uri);
  project.provide("mongoUri", mongo.uri);
  return async () => {
    await mongo.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Tests set their own clock: what is fresh to them may long have expired by the server's. */
async function keepForEver(uri: string): Promise<void> {
  const client = await new MongoClient(uri).connect();
  await client.db("admin").command({ setParameter: 1, ttlMonitorEnabled: false });
  await client.close();
}

/** A run that was killed could not end its mongod: the next one does. */
async function clearKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const dataDir = join(tmpdir(), name);
    if (!name.startsWith(PREFIX)) continue;
    // Without a lock it is being made or cleared by another run this moment.
    const inside = await readdir(dataDir).catch((): string[] => []);
    if (!inside.includes("lock") || (await holderOf(dataDir))) continue;
    await endLeftOver(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}
