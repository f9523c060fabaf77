import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigError } from "../errors.ts";
import { alive, commandOf, endProcess, freePort, listening } from "./processes.ts";
import { readySet, setUri } from "./replica-set.ts";

export interface Server {
  uri: string;
  pid: number;
  /** Ends it cleanly; forces it after ten seconds. */
  stop(): Promise<void>;
  /** Lets it live on without us. */
  leave(): void;
  /** Settles, with the reason, if it ends without having been asked to. */
  lost: Promise<string>;
}

export interface ServerOptions {
  binary: string;
  dataDir: string;
  /** A free one is taken when this is not given. */
  port?: number | undefined;
  /** WiredTiger's cache; it would take half the memory by itself. */
  cacheGB?: number | undefined;
}

const READY_MS = 30_000;
const STOP_MS = 10_000;
const EXIT_PORT_TAKEN = 48;

const dbPathOf = (dataDir: string): string => resolve(dataDir, "db");
const portFile = (dataDir: string): string => join(dataDir, "mongod-port");

/**
 * Starts a mongod as a single-node replica set on loopback, with its data in `dataDir/db`; one left over there is ended first.
 * @throws ConfigError `mongod-start`
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  await mkdir(dbPathOf(options.dataDir), { recursive: true });
  await endLeftOver(options.dataDir);
  for (let attempt = 1; ; attempt += 1) {
    const launched = await launch(options, options.port ?? (await freePort()));
    if (launched !== "port taken") return launched;
    if (options.port !== undefined || attempt === 3) {
      throw failure(`no free port for mongod (tried ${attempt}×)`);
    }
  }
}

async function launch(options: ServerOptions, port: number): Promise<Server | "port taken"> {
  const { binary, dataDir, cacheGB = 0.25 } = options;
  const log = resolve(dataDir, "mongod.log");
  // Two logs are kept, this start's and the one before.
  await rename(log, `${log}.1`).catch(() => undefined);
  // Its own process group: Ctrl-C in the terminal must reach us first, so that we close before the database goes.
  const child = spawn(binary, argumentsFor(dbPathOf(dataDir), port, log, cacheGB), {
    stdio: "ignore",
    detached: true,
  });
  const ended = endOf(child, log);
  try {
    await reachable(child, port, ended);
    if (await readySet(port, child.pid ?? 0, READY_MS)) {
      await writeFile(portFile(dataDir), String(port));
      return serverOf(child, port, dataDir, ended);
    }
    child.kill("SIGKILL");
    await ended;
    return "port taken";
  } catch (error) {
    const itself = child.exitCode !== null || child.signalCode !== null;
    child.kill("SIGKILL");
    const reason = await ended;
    if (child.exitCode === EXIT_PORT_TAKEN) return "port taken";
    if (error instanceof ConfigError) throw error;
    const told = itself || !(error instanceof Error) ? reason : `${error.message}. Its log is ${log}`;
    throw failure(told, error);
  }
}

function serverOf(child: ChildProcess, port: number, dataDir: string, ended: Promise<string>): Server {
  let asked: Promise<void> | undefined;
  const stop = async () => {
    await rm(portFile(dataDir), { force: true });
    const forced = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    child.kill("SIGTERM");
    await ended;
    clearTimeout(forced);
  };
  return {
    uri: setUri(port),
    pid: child.pid ?? 0,
    stop: () => {
      asked ??= stop();
      return asked;
    },
    leave() {
      asked ??= Promise.resolve();
      child.unref();
    },
    lost: new Promise((settle) => {
      ended.then((reason) => {
        if (asked === undefined) settle(reason);
      });
    }),
  };
}

const argumentsFor = (dbPath: string, port: number, log: string, cacheGB: number): string[] => [
  ...["--dbpath", dbPath, "--port", String(port), "--bind_ip", "127.0.0.1", "--replSet", "rs0"],
  ...["--logpath", log, "--wiredTigerCacheSizeGB", String(cacheGB), "--oplogSize", "200"],
  // A writer that was killed inside a transaction must not block others for long.
  ...["--setParameter", "transactionLifetimeLimitSeconds=5"],
  ...["--setParameter", "diagnosticDataCollectionEnabled=false"],
  ...(process.platform === "win32" ? [] : ["--nounixsocket"]),
];

/** Settles with the reason when the process has ended or could not be started. */
function endOf(child: ChildProcess, log: string): Promise<string> {
  return new Promise((settle) => {
    child.once("error", (error) => settle(`mongod could not be started: ${error.message}`));
    child.once("exit", (code, signal) =>
      settle(`mongod ended (${signal ?? `exit ${code}`}${meaning(code)}). Its log is ${log}`),
    );
  });
}

/** mongod's documented exit codes, where they say what to do. */
function meaning(code: number | null): string {
  if (code === 62) return ": the data was written by another version; use the mongod that wrote it";
  if (code === 100) return ": the data folder is in use or can't be read";
  return "";
}

async function reachable(child: ChildProcess, port: number, ended: Promise<string>): Promise<void> {
  let reason: string | undefined;
  ended.then((text) => {
    reason = text;
  });
  for (let waited = 0; waited < READY_MS; waited += 20) {
    if (reason !== undefined || child.exitCode !== null) throw failure(await ended);
    if (await listening(port)) return;
    await wait(20);
  }
  throw failure(`mongod did not answer within ${READY_MS / 1000} s`);
}

const failure = (reason: string, cause?: unknown): ConfigError =>
  new ConfigError("mongod-start", `${reason}. To use another MongoDB, set MONGODB_URI.`, { cause });

/** Ends a mongod of this folder that outlived a killed process of ours: it still holds the files. */
export async function endLeftOver(dataDir: string): Promise<void> {
  const dbPath = dbPathOf(dataDir);
  // mongod writes its process id there and empties the file when it ends cleanly.
  const pid = Number((await readFile(join(dbPath, "mongod.lock"), "utf8").catch(() => "")).trim());
  if (!Number.isInteger(pid) || pid <= 0 || !alive(pid)) return;
  const command = await commandOf(pid);
  if (command?.includes(`--dbpath ${dbPath} `)) await endProcess(pid, STOP_MS);
}

/** The address of the mongod that a process of ours has started in this folder, if it answers. */
export async function runningServer(dataDir: string): Promise<string | undefined> {
  const port = Number(await portIn(dataDir));
  return port > 0 && (await listening(port)) ? setUri(port) : undefined;
}

const portIn = (dataDir: string): Promise<string> => readFile(portFile(dataDir), "utf8").catch(() => "");

/** From now on nobody finds the running mongod; the returned function shows it again. */
export async function hideServer(dataDir: string): Promise<() => Promise<void>> {
  const port = await portIn(dataDir);
  await rm(portFile(dataDir), { force: true });
  return () => writeFile(portFile(dataDir), port);
}
