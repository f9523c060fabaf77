import { once } from "node:events";
import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { findBinary } from "../../src/mongo/binary.ts";
import { testCacheDir } from "../support/cache.ts";
import { runCli, startCli } from "../support/cli.ts";
import { testFolder } from "../support/folder.ts";

test("short commands work beside a running VA Desk, on its own database, and leave it running", async () => {
  const env = { ...(await ownDatabase()), WEB_PORT: "0", PORT: "0" };
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

test("short commands at once without a running VA Desk share one database, and leave nothing running", async () => {
  const env = await ownDatabase();
  const data = env.VA_DESK_DATA;
  const first = await runCli(["say", 'setup "Desk" zone:Kolkata', "--as", "asha"], env);
  expect(first.stdout).toContain("Desk is ready");
  const said = await Promise.all(
    ["Acme", "Beta", "Gamma"].map((name) =>
      runCli(["say", `client add "${name}" code:${name.toUpperCase()}`, "--as", "asha"], env),
    ),
  );
  for (const one of said)
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining("is a client now") });
  const listed = await runCli(["say", "client list", "--as", "asha"], env);
  for (const code of ["ACME", "BETA", "GAMMA"]) expect(listed.stdout).toContain(code);
  expect(await readFile(join(data, "db", "mongod.lock"), "utf8")).toBe("");
  expect(await readdir(data)).not.toContain("lock");
}, 120_000);

/** A data folder of its own, and the mongod that the tests have. */
async function ownDatabase() {
  const folder = await testFolder();
  const mongod = await findBinary({ cacheDir: testCacheDir, major: undefined, progress: () => undefined });
  await mkdir(join(folder, "bin"));
  await symlink(mongod.path, join(folder, "bin", "mongod"));
  const PATH = [join(folder, "bin"), process.env["PATH"]].join(delimiter);
  return { VA_DESK_DATA: join(folder, "data"), PATH };
}

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
