import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openMongo } from "../src/mongo/index.ts";
import { testCacheDir } from "./support/cache.ts";

declare module "vitest" {
  interface ProvidedContext {
    mongoUri: string;
  }
}

/** One mongod for the whole run; each test file takes a database of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "va-desk-test-"));
  const mongo = await openMongo({
    uri: process.env["VA_DESK_TEST_MONGODB_URI"],
    dataDir,
    cacheDir: testCacheDir,
    now: new Date(),
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  project.provide("mongoUri", mongo.uri);
  return async () => {
    await mongo.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
