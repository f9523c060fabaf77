import { mkdir, open, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../errors.ts";

/**
 * Takes the data folder for this process; the returned function gives it back.
 * @throws ConfigError saying which process holds it
 */
export async function lockDataDir(dataDir: string, now: Date): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, "lock");
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(JSON.stringify({ pid: process.pid, since: now.toISOString() }));
      await file.close();
      return () => unlink(path).catch(() => undefined);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = await readHolder(path);
      if (holder && alive(holder.pid)) {
        throw new ConfigError(
          "data-dir-held",
          `The data folder ${dataDir} is held by process ${holder.pid} since ${holder.since}. Stop that one first, or start this one with another VA_DESK_DATA.`,
        );
      }
      await unlink(path).catch(() => undefined);
    }
  }
  throw new ConfigError("data-dir-held", `The data folder ${dataDir} is being taken by another process.`);
}

async function readHolder(path: string): Promise<{ pid: number; since: string } | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as { pid: number; since: string };
  } catch {
    return undefined;
  }
}

export function alive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Remembers the major version of the MongoDB that wrote this folder.
 * @throws ConfigError if another major would now open it
 */
export async function checkMajor(dataDir: string, version: string): Promise<void> {
  const path = join(dataDir, "mongodb-version");
  const major = version.split(".")[0] ?? version;
  const recorded = (await readFile(path, "utf8").catch(() => "")).trim();
  if (recorded !== "" && recorded !== major) {
    throw new ConfigError(
      "mongod-major",
      `The data in ${dataDir} was written by MongoDB ${recorded}, but the mongod found is ${version}. Put a mongod ${recorded} on PATH, or move the data over with mongodump and mongorestore, or start with another VA_DESK_DATA.`,
    );
  }
  await writeFile(path, `${major}\n`);
}
