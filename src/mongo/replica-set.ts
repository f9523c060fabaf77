import { setTimeout as wait } from "node:timers/promises";
import { type Db, MongoClient, MongoNetworkError } from "mongodb";
import { ConfigError } from "../errors.ts";

const NAME = "rs0";
/** It listens already when it is asked. */
const ANSWER_MS = 10_000;

/** Found directly, not through the set: its only member may have had another port before. */
export const setUri = (port: number): string =>
  `mongodb://127.0.0.1:${port}/?replicaSet=${NAME}&directConnection=true`;

/**
 * Makes the mongod on this port the only member of its set, under this port, and waits until it takes writes.
 * False, and nothing is touched, if what answers there is not the process `pid`.
 */
export async function readySet(port: number, pid: number, timeoutMs: number): Promise<boolean> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: Math.min(timeoutMs, ANSWER_MS),
  });
  try {
    await client.connect();
    const admin = client.db("admin");
    if (!(await isProcess(admin, pid))) return false;
    for (let waited = 0; waited < timeoutMs; waited += 20) {
      if (await isReady(admin, `127.0.0.1:${port}`)) return true;
      await wait(20);
    }
  } finally {
    await client.close();
  }
  throw new ConfigError(
    "mongod-start",
    `mongod did not become ready within ${timeoutMs / 1000} s. To use another MongoDB, set MONGODB_URI.`,
  );
}

async function isReady(admin: Db, host: string): Promise<boolean> {
  try {
    await name(admin, host);
    return (await admin.command({ hello: 1 }))["isWritablePrimary"] === true;
  } catch (error) {
    // A member whose set changes may close its connections.
    if (error instanceof MongoNetworkError) return false;
    throw error;
  }
}

/** Somebody else's may have the port, and may ask for a password. */
const isProcess = (admin: Db, pid: number): Promise<boolean> =>
  admin.command({ serverStatus: 1 }).then(
    (status) => Number(status["pid"]) === pid,
    () => false,
  );

async function name(admin: Db, host: string): Promise<void> {
  const members = [{ _id: 0, host }];
  const config = await configOf(admin);
  if (config === undefined) {
    await admin.command({ replSetInitiate: { _id: NAME, members } });
  } else if (config.members[0]?.host !== host) {
    await admin.command({
      replSetReconfig: { ...config, version: config.version + 1, members },
      force: true,
    });
  }
}

interface SetConfig {
  version: number;
  members: { host: string }[];
}

async function configOf(admin: Db): Promise<SetConfig | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 }))["config"] as SetConfig;
  } catch (error) {
    if ((error as { codeName?: string }).codeName === "NotYetInitialized") return undefined;
    throw error;
  }
}
