import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { scopes } from "../../manifest/slack/scopes.ts";
import type { Finding } from "../../src/cli/doctor/finding.ts";
import { startFakeSlack } from "../fakes/slack/index.ts";
import { APP_ID, PASSWORD, startFakeTeams } from "../fakes/teams/index.ts";
import { runCli } from "../support/cli.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

// Each of these starts a process, several of them more than one.
vi.setConfig({ testTimeout: 90_000 });

const TOKEN = "xoxb-of-the-doctors-tests";
const all = scopes.map(({ name }) => name);
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Ports that nothing listens on. */
const QUIET = { WEB_PORT: "1", PORT: "1" };

async function examine(env: Record<string, string>): Promise<{ code: number; findings: Finding[] }> {
  const known = { MONGODB_URI: database.uri, MONGODB_DATABASE: database.name, ...QUIET };
  const { code, stdout } = await runCli(["doctor", "--json"], { ...known, ...env });
  return { code, findings: JSON.parse(stdout) as Finding[] };
}

const wrongIn = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ state }) => state === "wrong");

async function slackThat(granted: readonly string[]): Promise<Record<string, string>> {
  const slack = await startFakeSlack({
    signingSecret: "a-signing-secret-of-tests",
    botToken: TOKEN,
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes: [...granted],
  });
  onTestFinished(() => slack.stop());
  return {
    SLACK_SIGNING_SECRET: "a-signing-secret-of-tests",
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_API_URL: slack.url,
  };
}

test("a sound installation has nothing wrong, and every part of it was looked at", async () => {
  const { code, findings } = await examine({ ...(await slackThat(all)) });
  expect(wrongIn(findings)).toEqual([]);
  expect(code).toBe(0);
  const looked = new Set(findings.map(({ what }) => what));
  for (const what of ["settings", "database", "clock", "keys", "slack", "outbox", "jobs", "web chat", "edge"])
    expect(looked).toContain(what);
  expect(looked).toContain("public address");
});

test("a secret that Microsoft takes is told from one that it refuses", async () => {
  const microsoft = await startFakeTeams();
  onTestFinished(() => microsoft.stop());
  const env = {
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_OPENID_METADATA_URL: microsoft.metadataUrl,
    MICROSOFT_LOGIN_URL: microsoft.url,
  };
  const teams = async (password: string) =>
    (await examine({ ...env, MICROSOFT_APP_PASSWORD: password })).findings.filter(
      ({ what }) => what === "teams",
    );
  expect((await teams(PASSWORD)).map(({ state }) => state)).toEqual(["ok", "ok"]);
  expect(await teams("another-secret")).toMatchObject([
    {
      state: "wrong",
      says: expect.stringContaining("401"),
      remedy: expect.stringContaining("client secret"),
    },
    { state: "ok" },
  ]);
});

test("a permission that is missing is named with what it is for and what to do", async () => {
  const { code, findings } = await examine(await slackThat(all.filter((name) => name !== "users:read")));
  expect(code).toBe(1);
  expect(wrongIn(findings)).toEqual([
    {
      state: "wrong",
      what: "slack",
      says: expect.stringContaining("users:read"),
      remedy: expect.stringContaining("install the app again"),
    },
  ]);
});

test("a token that Slack refuses is told from a Slack that can't be reached, and never shown", async () => {
  const good = await slackThat(all);
  const refused = await examine({ ...good, SLACK_BOT_TOKEN: "xoxb-another-secret" });
  const unreachable = await examine({ ...good, SLACK_API_URL: "http://127.0.0.1:1/api/" });
  expect(wrongIn(refused.findings)).toMatchObject([
    {
      what: "slack",
      says: "SLACK_BOT_TOKEN is refused: invalid_auth",
      remedy: expect.stringContaining("OAuth Token"),
    },
  ]);
  expect(wrongIn(unreachable.findings)).toMatchObject([
    {
      what: "slack",
      says: expect.stringContaining("could not be tried"),
      remedy: expect.stringContaining("network"),
    },
  ]);
  expect(JSON.stringify([refused, unreachable])).not.toContain("secret");
});

test("an app-level token for Socket Mode is tried too, and never shown", async () => {
  const slack = await slackThat(all);
  const { code, findings } = await examine({ ...slack, SLACK_APP_TOKEN: "xapp-not-a-known-one" });
  expect(code).toBe(1);
  expect(wrongIn(findings)).toEqual([
    {
      state: "wrong",
      what: "slack",
      says: "SLACK_APP_TOKEN is refused: invalid_auth",
      remedy: expect.stringContaining("connections:write"),
    },
  ]);
  expect(JSON.stringify(findings)).not.toContain("xapp-not");
});

test("settings of the wrong form are named and nothing else is tried", async () => {
  const { code, findings } = await examine({ LOG_LEVEL: "loud", SLACK_BOT_TOKEN: "xoxp-secret" });
  expect(code).toBe(1);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.says).toContain("LOG_LEVEL");
  expect(findings[0]?.says).toContain("SLACK_BOT_TOKEN");
  expect(JSON.stringify(findings)).not.toContain("xoxp-secret");
});

test("a database that can't be reached is said with the remedy", async () => {
  const { code, findings } = await examine({
    MONGODB_URI: "mongodb://me:secret@127.0.0.1:1/?replicaSet=rs0",
  });
  expect(code).toBe(1);
  expect(wrongIn(findings)).toMatchObject([
    { what: "database", says: expect.stringContaining("MONGODB_URI") },
  ]);
  expect(JSON.stringify(findings)).not.toContain("secret");
});

test("another program on a port of ours, and a public address that leads elsewhere, are found", async () => {
  const other = createServer((_, res) => res.writeHead(404).end("not here"));
  const desk = createServer((_, res) => res.end("ok"));
  onTestFinished(() => {
    other.close();
    desk.close();
  });
  const port = (server: typeof other) => String((server.address() as AddressInfo).port);
  for (const server of [other, desk])
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { code, findings } = await examine({
    WEB_PORT: port(other),
    PORT: port(desk),
    PUBLIC_URL: `http://127.0.0.1:${port(other)}`,
  });
  expect(code).toBe(1);
  expect(wrongIn(findings)).toMatchObject([
    { what: "web chat", remedy: expect.stringContaining("WEB_PORT") },
    { what: "public address", remedy: expect.stringContaining(port(desk)) },
  ]);
});

test("sealed tokens without their key are found", async () => {
  const rows = database.db.collection<{ _id: string }>("workspaces");
  await rows.insertOne({
    _id: "slack:T9",
    platform: "slack",
    name: "Elsewhere",
    app: "A1",
    botUser: "U1",
    scopes: [],
    installedBy: "U2",
    installedAt: new Date("2026-11-01T00:00:00Z"),
    endedAt: null,
    secrets: { "bot-token": "v1.aaaaaaaa.bbbb.cccc" },
    expiresAt: null,
    refreshUntil: null,
  } as never);
  onTestFinished(async () => {
    await rows.deleteMany({});
  });
  const without = await examine({});
  expect(wrongIn(without.findings)).toMatchObject([
    { what: "keys", remedy: expect.stringContaining("VA_DESK_KEY") },
  ]);
  const other = await examine({ VA_DESK_KEY: Buffer.alloc(32, 7).toString("base64") });
  expect(wrongIn(other.findings)).toMatchObject([{ what: "keys", says: expect.stringContaining("T9") }]);
});
