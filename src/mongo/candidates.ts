import { spawnSync } from "node:child_process";
import { access, constants, readFile, rename, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { ConfigError } from "../errors.ts";
import { sha256, verify } from "./checksum.ts";
import { majorOf } from "./major.ts";

export interface Binary {
  path: string;
  /** `6.0.5` */
  version: string;
}

const OLDEST_MAJOR = 6;

/**
 * Asks the binary itself.
 * @throws ConfigError if it does not run here or is too old for us
 */
export function inspect(path: string): Binary {
  const { stdout, stderr, error } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  const version = /db version v(\d+\.\d+\.\d+)/.exec(stdout ?? "")?.[1];
  if (version === undefined) {
    const reason = error?.message ?? stderr?.trim().split("\n").at(-1);
    throw new ConfigError(
      "mongod-broken",
      `${path} does not run on this machine (${reason || "no version"})`,
    );
  }
  if (Number(majorOf(version)) < OLDEST_MAJOR) {
    throw new ConfigError("mongod-old", `${path} is ${version}, older than MongoDB ${OLDEST_MAJOR}`);
  }
  return { path, version };
}

/** `mongod` as the shell would find it. */
export async function lookOnPath(): Promise<string | undefined> {
  const name = process.platform === "win32" ? "mongod.exe" : "mongod";
  for (const dir of (process.env["PATH"] ?? "").split(delimiter).filter(Boolean)) {
    const path = join(dir, name);
    if (await runnable(path)) return path;
  }
  return undefined;
}

/** What was fetched, and the SHA-256 it had then: a binary that changed since is not started. */
interface Kept {
  path: string;
  sha256: string;
}
const keptFile = (cacheDir: string): string => join(cacheDir, "mongod.json");

/** Moves a fetched binary to its place in the cache and remembers it. */
export async function keep(cacheDir: string, fetched: Binary): Promise<Binary> {
  const path = join(cacheDir, `mongod-${fetched.version}`);
  await rename(fetched.path, path);
  const kept: Kept = { path, sha256: await sha256(path) };
  const draft = `${keptFile(cacheDir)}.${process.pid}`;
  await writeFile(draft, JSON.stringify(kept));
  await rename(draft, keptFile(cacheDir));
  return { ...fetched, path };
}

/** @throws ConfigError if the binary is not the one that was fetched */
export async function lookInCache(cacheDir: string): Promise<string | undefined> {
  const kept = await readKept(cacheDir);
  if (kept === undefined || !(await runnable(kept.path))) return undefined;
  await verify(kept.path, kept.sha256);
  return kept.path;
}

async function readKept(cacheDir: string): Promise<Kept | undefined> {
  try {
    const kept = JSON.parse(await readFile(keptFile(cacheDir), "utf8")) as Partial<Kept>;
    return kept.path && kept.sha256 ? { path: kept.path, sha256: kept.sha256 } : undefined;
  } catch {
    return undefined;
  }
}

const runnable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
