import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Installation, Installations } from "../../adapters/slack/install/port.ts";
import { createSeal } from "../../src/seal.ts";
import { collectionOf } from "../../src/store/collection.ts";
import { workspaces } from "../../src/store/collections.ts";
import { installationStore } from "../../src/store/installations.ts";
import { resealAll } from "../../src/store/reseal.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const newKey = () => randomBytes(32).toString("base64");
const key = newKey();
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 10, minutes));

let database: TestDatabase;
let store: Installations;
beforeAll(async () => {
  database = await testDatabase();
  store = installationStore(database.db, createSeal(key));
});
beforeEach(async () => {
  await rows().deleteMany({});
});
afterAll(() => database.drop());

const rows = () => collectionOf(database.db, workspaces);

function installation(workspace: string, more: Partial<Installation> = {}): Installation {
  return {
    workspace,
    name: "Acme",
    app: "A1",
    botUser: "U0BOT",
    scopes: ["chat:write"],
    installedBy: "U1",
    installedAt: at(0),
    tokens: {
      bot: `xoxb-${workspace}`,
      rotation: { refresh: `xoxe-${workspace}`, expiresAt: at(720) },
    },
    ...more,
  };
}

describe("an installation", () => {
  it("is found as it was put, and the database shows no token", async () => {
    await store.put(installation("T1"));
    expect(await store.find("T1")).toEqual(installation("T1"));
    expect(await store.find("T2")).toBeUndefined();
    expect(JSON.stringify(await rows().find().toArray())).not.toMatch(/xox[be]-/);
  });

  it("ends without its tokens, unless a later one is in its place", async () => {
    const first = installation("T1");
    const again = installation("T1", { app: "A2", installedAt: at(3) });
    await store.put(first);
    await store.put(again);
    await store.end(first, at(4));
    expect(await store.find("T1")).toEqual(again);
    await store.end(again, at(5));
    expect(await store.find("T1")).toBeUndefined();
    expect(await store.about("T1")).toMatchObject({ name: "Acme", app: "A2", endedAt: at(5) });
    expect(await rows().findOne({ _id: "slack:T1" })).toMatchObject({ secrets: {} });
    await store.put(installation("T1", { installedAt: at(6) }));
    expect((await store.about("T1"))?.endedAt).toBeNull();
  });

  it("is refused if a token was moved from another workspace or field", async () => {
    await store.put(installation("T1"));
    await store.put(installation("T2"));
    const [one, two] = await rows().find().sort({ _id: 1 }).toArray();
    await rows().updateOne({ _id: "slack:T2" }, { $set: { secrets: one?.["secrets"] } });
    await expect(store.find("T2")).rejects.toThrow("The bot-token of slack:T2 can't be opened");
    const { "bot-token": bot, "refresh-token": refresh } = two?.["secrets"] ?? {};
    await rows().updateOne(
      { _id: "slack:T2" },
      { $set: { secrets: { "bot-token": refresh, "refresh-token": bot } } },
    );
    await expect(store.find("T2")).rejects.toThrow("can't be opened");
  });
});

describe("getting new tokens", () => {
  const fresh = { bot: "xoxb-new", rotation: { refresh: "xoxe-new", expiresAt: at(1440) } };

  it("is one process's right at a time", async () => {
    await store.put(installation("T1"));
    const others = Array.from({ length: 8 }, () => installationStore(database.db, createSeal(key)));
    const rights = await Promise.all(others.map((other) => other.beginRefresh("T1", at(700))));
    const [right, ...more] = rights.filter((one) => one !== undefined);
    if (!right) throw new Error("nobody got it");
    expect(more).toEqual([]);
    await store.renew(installation("T1"), fresh);
    await store.endRefresh("T1", right);
    expect((await store.find("T1"))?.tokens).toEqual(fresh);
    expect(await store.beginRefresh("T1", at(701))).toBeDefined();
  });

  it("that takes too long becomes somebody else's right, and theirs is not given back with it", async () => {
    await store.put(installation("T1"));
    const slow = await store.beginRefresh("T1", at(700));
    const quick = await store.beginRefresh("T1", at(701));
    if (!slow || !quick) throw new Error("no right");
    await store.endRefresh("T1", slow);
    expect(await store.beginRefresh("T1", at(701))).toBeUndefined();
    await store.endRefresh("T1", quick);
    expect(await store.beginRefresh("T1", at(701))).toBeDefined();
  });

  it("keeps those that Slack gave for the present ones, and no others", async () => {
    const first = installation("T1");
    await store.put(first);
    await store.renew(first, fresh);
    const late = { bot: "xoxb-late", rotation: { refresh: "xoxe-late", expiresAt: at(1500) } };
    await store.renew(first, late);
    expect((await store.find("T1"))?.tokens).toEqual(fresh);
    await store.end(first, at(701));
    await store.renew({ ...first, tokens: fresh }, late);
    expect(await store.find("T1")).toBeUndefined();
    expect(await rows().findOne({ _id: "slack:T1" })).toMatchObject({ secrets: {} });
  });
});

describe("a state", () => {
  it("is good once, until it expires, over any number of processes", async () => {
    const begun = { app: "A1", workspace: null };
    await store.begin("once", begun, at(10));
    const others = Array.from({ length: 8 }, () => installationStore(database.db, createSeal(key)));
    const redeemed = await Promise.all(others.map((other) => other.redeem("once", at(1))));
    expect(redeemed.filter((one) => one !== undefined)).toMatchObject([begun]);
    await store.begin("late", begun, at(10));
    expect(await store.redeem("late", at(11))).toBeUndefined();
    expect(await store.redeem("guessed", at(1))).toBeUndefined();
  });
});

describe("a new key", () => {
  it("takes over every token, and the former one is not needed any more", async () => {
    await store.put(installation("T1"));
    await store.put(installation("T2", { tokens: { bot: "xoxb-T2" } }));
    const fresh = newKey();
    const done = await resealAll(database.db, createSeal(`${fresh},${key}`));
    expect(done).toEqual({ changed: 3, current: 0, problems: [] });
    const after = installationStore(database.db, createSeal(fresh));
    expect(await after.find("T1")).toEqual(installation("T1"));
    expect((await after.find("T2"))?.tokens).toEqual({ bot: "xoxb-T2" });
    expect(await resealAll(database.db, createSeal(fresh))).toEqual({ changed: 0, current: 3, problems: [] });
  });

  it("says which tokens it can't take over, and leaves them as they are", async () => {
    await store.put(installation("T1"));
    await store.put(installation("T2", { tokens: { bot: "xoxb-T2" } }));
    const before = await rows().find().toArray();
    const done = await resealAll(database.db, createSeal(newKey()));
    expect(done).toMatchObject({ changed: 0, current: 0 });
    expect(done.problems.join("\n")).toMatch(/bot-token of slack:T1.*put the former key behind/);
    expect(await rows().find().toArray()).toEqual(before);
  });
});
