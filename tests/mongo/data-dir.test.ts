import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findBinary, verify } from "../../src/mongo/binary.ts";
import { alive, checkMajor, lockDataDir } from "../../src/mongo/data-dir.ts";
import { checkDeployment } from "../../src/mongo/index.ts";
import { startServer } from "../../src/mongo/server.ts";
import { testCacheDir } from "../support/cache.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "va-desk-mongo-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test("a data folder that a living process holds is refused, naming the process", async () => {
  await writeFile(join(dir, "lock"), JSON.stringify({ pid: process.ppid, since: "2026-11-24T08:00:00Z" }));
  await expect(lockDataDir(dir, new Date())).rejects.toThrow(
    `held by process ${process.ppid} since 2026-11-24`,
  );
});

test("the lock of a dead process is taken over", async () => {
  await writeFile(join(dir, "lock"), JSON.stringify({ pid: 2 ** 30, since: "2026-11-24T08:00:00Z" }));
  const unlock = await lockDataDir(dir, new Date());
  await unlock();
});

test("data of another MongoDB major is not opened, and the message says what to do", async () => {
  await checkMajor(dir, "6.0.5");
  await checkMajor(dir, "6.0.9");
  await expect(checkMajor(dir, "7.0.1")).rejects.toThrow(/written by MongoDB 6.*mongodump/);
});

test("a file that is not the pinned one is refused", async () => {
  await writeFile(join(dir, "mongod"), "not a database");
  await expect(verify(join(dir, "mongod"), "0".repeat(64))).rejects.toThrow(/SHA-256/);
});

test("data survives a restart, and stopping leaves no process", async () => {
  const binary = await findBinary({ cacheDir: testCacheDir, progress: () => undefined });
  const first = await startServer({ binary, dataDir: dir });
  await write(first.uri, "kept");
  await first.stop();
  expect(alive(first.pid)).toBe(false);
  const second = await startServer({ binary, dataDir: dir });
  const client = await MongoClient.connect(second.uri);
  expect(await client.db("x").collection("y").findOne({ word: "kept" })).toMatchObject({ word: "kept" });
  await client.close();
  await second.stop();
});

test("a mongod left behind by a killed process is ended before a new one opens its files", async () => {
  const binary = await findBinary({ cacheDir: testCacheDir, progress: () => undefined });
  const left = await startServer({ binary, dataDir: dir });
  const next = await startServer({ binary, dataDir: dir });
  expect(alive(left.pid)).toBe(false);
  await next.stop();
});

test("an address where no MongoDB answers is refused without its password", async () => {
  const failing = checkDeployment("mongodb://asha:secret@127.0.0.1:1/?serverSelectionTimeoutMS=300");
  await expect(failing).rejects.toThrow(/can't be reached/);
  await expect(failing).rejects.not.toThrow(/secret/);
});

async function write(uri: string, word: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  await client.db("x").collection("y").insertOne({ word });
  await client.close();
}
