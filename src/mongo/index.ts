import { join } from "node:path";
import { ConfigError } from "../errors.ts";
import { findBinary } from "./binary.ts";
import { checkDeployment } from "./deployment.ts";
import { lockDataDir } from "./lock.ts";
import { checkMajor, recordedMajor } from "./major.ts";
import { runningServer, startServer } from "./server.ts";

export interface Mongo {
  uri: string;
  /** `MONGODB_URI`, `embedded mongod 6.0.5`, or whose embedded one it is. */
  what: string;
  /** Ends what was started here, and nothing else. */
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
  /** Use the mongod of a running process that holds the folder instead of refusing: for short commands beside `start`. */
  share?: boolean | undefined;
  progress(line: string): void;
}

/**
 * The MongoDB to use: the one that was configured, or one of our own in the data folder.
 * @throws ConfigError naming what was tried and the remedy; `data-dir-held` if another process has the folder
 */
export async function openMongo(options: MongoOptions): Promise<Mongo> {
  if (options.uri !== undefined) {
    await checkDeployment(options.uri);
    return borrowed(options.uri, "MONGODB_URI");
  }
  let unlock: () => Promise<void>;
  try {
    unlock = await lockDataDir(options.dataDir, options.now);
  } catch (error) {
    const held = error instanceof ConfigError && error.code === "data-dir-held";
    const uri = held && options.share ? await runningServer(options.dataDir) : undefined;
    if (uri === undefined) throw error;
    return borrowed(uri, "the embedded mongod of the running VA Desk");
  }
  try {
    return await embedded(options, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

const borrowed = (uri: string, what: string): Mongo => ({
  uri,
  what,
  stop: async () => undefined,
  lost: new Promise(() => undefined),
});

async function embedded(options: MongoOptions, unlock: () => Promise<void>): Promise<Mongo> {
  const { dataDir, cacheDir = join(dataDir, "mongodb"), progress } = options;
  const binary = await findBinary({ cacheDir, major: await recordedMajor(dataDir), progress });
  await checkMajor(dataDir, binary.version);
  const server = await startServer({ binary: binary.path, dataDir });
  let stopped: Promise<void> | undefined;
  return {
    uri: server.uri,
    what: `embedded mongod ${binary.version}`,
    lost: server.lost,
    stop: () => {
      stopped ??= server.stop().then(unlock);
      return stopped;
    },
  };
}
