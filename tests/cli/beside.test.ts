import { once } from "node:events";
import { mkdir, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { findBinary } from "../../src/mongo/binary.ts";
import { testCacheDir } from "../support/cache.ts";
import { runCli, startCli } from "../support/cli.ts";
import { testFolder } from "../support/folder.ts";

test("short commands work beside a running VA Desk, on its own database, and leave it running", async () => {
  const folder = await testFolder();
  const mongod = await findBinary({ cacheDir: testCacheDir, major: undefined, progress: () => undefined });
  await mkdir(join(folder, "bin"));
  await symlink(mongod.path, join(folder, "bin", "mongod"));
  const env = {
    VA_DESK_DATA: join(folder, "data"),
    PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter),
    WEB_PORT: "0",
    PORT: "0",
  };
  const running = startCli(["start"], env);
  const ended = once(running, "exit");
  try {
    await saying(running.stdout, "Ctrl-C ends it");
    const said = await runCli(["say", 'setup "Desk" zone:Kolkata', "--as", "asha"], env);
    expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining("Desk is ready") });
    const listed = await runCli(["jobs", "list"], env);
    expect(listed).toMatchObject({ code: 0, stderr: "" });
    expect(running.exitCode).toBeNull();
  } finally {
    running.kill("SIGINT");
  }
  expect(await ended).toEqual([0, null]);
}, 120_000);

function saying(stream: NodeJS.ReadableStream, words: string): Promise<void> {
  let heard = "";
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk) => {
      heard += String(chunk);
      if (heard.includes(words)) resolve();
    });
    stream.once("end", () => reject(new Error(`it ended after: ${heard}`)));
  });
}
