import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigError } from "../errors.ts";
import { findBinary } from "./binary.ts";
import { endUnlessBorrowed, isBorrowed, lastOutEnds, markBorrower } from "./borrowers.ts";
import { checkDeployment } from "./deployment.ts";
import { lockDataDir } from "./lock.ts";
import { checkMajor, recordedMajor } from "./major.ts";
import { runningServer, startServer } from "./server.ts";

export interface Mongo {
  uri: string;
  /** `MONGODB_URI`, `embedded mongod 6.0.5`, or whose embedded one it is. */
  what: string;
  /** Ends what was started here, unless another process uses it: the last one out does then. */
  stop(): Promise<void>;
  /** Settles, with the reason, if the embedded mongod ends without having been asked to. */
  lost: Promise<string>;
}

export interface MongoOptions {
  uri: string | undefined;
  dataDir: string;
  /** Where a fetched mongod is kept; default `dataDir/mongodb`. */
  cacheDir?: string | undefined;
  now: Date;
  /** Use the mongod of a process that holds the folder instead of refusing: for short commands, beside `start` and each other. */
  share?: boolean | undefined;
  progress(line: string): void;
}

const AGAIN_MS = 100;
/** So long another process may take to fetch or start its mongod, or to end it. */
const PATIENCE_MS = 60_000;

/**
 * The MongoDB to use: the one that was configured, or one of our own in the data folder.
 * @throws ConfigError naming what was tried and the remedy; `data-dir-held` if another process has the folder
 */
export async function openMongo(options: MongoOptions): Promise<Mongo> {
  const { uri, dataDir, now, share = false } = options;
  if (uri !== undefined) {
    await checkDeployment(uri);
    return ofOthers(uri, "MONGODB_URI", async () => undefined);
  }
  for (let waited = 0; ; waited += AGAIN_MS) {
    const unlock = await lockDataDir(dataDir, now).catch((error: unknown) => {
      const held = error instanceof ConfigError && error.code === "data-dir-held";
      // Whoever holds it may be about to start its mongod, or to end it.
      if (!held || !share || waited >= PATIENCE_MS) throw error;
      return undefined;
    });
    if (unlock) return holding(options, unlock);
    const guest = await borrow(options);
    if (guest) return guest;
    await wait(AGAIN_MS);
  }
}

/** The folder is ours; but short commands may still use a mongod in it, whose starter has gone. */
async function holding(options: MongoOptions, unlock: () => Promise<void>): Promise<Mongo> {
  const { dataDir, now, share = false } = options;
  const used = await isBorrowed(dataDir);
  const guest = used && share ? await borrow(options) : undefined;
  if (!guest && (!used || share)) return started(options, unlock);
  await unlock();
  if (guest) return guest;
  // They may have gone while we held it.
  await lastOutEnds(dataDir, now);
  throw inUse(dataDir);
}

const ofOthers = (uri: string, what: string, stop: Mongo["stop"]): Mongo => ({
  uri,
  what,
  stop,
  lost: new Promise(() => undefined),
});

/** The mongod that another process has started; undefined if there is none (any more). */
async function borrow({ dataDir, now }: MongoOptions): Promise<Mongo | undefined> {
  const unmark = await markBorrower(dataDir, now);
  const uri = await runningServer(dataDir);
  if (uri === undefined) {
    await unmark();
    return undefined;
  }
  let stopped: Promise<void> | undefined;
  return ofOthers(uri, "the embedded mongod of the running VA Desk", () => {
    stopped ??= unmark().then(() => lastOutEnds(dataDir, now));
    return stopped;
  });
}

async function started(options: MongoOptions, unlock: () => Promise<void>): Promise<Mongo> {
  try {
    return await embedded(options, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

const inUse = (dataDir: string): ConfigError =>
  new ConfigError(
    "data-dir-held",
    `The data folder ${dataDir} is used by a va-desk command that still runs. Let it end first, or start this one with another VA_DESK_DATA.`,
  );

async function embedded(options: MongoOptions, unlock: () => Promise<void>): Promise<Mongo> {
  const { dataDir, cacheDir = join(dataDir, "mongodb"), now, progress } = options;
  const binary = await findBinary({ cacheDir, major: await recordedMajor(dataDir), progress });
  await checkMajor(dataDir, binary.version);
  const server = await startServer({ binary: binary.path, dataDir });
  async function stop(): Promise<void> {
    const ended = await endUnlessBorrowed(dataDir, server.stop);
    if (!ended) server.leave();
    await unlock();
    // They may have gone while we held it.
    if (!ended) await lastOutEnds(dataDir, now);
  }
  let stopped: Promise<void> | undefined;
  return {
    uri: server.uri,
    what: `embedded mongod ${binary.version}`,
    lost: server.lost,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
