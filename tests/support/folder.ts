import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder that is gone after the test. */
export async function testFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "va-desk-folder-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}
