import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WebMessage } from "../../adapters/web/port.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import { compose, type VaDesk } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import type { Request } from "../../src/domain/request.ts";
import type { DeskStore } from "../../src/store/desk.ts";
import { moveIn } from "../../src/store/move-in.ts";
import { manualClock } from "../../src/time/clock.ts";
import { renderText } from "../../src/view/render-text.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openWorld, silent } from "../support/desk.ts";

const clock = manualClock("2026-11-24T10:00:00Z");
let database: TestDatabase;
let running: VaDesk;
let store: DeskStore;
let requests: Request[];

beforeAll(async () => {
  database = await testDatabase();
  const config = readConfig({ MONGODB_DATABASE: database.name });
  running = await compose({ config, mongoUri: database.uri, role: "all", clock, log: silent });
  // Somebody real was here first, with a desk of their own.
  await running.chat.addPerson({ id: "jane", name: "Jane R", zone: null, locale: null, demo: false });
  await running.chat.addChannel({ id: "team", name: "team", members: ["jane"] });
  expect(await say("jane", "dm-jane", 'setup "Real Desk" zone:London')).toContain("Real Desk is ready");
  // The clock has been looked at, as it is every minute.
  await running.scheduler.tick();
  expect(await running.loadDemo()).toBe(true);
  const desk = (await running.stores.system.desks()).find(({ demo }) => demo);
  store = running.stores.forDesk(desk?.id ?? "", null, {
    key: "t",
    by: "t",
    platform: "t",
    now: clock.now(),
  });
  requests = await store.requests.list({});
}, 300_000);
afterAll(async () => {
  await running.stop();
  await database.drop();
});

const textOf = ({ content }: WebMessage): string => {
  switch (content.kind) {
    case "text":
      return content.text;
    case "view":
      return renderText(content.view, content.reader, clock.now());
    case "form":
      return content.form.title;
    default:
      return content satisfies never;
  }
};
const read = async (channel: string, person: string): Promise<string> =>
  (await running.chat.log(channel, person)).map(textOf).join("\n");
const say = async (user: string, channel: string, text: string): Promise<string> => {
  const there = { platform: "web", workspace: "local" };
  const kind = channel.startsWith("dm-") ? ("dm" as const) : ("channel" as const);
  const outcome = await running.dispatch({
    key: `${user}-${text}`,
    actor: { ...there, user },
    place: { ...there, address: `web|local|${channel}`, kind },
    input: { kind: "line", text },
  });
  return outcome.kind === "view" ? renderText(outcome.view, outcome.reader, clock.now()) : outcome.kind;
};

