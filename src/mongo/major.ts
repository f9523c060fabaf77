import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../errors.ts";

const file = (dataDir: string): string => join(dataDir, "mongodb-version");

export const majorOf = (version: string): string => version.split(".")[0] ?? version;

/** The major version of the MongoDB that wrote this folder; undefined in a new one. */
export async function recordedMajor(dataDir: string): Promise<string | undefined> {
  return (await readFile(file(dataDir), "utf8").catch(() => "")).trim() || undefined;
}

/**
 * Remembers the major version of the MongoDB that writes this folder.
 * @throws ConfigError if another major would now open it
 */
export async function checkMajor(dataDir: string, version: string): Promise<void> {
  const recorded = await recordedMajor(dataDir);
  if (recorded !== undefined && recorded !== majorOf(version)) throw otherMajor(dataDir, recorded, version);
  if (recorded === undefined) await writeFile(file(dataDir), `${majorOf(version)}\n`);
}

function otherMajor(dataDir: string, recorded: string, version: string): ConfigError {
  return new ConfigError(
    "mongod-major",
    `The data in ${dataDir} was written by MongoDB ${recorded}, but the mongod found is ${version}. Put a mongod ${recorded} on PATH, or move the data over with mongodump and mongorestore, or start with another VA_DESK_DATA.`,
  );
}
