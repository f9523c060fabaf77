import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { BSON } from "mongodb";
import { expect, inject, onTestFinished, test } from "vitest";
import { findBinary } from "../../src/mongo/binary.ts";
import { checkDeployment } from "../../src/mongo/deployment.ts";
import { freePort, listening } from "../../src/mongo/processes.ts";
import { testCacheDir } from "../support/cache.ts";
import { testFolder } from "../support/folder.ts";

test("a replica set is accepted", async () => {
  await checkDeployment(inject("mongoUri"));
});

test("a standalone server is refused with the one-line remedy", async () => {
  const uri = await standalone();
  await expect(checkDeployment(uri)).rejects.toMatchObject({
    code: "mongo-standalone",
    message: expect.stringContaining("rs.initiate()"),
  });
});

test("a look-alike that calls itself a replica set but has no transactions is refused", async () => {
  const uri = await lookAlike();
  await expect(checkDeployment(uri)).rejects.toMatchObject({
    code: "mongo-transactions",
    message: expect.stringContaining("CommandNotSupported"),
  });
});

test("an address where no MongoDB answers is refused without its password", async () => {
  const failing = checkDeployment("mongodb://asha:secret@127.0.0.1:1/", 300);
  await expect(failing).rejects.toMatchObject({ code: "mongo-unreachable" });
  await expect(failing).rejects.not.toThrow(/secret/);
});

test("an address that can't be read is refused with an example and without its password", async () => {
  const failing = checkDeployment("mongo://asha:secret@host/");
  await expect(failing).rejects.toMatchObject({ code: "mongo-uri" });
  await expect(failing).rejects.not.toThrow(/secret/);
});

async function standalone(): Promise<string> {
  const { path } = await findBinary({ cacheDir: testCacheDir, progress: () => undefined });
  const dir = await testFolder();
  await mkdir(join(dir, "db"));
  const port = await freePort();
  const child = spawn(
    path,
    ["--dbpath", join(dir, "db"), "--port", String(port), "--bind_ip", "127.0.0.1", "--nounixsocket"],
    { stdio: "ignore" },
  );
  onTestFinished(async () => {
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  });
  while (!(await listening(port))) await wait(20);
  return `mongodb://127.0.0.1:${port}/`;
}

/** Speaks MongoDB's protocol as a primary with sessions, and refuses everything but the greeting. */
async function lookAlike(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let pending = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 16 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        socket.write(answerTo(message, port));
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

function answerTo(message: Buffer, port: number): Buffer {
  const legacy = message.readInt32LE(12) === OP_QUERY;
  // A query has flags, a name ending in zero, skip and limit before its document; a message has flags and a kind.
  const start = legacy ? message.indexOf(0, 20) + 9 : 21;
  const command = BSON.deserialize(message.subarray(start, start + message.readInt32LE(start)));
  const body = BSON.serialize(
    "hello" in command || "isMaster" in command || "ismaster" in command ? greeting(port) : refusal,
  );
  const head = legacy ? Buffer.alloc(36) : Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(legacy ? OP_REPLY : OP_MSG, 12);
  if (legacy) head.writeInt32LE(1, 32);
  return Buffer.concat([head, body]);
}

const greeting = (port: number) => ({
  ...{ ok: 1, helloOk: true, isWritablePrimary: true, ismaster: true },
  ...{ setName: "rs0", hosts: [`127.0.0.1:${port}`], me: `127.0.0.1:${port}` },
  ...{ minWireVersion: 0, maxWireVersion: 21, logicalSessionTimeoutMinutes: 30 },
});
const refusal = { ok: 0, code: 115, codeName: "CommandNotSupported", errmsg: "no such command" };
