import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { ConfigError } from "../errors.ts";
import { alive } from "./data-dir.ts";

export interface Server {
  uri: string;
  pid: number;
  /** Ends it cleanly; forces it after ten seconds. */
  stop(): Promise<void>;
}

const READY_MS = 30_000;
const STOP_MS = 10_000;

/** Starts a mongod as a single-node replica set on loopback, with its data in `dataDir/db`. A left-over one of this folder is ended first. */
export async function startServer(options: {
  binary: string;
  dataDir: string;
  cacheGB?: number;
}): Promise<Server> {
  const { binary, dataDir, cacheGB = 0.25 } = options;
  const dbPath = join(dataDir, "db");
  const pidFile = join(dataDir, "mongod.pid");
  await mkdir(dbPath, { recursive: true });
  await endLeftOver(pidFile);
  const port = await freePort();
  const logPath = join(dataDir, "mongod.log");
  const child = spawn(
    binary,
    [
      ...["--dbpath", dbPath, "--port", String(port), "--bind_ip", "127.0.0.1", "--replSet", "rs0"],
      ...[
        "--wiredTigerCacheSizeGB",
        String(cacheGB),
        "--logpath",
        logPath,
        "--nounixsocket",
        "--oplogSize",
        "200",
      ],
      // A writer that was killed inside a transaction must not block others for long.
      ...[
        "--setParameter",
        "transactionLifetimeLimitSeconds=15",
        "--setParameter",
        "diagnosticDataCollectionEnabled=false",
      ],
    ],
    // Its own process group: Ctrl-C in the terminal must reach us first, so that we close before the database goes.
    { stdio: "ignore", detached: true },
  );
  if (child.pid === undefined) {
    throw new ConfigError(
      "mongod-start",
      `${binary} could not be started. Install MongoDB 6 or later, or set MONGODB_URI.`,
    );
  }
  await writeFile(pidFile, String(child.pid));
  const forget = () => unlink(pidFile).catch(() => undefined);
  try {
    await initiate(child, port, logPath);
  } catch (error) {
    child.kill("SIGKILL");
    await forget();
    throw error;
  }
  return {
    uri: `mongodb://127.0.0.1:${port}/?replicaSet=rs0&directConnection=true`,
    pid: child.pid,
    async stop() {
      await end(child);
      await forget();
    },
  };
}

async function initiate(child: ChildProcess, port: number, logPath: string): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: READY_MS,
  });
  const exited = new Promise<never>((_, reject) => {
    child.once("exit", (code) =>
      reject(new ConfigError("mongod-start", `mongod ended at once (exit ${code}). Its log is ${logPath}.`)),
    );
  });
  exited.catch(() => undefined);
  try {
    await Promise.race([client.connect(), exited]);
    const admin = client.db("admin");
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    try {
      const { config } = (await admin.command({ replSetGetConfig: 1 })) as {
        config: { version: number; members: { host: string }[] };
      };
      if (config.members[0]?.host !== members[0]?.host) {
        // The port is a new one at each start; the set must know its only member under it.
        await admin.command({
          replSetReconfig: { ...config, version: config.version + 1, members },
          force: true,
        });
      }
    } catch (error) {
      if ((error as { codeName?: string }).codeName !== "NotYetInitialized") throw error;
      await admin.command({ replSetInitiate: { _id: "rs0", members } });
    }
    for (let waited = 0; waited < READY_MS; waited += 25) {
      const hello = await Promise.race([admin.command({ hello: 1 }), exited]);
      if (hello["isWritablePrimary"] === true) return;
      await wait(25);
    }
    throw new ConfigError(
      "mongod-start",
      `mongod did not become ready in ${READY_MS / 1000} s. Its log is ${logPath}.`,
    );
  } finally {
    await client.close();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const forced = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await exited;
  clearTimeout(forced);
}

/** A mongod that outlived a killed process of ours still holds the files. */
async function endLeftOver(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, "utf8").catch(() => ""));
  if (!Number.isInteger(pid) || pid <= 0 || !alive(pid) || !(await isMongod(pid))) return;
  process.kill(pid, "SIGTERM");
  for (let waited = 0; waited < STOP_MS && alive(pid); waited += 50) await wait(50);
  if (alive(pid)) process.kill(pid, "SIGKILL");
  while (alive(pid)) await wait(20);
}

async function isMongod(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "mongod");
  return command.includes("mongod");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
