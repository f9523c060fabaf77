import { join } from "node:path";
import { MongoClient } from "mongodb";
import { ConfigError } from "../errors.ts";
import { findBinary, versionOf } from "./binary.ts";
import { checkMajor, lockDataDir } from "./data-dir.ts";
import { startServer } from "./server.ts";

export interface Mongo {
  uri: string;
  /** `MONGODB_URI`, or `embedded mongod 6.0.5`. */
  what: string;
  stop(): Promise<void>;
}

export interface MongoOptions {
  uri: string | undefined;
  dataDir: string;
  /** Where a fetched mongod is kept; default `dataDir/mongodb`. */
  cacheDir?: string | undefined;
  now: Date;
  progress(line: string): void;
}

/** The MongoDB to use: the one that was configured, or one of our own in the data folder. */
export async function openMongo(options: MongoOptions): Promise<Mongo> {
  const { uri, dataDir, progress } = options;
  if (uri !== undefined) {
    await checkDeployment(uri);
    return { uri, what: "MONGODB_URI", stop: async () => undefined };
  }
  const unlock = await lockDataDir(dataDir, options.now);
  try {
    const binary = await findBinary({ cacheDir: options.cacheDir ?? join(dataDir, "mongodb"), progress });
    const version = versionOf(binary);
    await checkMajor(dataDir, version);
    const server = await startServer({ binary, dataDir });
    return {
      uri: server.uri,
      what: `embedded mongod ${version}`,
      async stop() {
        await server.stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/**
 * Transactions are needed: a standalone server, or a look-alike without them, is refused.
 * @throws ConfigError with the remedy
 */
export async function checkDeployment(uri: string): Promise<void> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: 8_000 });
    await client.connect();
    const hello = await client.db("admin").command({ hello: 1 });
    if (hello["setName"] === undefined && hello["msg"] !== "isdbgrid") {
      throw new ConfigError(
        "mongo-standalone",
        'MONGODB_URI points at a standalone MongoDB; a replica set is needed. Start it with --replSet rs0 and run once: mongosh --eval "rs.initiate()"',
      );
    }
    if (hello["logicalSessionTimeoutMinutes"] == null) throw noTransactions();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const reason = error instanceof Error ? error.message.replaceAll(uri, "MONGODB_URI") : "unknown";
    throw new ConfigError("mongo-unreachable", `MONGODB_URI can't be reached: ${withoutSecrets(reason)}`);
  } finally {
    await client?.close();
  }
}

const noTransactions = (): ConfigError =>
  new ConfigError(
    "mongo-transactions",
    "MONGODB_URI points at a server without transactions. Use MongoDB 6 or later as a replica set.",
  );

/** User and password never reach a message. */
const withoutSecrets = (text: string): string => text.replace(/\/\/[^@/\s]*@/g, "//…@");
