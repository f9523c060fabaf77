import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigError } from "../errors.ts";
import { alive, beginningOf } from "./processes.ts";

/** A process, so named that no later one is taken for it. */
export interface Holder {
  pid: number;
  /** ISO instant of taking the lock. */
  since: string;
  /** See `beginningOf`: tells the holder from a later process that was given the same id. */
  began?: string | undefined;
}

const ATTEMPTS = 50;
const lockFile = (dataDir: string): string => join(dataDir, "lock");

/**
 * Takes the data folder for this process; the returned function gives it back.
 * @throws ConfigError `data-dir-held` saying which process holds it
 */
export async function lockDataDir(dataDir: string, now: Date): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const path = lockFile(dataDir);
  const mine = await thisProcess(now);
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, JSON.stringify(mine));
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // A link appears whole or not at all, so nobody ever reads half a lock.
      if (await linked(draft, path)) return () => unlink(path).catch(() => undefined);
      const holder = await holderOf(dataDir);
      if (holder) throw held(dataDir, holder);
      if (!(await removeStale(path, draft))) await wait(20);
    }
  } finally {
    await unlink(draft);
  }
  throw new ConfigError(
    "data-dir-held",
    `The data folder ${dataDir} is being taken by another process at this moment. Start again, or use another VA_DESK_DATA.`,
  );
}

export const thisProcess = async (now: Date): Promise<Holder> => ({
  pid: process.pid,
  since: now.toISOString(),
  began: await beginningOf(process.pid),
});

/** The living process that holds the folder, if one does. */
export async function holderOf(dataDir: string): Promise<Holder | undefined> {
  return livingIn(lockFile(dataDir));
}

/** The process that such a file names, if it lives. */
export async function livingIn(path: string): Promise<Holder | undefined> {
  const holder = await read(path);
  return holder && (await lives(holder)) ? holder : undefined;
}

const held = (dataDir: string, { pid, since }: Holder): ConfigError =>
  new ConfigError(
    "data-dir-held",
    `The data folder ${dataDir} is held by process ${pid} since ${since}. Stop that one first, or start this one with another VA_DESK_DATA.`,
  );

/**
 * Two may find the same stale lock, and the slower one must not remove the lock the faster one took: removing is
 * done by one at a time, who looks again before. False if another one is at it.
 */
async function removeStale(path: string, draft: string): Promise<boolean> {
  const turn = `${path}.turn`;
  if (!(await linked(draft, turn))) {
    const other = await read(turn);
    if (other && !(await lives(other))) await unlink(turn).catch(() => undefined);
    return false;
  }
  try {
    const holder = await read(path);
    if (!holder || !(await lives(holder))) await unlink(path).catch(() => undefined);
    return true;
  } finally {
    await unlink(turn).catch(() => undefined);
  }
}

async function lives({ pid, began }: Holder): Promise<boolean> {
  if (!alive(pid)) return false;
  const beginning = began === undefined ? undefined : await beginningOf(pid);
  return beginning === undefined || beginning === began;
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, "utf8")) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
