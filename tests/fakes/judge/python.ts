import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { testCacheDir } from "../../support/cache.ts";

const run = promisify(execFile);
const requirements = new URL("requirements.txt", import.meta.url).pathname;
const python = process.env["PYTHON"] ?? "python3";

/** Why there is no judge here: no Python, no pip, or nowhere to get the package from. */
export class NoJudge extends Error {}

/** The folder with the judge's one package, fetched by pip on first use and checked against its hashes. Rejects with `NoJudge`. */
export async function packages(): Promise<string> {
  const hash = createHash("sha256")
    .update(await readFile(requirements))
    .digest("hex")
    .slice(0, 12);
  const home = join(testCacheDir, "judge");
  const ready = join(home, hash);
  if (await exists(ready)) return ready;
  await mkdir(home, { recursive: true });
  const fresh = await mkdtemp(join(home, "fetching-"));
  try {
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    await run(python, [...pip, "--require-hashes", "--target", fresh, "-r", requirements], {
      timeout: 120_000,
    });
    // Several test files may fetch it at once: the first one's stays.
    await rename(fresh, ready).catch(async (error: unknown) => {
      if (!(await exists(ready))) throw error;
    });
    return ready;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const last = (stderr ?? "").trim().split("\n").at(-1) || message;
    throw new NoJudge(`the judge needs ${python} with pip, and slack_sdk from a package index: ${last}`);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a script with the judge's package in reach. */
export async function runPython(args: readonly string[], input: string): Promise<Ran> {
  const path = await packages();
  const child = spawn(python, args, { env: { ...process.env, PYTHONPATH: path, PYTHONIOENCODING: "utf-8" } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf-8").on("data", (part: string) => {
    stdout += part;
  });
  child.stderr.setEncoding("utf-8").on("data", (part: string) => {
    stderr += part;
  });
  // A script that ends early says why by its exit code.
  child.stdin.on("error", () => undefined).end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  return { code, stdout, stderr };
}
