import { MongoClient, MongoServerError } from "mongodb";
import { ConfigError } from "../errors.ts";

const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;

/**
 * Whether `MONGODB_URI` leads to what we need: transactions, so a replica set or a sharded cluster.
 * @throws ConfigError with the remedy; user and password are never in it
 */
export async function checkDeployment(uri: string, timeoutMs = 8_000): Promise<void> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: timeoutMs, connectTimeoutMS: timeoutMs });
    await client.connect();
    const hello = await client.db("admin").command({ hello: 1 });
    if (hello["setName"] === undefined && hello["msg"] !== "isdbgrid") throw standalone();
    if (typeof hello["logicalSessionTimeoutMinutes"] !== "number") throw withoutTransactions("no sessions");
    await tryTransaction(client);
  } catch (error) {
    throw explained(error);
  } finally {
    await client?.close();
  }
}

/** A look-alike may claim to be a replica set; only a transaction shows that it has them. */
async function tryTransaction(client: MongoClient): Promise<void> {
  const session = client.startSession();
  try {
    session.startTransaction();
    await client.db().collection("va-desk-probe").findOne({}, { session });
    await session.commitTransaction();
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error;
    // This database may not be ours to read; the one we use may be.
    if (error.code !== UNAUTHORIZED) throw withoutTransactions(error.codeName ?? error.message);
  } finally {
    await session.endSession();
  }
}

const standalone = (): ConfigError =>
  new ConfigError(
    "mongo-standalone",
    'MONGODB_URI points at a standalone MongoDB; a replica set is needed. Start it with --replSet rs0 and run once: mongosh --eval "rs.initiate()"',
  );

const withoutTransactions = (reason: string): ConfigError =>
  new ConfigError(
    "mongo-transactions",
    `MONGODB_URI points at a server without transactions (${reason}). Use MongoDB 6 or later as a replica set.`,
  );

function explained(error: unknown): ConfigError {
  if (error instanceof ConfigError) return error;
  const reason = withoutSecrets(error instanceof Error ? error.message : String(error));
  // The driver has two classes of this name.
  if (error instanceof Error && error.name === "MongoParseError") {
    return new ConfigError(
      "mongo-uri",
      `MONGODB_URI can't be read: ${reason}. It looks like mongodb://host:27017/va-desk?replicaSet=rs0`,
    );
  }
  if (error instanceof MongoServerError && error.code === AUTHENTICATION_FAILED) {
    return new ConfigError("mongo-login", "MONGODB_URI: the server refused this user or password.");
  }
  return new ConfigError(
    "mongo-unreachable",
    `MONGODB_URI can't be reached: ${reason}. Check the address, or unset it to use a MongoDB of our own.`,
  );
}

const withoutSecrets = (text: string): string => text.replace(/\/\/[^@/\s]*@/g, "//…@");
