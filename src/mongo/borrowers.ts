import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { livingIn, lockDataDir, thisProcess } from "./lock.ts";
import { endLeftOver, hideServer } from "./server.ts";

const folderOf = (dataDir: string): string => join(dataDir, "borrowers");
const DRAFT = ".new";

/** Marks this process as one that uses the folder's mongod, which another one started; the returned function takes the mark away. */
export async function markBorrower(dataDir: string, now: Date): Promise<() => Promise<void>> {
  await mkdir(folderOf(dataDir), { recursive: true });
  const mark = join(folderOf(dataDir), `${process.pid}-${randomBytes(6).toString("hex")}`);
  // A mark appears whole or not at all.
  await writeFile(`${mark}${DRAFT}`, JSON.stringify(await thisProcess(now)));
  await rename(`${mark}${DRAFT}`, mark);
  return () => rm(mark, { force: true });
}

/** Does a living process use the folder's mongod? Marks of those that were killed are removed. */
export async function isBorrowed(dataDir: string): Promise<boolean> {
  const marks = await readdir(folderOf(dataDir)).catch(() => []);
  for (const mark of marks.filter((name) => !name.endsWith(DRAFT))) {
    const path = join(folderOf(dataDir), mark);
    if (await livingIn(path)) return true;
    await rm(path, { force: true });
  }
  return false;
}

/**
 * For who holds the folder: ends its mongod unless somebody uses it. Who comes to use it marks itself before looking for it, so that of the two
 * at least one sees the other. False if it was left to them.
 */
export async function endUnlessBorrowed(dataDir: string, end: () => Promise<void>): Promise<boolean> {
  const showAgain = await hideServer(dataDir);
  if (await isBorrowed(dataDir)) {
    await showAgain();
    return false;
  }
  await end();
  return true;
}

/** For who leaves and holds nothing: the last one out ends the mongod. Whoever holds the folder does that themselves. */
export async function lastOutEnds(dataDir: string, now: Date): Promise<void> {
  while (!(await isBorrowed(dataDir))) {
    const unlock = await lockDataDir(dataDir, now).catch(() => undefined);
    if (!unlock) return;
    try {
      if (await endUnlessBorrowed(dataDir, () => endLeftOver(dataDir))) return;
    } finally {
      await unlock();
    }
  }
}
