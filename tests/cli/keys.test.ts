import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createSeal } from "../../src/seal.ts";
import { installationStore } from "../../src/store/installations.ts";
import { runCli } from "../support/cli.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

// Each of these starts a process.
vi.setConfig({ testTimeout: 90_000 });

const old = randomBytes(32).toString("base64");
const fresh = randomBytes(32).toString("base64");
let database: TestDatabase;
const rotate = (key: string) =>
  runCli(["keys", "rotate"], {
    MONGODB_URI: database.uri,
    MONGODB_DATABASE: database.name,
    VA_DESK_KEY: key,
  });

beforeAll(async () => {
  database = await testDatabase();
  await installationStore(database.db, createSeal(old)).put({
    workspace: "T1",
    name: "Acme",
    app: "A1",
    botUser: "U0BOT",
    scopes: [],
    installedBy: "U1",
    installedAt: new Date("2026-11-24T10:00:00Z"),
    tokens: { bot: "xoxb-1" },
  });
});
afterAll(() => database.drop());

test("keys rotate says what is set wrong, seals anew, and says when the former key may go", async () => {
  const unset = await rotate("");
  expect(unset).toMatchObject({ code: 1, stdout: "" });
  expect(unset.stderr).toContain("Set VA_DESK_KEY");

  const forgotten = await rotate(fresh);
  expect(forgotten.code).toBe(1);
  expect(forgotten.stderr).toContain("The bot-token of slack:T1 can't be opened");
  expect(forgotten.stdout).not.toContain("leave the others out");

  const done = await rotate(`${fresh},${old}`);
  expect(done).toMatchObject({ code: 0, stderr: "" });
  expect(done.stdout).toContain("1 sealed anew");
  expect(done.stdout).toContain("leave the others out of VA_DESK_KEY");
  const installed = await installationStore(database.db, createSeal(fresh)).find("T1");
  expect(installed?.tokens).toEqual({ bot: "xoxb-1" });

  const again = await rotate(fresh);
  expect(again).toMatchObject({ code: 0 });
  expect(again.stdout).toContain("0 sealed anew, 1 had the newest key already");
  for (const { stdout, stderr } of [forgotten, done, again]) {
    expect(stdout + stderr).not.toContain(fresh);
    expect(stdout + stderr).not.toContain("xoxb-1");
  }
});