describe("the sample desk", () => {
  test("is a sample, with clients in Sydney, London and New York, one of them in Hindi", async () => {
    expect((await store.desk()).demo).toBe(true);
    const clients = await store.clients.list();
    expect(clients.map(({ code, zone, language }) => [code, zone, language])).toEqual([
      ["BRIGHT", "America/New_York", "en"],
      ["HARB", "Australia/Sydney", "en"],
      ["KESAR", "Europe/London", "hi"],
    ]);
    expect(clients.every((client) => client.package !== null)).toBe(true);
  });

  test("has work in every state a week brings", () => {
    const named = (title: string) => requests.find((request) => request.title.startsWith(title));
    expect(requests.length).toBeGreaterThanOrEqual(14);
    for (const stage of ["new", "accepted", "in-progress", "delivered", "done"])
      expect(requests.map((request) => request.stage)).toContain(stage);
    for (const kind of ["blocked", "snoozed"])
      expect(requests.map((request) => request.hold?.kind)).toContain(kind);
    expect(named("Renew")?.due?.at.getTime()).toBeLessThan(clock.now().getTime());
    expect(named("Find a farewell present")?.audience).toBe("private");
    expect(named("नए मेन्यू")?.changes).toHaveLength(1);
  });

  test("has a week of time, by several people and of several kinds, and a timer that runs", async () => {
    const entries = await store.time.list({ from: "2026-11-16", to: "2026-11-24" });
    expect(new Set(entries.map(({ date }) => date)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(entries.map(({ person }) => person)).size).toBe(2);
    expect(new Set(entries.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(5);
    expect(await store.timers.running()).toMatchObject([{ startedAt: new Date("2026-11-24T09:35:00Z") }]);
  });

  test("is alive in the web chat: talk, and cards that stand where and when they were filed and show how things are", async () => {
    const log = (await running.chat.log("harbour-lane", "olivia")).filter(({ thread }) => thread === null);
    const card = log.find((message) => textOf(message).startsWith("HARB-1"));
    expect(card).toMatchObject({ author: null, at: new Date("2026-11-17T03:35:00Z") });
    expect(card && textOf(card)).toContain("Stage: Done");
    expect(log.map(({ at }) => at.getTime())).toEqual(
      log.map(({ at }) => at.getTime()).sort((a, b) => a - b),
    );
    expect(await read("harbour-lane", "olivia")).toContain("Lovely, thank you!");
    expect(await read("kesar-kitchen", "meera")).toContain("स्थिति: पूरा");
    expect(await read("dm-asha", "asha")).toContain("Logged 35m on HARB-5");
  });

  test("brought its people a digest each working day, and each client one weekly status", async () => {
    const said = await database.db.collection("outbox").find({ state: "sent" }).toArray();
    const about = (topic: string) => said.filter((row) => row["topic"] === topic);
    const digests = about("digest").map(
      (row) => `${row["conversation"]} ${(row["createdAt"] as Date).toISOString()}`,
    );
    expect(digests.filter((at) => at.endsWith("T02:30:00.000Z")).length).toBeGreaterThanOrEqual(5);
    expect(new Set(digests).size).toBe(digests.length);
    expect(
      about("status")
        .map((row) => row["conversation"])
        .sort(),
    ).toEqual(["web|local|brightline", "web|local|harbour-lane", "web|local|kesar-kitchen"]);
  });

  test("has nothing left to send and nothing overdue to run", async () => {
    const { db } = database;
    const names = jobs.map(({ name }) => name);
    expect(
      await db.collection("outbox").countDocuments({ state: { $nin: ["sent", "told", "dropped"] } }),
    ).toBe(0);
    expect(await db.collection("outbox").countDocuments({ state: "sent" })).toBeGreaterThan(20);
    expect(
      await db.collection("schedules").countDocuments({ job: { $in: names }, nextAt: { $lte: clock.now() } }),
    ).toBe(0);
  });

  test("keeps what one client says from the others", async () => {
    for (const [channel, person] of [
      ["harbour-lane", "olivia"],
      ["brightline", "marcus"],
    ] as const) {
      const seen = await read(channel, person);
      expect(seen).not.toMatch(/[\u0900-\u097f]/);
      expect(seen).not.toContain("farewell");
    }
  });

  test("leaves somebody real who is called the same alone, and their channel", async () => {
    expect(await running.chat.person("jane")).toMatchObject({ name: "Jane R", demo: false });
    expect((await running.chat.channel("team"))?.members).toEqual(["jane"]);
    expect((await running.chat.demoPeople()).map(({ id }) => id)).toEqual([
      "asha",
      "ben",
      "jane-2",
      "marcus",
      "meera",
      "olivia",
    ]);
  });

  test("takes commands as any desk does", async () => {
    expect(await say("asha", "dm-asha", "stop")).toContain("25m logged on HARB-3");
    expect(await say("jane-2", "brightline", "request Water the plants")).toContain("BRIGHT-7");
  });

  test("is loaded once, however often it is asked for", async () => {
    const count = () => database.db.collection("webMessages").countDocuments();
    const before = await count();
    expect(await Promise.all([running.loadDemo(), running.loadDemo()])).toEqual([false, false]);
    expect(await count()).toBe(before);
  });

  test("leaves no database behind", async () => {
    const { databases } = await database.client.db().admin().listDatabases({ nameOnly: true });
    const names = databases.map(({ name }) => name).filter((name) => name.startsWith(database.name));
    expect(names).toEqual([database.name]);
  });

  test("stands beside a desk of somebody's own, whichever was there first", async () => {
    expect((await running.stores.system.desks()).map(({ name, demo }) => [name, demo]).sort()).toEqual([
      ["Asha's Desk", true],
      ["Real Desk", false],
    ]);
    const world = await openWorld();
    try {
      const sample = await database.db.collection("desks").findOne({ demo: true });
      await world.database.db.collection("desks").insertOne(sample ?? {});
      expect((await world.say("ann", "dm", 'setup "First" zone:London')).text).toContain("First is ready");
      expect((await world.say("bob", "dm", 'setup "Second" zone:London')).text).toContain("code");
    } finally {
      await world.close();
    }
  });

  test("moves in whole or not at all", async () => {
    const other = await testDatabase();
    try {
      await moveIn(database, other);
      const size = () => other.db.collection("requests").countDocuments();
      const moved = await size();
      expect(moved).toBeGreaterThan(14);
      await other.db.collection("requests").deleteMany({});
      await expect(moveIn(database, other)).rejects.toThrow(/duplicate key/);
      expect(await size()).toBe(0);
    } finally {
      await other.drop();
    }
  });
});
