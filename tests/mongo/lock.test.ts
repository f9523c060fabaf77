import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { holderOf, lockDataDir } from "../../src/mongo/lock.ts";
import { beginningOf } from "../../src/mongo/processes.ts";
import { testFolder } from "../support/folder.ts";

const now = new Date("2026-11-24T08:00:00Z");

test("a data folder that a living process holds is refused, naming the process and since when", async () => {
  const dir = await testFolder();
  const other = await otherProcess();
  await lockOf(dir, {
    pid: other.pid,
    since: "2026-11-24T07:00:00.000Z",
    began: await beginningOf(other.pid),
  });
  await expect(lockDataDir(dir, now)).rejects.toMatchObject({
    code: "data-dir-held",
    message: expect.stringContaining(`held by process ${other.pid} since 2026-11-24T07:00:00.000Z`),
  });
});

test("the lock of a process that was killed is taken over", async () => {
  const dir = await testFolder();
  const other = await otherProcess();
  await lockOf(dir, {
    pid: other.pid,
    since: "2026-11-24T07:00:00.000Z",
    began: await beginningOf(other.pid),
  });
  await other.kill();
  const unlock = await lockDataDir(dir, now);
  expect(await holderOf(dir)).toMatchObject({ pid: process.pid, since: now.toISOString() });
  await unlock();
});

test("a living process that merely has the number of the dead holder holds nothing", async () => {
  const dir = await testFolder();
  await lockOf(dir, { pid: process.pid, since: "2026-11-24T07:00:00.000Z", began: "an earlier life" });
  const unlock = await lockDataDir(dir, now);
  await unlock();
});

test("a lock that can't be read is taken over", async () => {
  const dir = await testFolder();
  await writeFile(join(dir, "lock"), '{"pid":');
  const unlock = await lockDataDir(dir, now);
  await unlock();
});

test("the same process can't take the folder twice, and can again after giving it back", async () => {
  const dir = await testFolder();
  const unlock = await lockDataDir(dir, now);
  await expect(lockDataDir(dir, now)).rejects.toThrow(`held by process ${process.pid}`);
  await unlock();
  const again = await lockDataDir(dir, now);
  await again();
  expect(await readdir(dir)).toEqual([]);
});

test("of many that start at once over a stale lock, one gets the folder", async () => {
  const dir = await testFolder();
  await lockOf(dir, { pid: 2 ** 30, since: "2026-11-24T07:00:00.000Z" });
  const starts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(dir, now)));
  expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

const lockOf = (dir: string, holder: object): Promise<void> =>
  writeFile(join(dir, "lock"), JSON.stringify(holder));

async function otherProcess(): Promise<{ pid: number; kill(): Promise<void> }> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  onTestFinished(kill);
  return { pid: child.pid ?? 0, kill };
}
