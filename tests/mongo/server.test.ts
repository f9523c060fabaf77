import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { findBinary } from "../../src/mongo/binary.ts";
import { type Mongo, openMongo } from "../../src/mongo/index.ts";
import { alive, freePort } from "../../src/mongo/processes.ts";
import { type Server, startServer } from "../../src/mongo/server.ts";
import { testCacheDir } from "../support/cache.ts";
import { testFolder } from "../support/folder.ts";

const now = new Date("2026-11-24T08:00:00Z");
const progress = () => undefined;

test("data survives a restart on another port, and stopping leaves no process", async () => {
  const dataDir = await testFolder();
  const first = await started(dataDir);
  await onClient(first.uri, (client) => client.db("x").collection("y").insertOne({ word: "kept" }));
  await first.stop();
  expect(alive(first.pid)).toBe(false);
  const second = await started(dataDir, await freePort());
  expect(second.uri).not.toBe(first.uri);
  const found = await onClient(second.uri, (client) => client.db("x").collection("y").findOne({}));
  expect(found).toMatchObject({ word: "kept" });
});

test("transactions work on the server that was started", async () => {
  const { uri } = await opened(await testFolder());
  await onClient(uri, (client) =>
    client.withSession((session) =>
      session.withTransaction(() => client.db("x").collection("y").insertOne({ a: 1 }, { session })),
    ),
  );
});

test("a mongod left behind by a killed process is ended before a new one opens its files", async () => {
  const dataDir = await testFolder();
  const left = await started(dataDir);
  const lost = left.lost;
  await started(dataDir);
  expect(alive(left.pid)).toBe(false);
  expect(await lost).toMatch(/mongod ended \(exit 0\)/);
});

test("a mongod of another folder is left alone, whatever process the folder's lock file names", async () => {
  const other = await started(await testFolder());
  const dataDir = await testFolder();
  const mine = await started(dataDir);
  await mine.stop();
  await writeFile(join(dataDir, "db", "mongod.lock"), `${other.pid}\n`);
  await started(dataDir);
  expect(alive(other.pid)).toBe(true);
});

test("a mongod that dies by itself is noticed, with the reason", async () => {
  const server = await started(await testFolder());
  process.kill(server.pid, "SIGKILL");
  expect(await server.lost).toMatch(/mongod ended \(SIGKILL\)\. Its log is .*mongod\.log/);
});

test("the second to start is refused, or shares the running mongod when it asks to", async () => {
  const dataDir = await testFolder();
  const first = await opened(dataDir);
  const options = { uri: undefined, dataDir, cacheDir: testCacheDir, now, progress };
  await expect(openMongo(options)).rejects.toMatchObject({ code: "data-dir-held" });
  const guest = await openMongo({ ...options, share: true });
  expect(guest.uri).toBe(first.uri);
  await guest.stop();
  await onClient(first.uri, (client) => client.db("x").command({ ping: 1 }));
  await first.stop();
  await (await openMongo(options)).stop();
});

describe("short commands at once, with no VA Desk running", () => {
  const short = async (dataDir: string): Promise<Mongo> => {
    const mongo = await openMongo({
      uri: undefined,
      dataDir,
      cacheDir: testCacheDir,
      now,
      progress,
      share: true,
    });
    onTestFinished(() => mongo.stop());
    return mongo;
  };
  const answers = (mongo: Mongo) => onClient(mongo.uri, (client) => client.db("x").command({ ping: 1 }));
  const mongodIn = async (dataDir: string) =>
    Number((await readFile(join(dataDir, "db", "mongod.lock"), "utf8")).trim());

  test("the first to end leaves the mongod to the others, and the last one ends it", async () => {
    const dataDir = await testFolder();
    const [first, second] = await Promise.all([short(dataDir), short(dataDir)]);
    const pid = await mongodIn(dataDir);
    const starter = first.what.startsWith("embedded") ? first : second;
    const guest = starter === first ? second : first;
    await starter.stop();
    await answers(guest);
    const third = await short(dataDir);
    expect(third.uri).toBe(starter.uri);
    await guest.stop();
    await answers(third);
    await expect(openMongo({ uri: undefined, dataDir, now, progress })).rejects.toMatchObject({
      code: "data-dir-held",
    });
    await third.stop();
    expect(alive(pid)).toBe(false);
    await (await opened(dataDir)).stop();
  });

  test("one that was killed holds nobody up, and what is left of its mongod serves the others", async () => {
    const dataDir = await testFolder();
    const first = await short(dataDir);
    const second = await short(dataDir);
    const pid = await mongodIn(dataDir);
    // The first is gone without a word: nobody holds the folder.
    await writeFile(join(dataDir, "lock"), JSON.stringify({ pid: 2 ** 30, since: now.toISOString() }));
    const third = await short(dataDir);
    expect(third.uri).toBe(first.uri);
    await second.stop();
    await answers(third);
    await writeFile(join(dataDir, "borrowers", "dead"), JSON.stringify({ pid: 2 ** 30 }));
    await third.stop();
    expect(alive(pid)).toBe(false);
  });
});

test("the major version is recorded in the data folder", async () => {
  const dataDir = await testFolder();
  const mongo = await opened(dataDir);
  const recorded = (await readFile(join(dataDir, "mongodb-version"), "utf8")).trim();
  expect(mongo.what).toContain(` ${recorded}.`);
});

test("a port where another mongod answers is refused, and that one is left as it was", async () => {
  const uri = inject("mongoUri");
  const before = await setConfig(uri);
  await expect(started(await testFolder(), Number(new URL(uri).port))).rejects.toMatchObject({
    code: "mongod-start",
    message: expect.stringContaining("no free port"),
  });
  expect(await setConfig(uri)).toEqual(before);
});

test("Ctrl-C in the terminal reaches us and not the mongod we started", async () => {
  const server = await started(await testFolder());
  const { stdout } = await output(spawn("ps", ["-o", "pgid=", "-p", String(server.pid)]));
  expect(Number(stdout)).toBe(server.pid);
});

async function started(dataDir: string, port?: number): Promise<Server> {
  const { path } = await findBinary({ cacheDir: testCacheDir, progress });
  const server = await startServer({ binary: path, dataDir, port });
  onTestFinished(() => server.stop());
  return server;
}

async function opened(dataDir: string): Promise<Mongo> {
  const mongo = await openMongo({ uri: undefined, dataDir, cacheDir: testCacheDir, now, progress });
  onTestFinished(() => mongo.stop());
  return mongo;
}

async function onClient<T>(uri: string, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(uri);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

const setConfig = (uri: string) =>
  onClient(uri, async (client) => (await client.db("admin").command({ replSetGetConfig: 1 }))["config"]);

async function output(child: ChildProcess): Promise<{ stdout: string }> {
  let stdout = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  await once(child, "close");
  return { stdout };
}
