import { afterEach, beforeEach, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../../scheduler/index.ts";
import { jobs } from "../../../scheduler/jobs/index.ts";
import { actionsOf, openDesk, silent, type World } from "../../support/desk.ts";

// Asha's digest is due at 08:00 in Kolkata, 02:30 UTC. It is Tuesday there, 15:30.
let world: World;
let scheduler: Scheduler;
const process = (): Scheduler => {
  const { stores, clock, database } = world;
  return createScheduler({ db: database.db, stores, jobs, clock, log: silent });
};
beforeEach(async () => {
  world = await openDesk();
  scheduler = process();
  await scheduler.tick();
  await world.say("jane", "acme", "request Write the report");
  await world.settle();
});
afterEach(() => world.close());

async function at(iso: string, by: Scheduler = scheduler): Promise<void> {
  world.clock.set(iso);
  await by.tick();
  await by.runDue();
  await world.settle();
}
const digests = (who = "asha") =>
  world.platform.in(`fake|w|dm-${who}`).filter((message) => message.view.title.includes("Desk · "));
const textOf = (who = "asha") => world.platform.textIn(`fake|w|dm-${who}`);

test("at eight, not before, the day comes once and is what today shows", async () => {
  await at("2026-11-25T02:29:00Z");
  expect(digests()).toEqual([]);
  await at("2026-11-25T02:30:00Z");
  const today = await world.say("asha", "dm", "today");
  expect(digests().map((message) => message.view)).toEqual([
    today.outcome.kind === "view" ? today.outcome.view : undefined,
  ]);
  for (const later of ["02:31", "03:30", "06:00"]) await at(`2026-11-25T${later}:00Z`);
  expect(digests()).toHaveLength(1);
});

test("its buttons work", async () => {
  await at("2026-11-25T02:30:00Z");
  const [digest] = digests();
  const start = digest && actionsOf(digest.view).find((action) => action.label === "Start timer");
  const said = await world.press("asha", "dm", start?.verb ?? "", { ...start?.input });
  expect(said.text).toContain("Timer running on ACME-1");
});

test("two processes at once send it once", async () => {
  world.clock.set("2026-11-25T02:30:00Z");
  const both = [scheduler, process(), process()];
  await Promise.all(both.map((one) => one.tick()));
  await Promise.all(both.map((one) => one.runDue()));
  await world.settle();
  expect(digests()).toHaveLength(1);
});

test("missed at eight it comes until noon and says that it is late", async () => {
  await at("2026-11-25T06:20:00Z");
  expect(digests()).toHaveLength(1);
  expect(textOf()).toContain("This comes late. It was due at Wed 25 Nov, 08:00.");
});

test("after noon it is too late, and the next one comes on time", async () => {
  await at("2026-11-25T06:31:00Z");
  expect(digests()).toEqual([]);
  await at("2026-11-26T02:30:00Z");
  expect(digests()).toHaveLength(1);
  expect(textOf()).not.toContain("comes late");
});

test("after days of standstill only the latest comes", async () => {
  await at("2026-11-30T04:00:00Z");
  expect(digests().map((message) => message.view.title)).toEqual(["Asha Desk · Mon 30 Nov"]);
});

test("on days off there is none", async () => {
  for (const day of ["28", "29"]) await at(`2026-11-${day}T02:30:00Z`);
  expect(digests()).toEqual([]);
});

test("on a holiday there is none, and the reason is kept", async () => {
  const { db } = world.database;
  await db.collection("members").updateOne({ name: "Asha" }, { $set: { "hours.holidays": ["2026-11-25"] } });
  await at("2026-11-25T02:30:00Z");
  expect(digests()).toEqual([]);
  const kept = await db.collection("occurrences").findOne({ job: "morning-digest" });
  expect(kept).toMatchObject({ state: "skipped", reason: "a holiday", period: "2026-11-25" });
});

test("hour and days are the member's own, and off is off", async () => {
  await world.say("asha", "dm", "settings digest:06:30 days:daily");
  await at("2026-11-28T01:00:00Z");
  expect(digests()).toHaveLength(1);
  await world.say("asha", "dm", "settings digest:off");
  await at("2026-11-29T01:00:00Z");
  expect(digests()).toHaveLength(1);
});

test("a day moved to a later hour after it was told is not told again", async () => {
  await at("2026-11-25T02:30:00Z");
  await world.say("asha", "dm", "settings digest:11:00");
  await at("2026-11-25T05:30:00Z");
  expect(digests()).toHaveLength(1);
});

test("an empty day is told in one line", async () => {
  await world.say("asha", "dm", "done ACME-1");
  await at("2026-11-25T02:30:00Z");
  expect(textOf()).toContain("Asha Desk · Wed 25 Nov: nothing is waiting for you.");
});

test("who has left the team gets none, even if it was about to be sent", async () => {
  world.platform.people.set("ben", { name: "Ben", zone: "Asia/Kolkata" });
  await world.say("ben", "dm", "help");
  await world.say("asha", "dm", "team add @ben role:assistant");
  world.clock.set("2026-11-25T02:30:00Z");
  await scheduler.tick();
  await scheduler.runDue();
  await world.say("asha", "dm", "team remove @ben");
  await world.settle();
  expect(digests("ben")).toEqual([]);
  expect(digests()).toHaveLength(1);
});

test("who works at two desks gets one digest for each, headed by its desk, and nothing of one in the other", async () => {
  const { code } = await secondDesk();
  await world.say("ben", "dm", `setup "Ben Desk" zone:London code:${code}`);
  await world.say("ben", "gamma", 'client add "Gamma Inc" code:GAMMA zone:London');
  await world.say("ben", "gamma", "team add @asha role:assistant");
  await world.say("ben", "gamma", "request Paint the shop");
  await world.say("ben", "gamma", "assign 1 @asha");
  await at("2026-11-25T02:30:00Z");
  const [first, second, ...more] = digests().sort((a, b) => a.view.title.localeCompare(b.view.title));
  expect(more).toEqual([]);
  expect(first?.view.title).toBe("Asha Desk · Wed 25 Nov");
  expect(JSON.stringify(first?.view)).not.toContain("Paint the shop");
  expect(second?.view.title).toBe("Ben Desk · Wed 25 Nov");
  expect(JSON.stringify(second?.view)).toContain("Paint the shop");
  expect(JSON.stringify(second?.view)).not.toContain("Write the report");
});

/** A code with which Ben may open a desk of his own. */
async function secondDesk(): Promise<{ code: string }> {
  world.platform.people.set("ben", { name: "Ben", zone: "Europe/London" });
  await world.say("ben", "dm", "help");
  const code = await world.stores.system.issueCode({
    kind: "desk",
    issuer: "cli",
    desk: null,
    client: null,
    expiresAt: new Date("2026-12-01"),
  });
  return { code };
}
