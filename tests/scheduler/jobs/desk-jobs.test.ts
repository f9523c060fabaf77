import { afterEach, beforeEach, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../../scheduler/index.ts";
import { forgottenTimers } from "../../../scheduler/jobs/forgotten-timers.ts";
import { housekeeping } from "../../../scheduler/jobs/housekeeping.ts";
import { unansweredDeliveries } from "../../../scheduler/jobs/unanswered-deliveries.ts";
import { openDesk, silent, type World } from "../../support/desk.ts";

let world: World;
let scheduler: Scheduler;
beforeEach(async () => {
  world = await openDesk();
  const { db } = world.database;
  scheduler = createScheduler({
    db,
    stores: world.stores,
    jobs: [forgottenTimers, unansweredDeliveries, housekeeping],
    clock: world.clock,
    log: silent,
  });
  await scheduler.tick();
});
afterEach(() => world.close());

/** Lets time pass as a live process would see it. */
async function pass(minutes: number, stepMinutes = 5): Promise<void> {
  for (let passed = 0; passed < minutes; passed += stepMinutes) {
    world.clock.advance(stepMinutes);
    await scheduler.tick();
    await scheduler.runDue();
    await world.settle();
  }
}
const dm = () => world.platform.textIn("fake|w|dm-asha");
const count = (text: string, words: string) => text.split(words).length - 1;

test("a forgotten timer is asked about once, then stopped and cut back to the limit, and said so", async () => {
  await world.say("asha", "dm", "settings quiet:off");
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "dm", "start ACME-1");
  await pass(235);
  expect(dm()).not.toContain("Still working");
  await pass(10);
  expect(count(dm(), "Still working on ACME-1?")).toBe(1);
  await pass(20);
  expect(dm()).not.toContain("was stopped");
  await pass(10);
  expect(count(dm(), "The timer on ACME-1 was stopped; 4h are logged")).toBe(1);
  expect(dm()).toMatch(/edit t-\w+ 4h/);
  expect((await world.say("asha", "dm", "timer")).text).toContain("No timer");
  await pass(60, 20);
  expect(count(dm(), "Still working on")).toBe(1);
});

test("in the night it is asked all the same, and what became of it is read in the morning", async () => {
  await world.say("jane", "acme", "request Write the report");
  world.clock.set("2026-11-24T12:00:00Z");
  await world.say("asha", "dm", "start ACME-1");
  await pass(245);
  expect(count(dm(), "Still working on ACME-1?")).toBe(1);
  await pass(40);
  expect((await world.say("asha", "dm", "timer")).text).toContain("No timer");
  expect(dm()).not.toContain("was stopped");
  expect((await world.say("asha", "dm", "held")).text).toContain(
    "The timer on ACME-1 was stopped; 4h are logged",
  );
});

test("an answer keeps the timer going, and it is asked again only after as long again", async () => {
  await world.say("asha", "dm", "settings quiet:off");
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "dm", "start ACME-1");
  await pass(245);
  await world.press("asha", "dm", "timer", { keep: "yes" });
  await pass(235);
  expect(count(dm(), "Still working on")).toBe(1);
  await pass(10);
  expect(count(dm(), "Still working on")).toBe(2);
  expect(dm()).toContain("from your last answer");
  // Unanswered, all up to the last answer counts, and the limit after it.
  await pass(35);
  expect(dm()).toContain("8h05 are logged");
});

test("a timer over midnight becomes two entries on the member's own days", async () => {
  await world.say("jane", "acme", "request Write the report");
  world.clock.set("2026-11-24T17:00:00Z");
  await world.say("asha", "dm", "start ACME-1");
  await pass(290, 10);
  // 22:30 to 02:30 in Kolkata.
  const { db } = world.database;
  const entries = await db.collection("timeEntries").find().sort({ date: 1 }).toArray();
  expect(entries.map((entry) => [entry["date"], entry["minutes"], entry["trimmed"]])).toEqual([
    ["2026-11-24", 90, true],
    ["2026-11-25", 150, true],
  ]);
});

test("a delivery nobody answers is brought to mind once under its card, then closed, and can be reopened", async () => {
  await world.say("jane", "acme", "request Write the report");
  await world.settle();
  await world.say("asha", "acme", "deliver 1");
  await pass(3 * 1440, 360);
  const acme = () => world.platform.textIn("fake|w|acme");
  expect(count(acme(), "ACME-1 is waiting for your answer")).toBe(1);
  const [card, reminder] = world.platform.in("fake|w|acme");
  expect(reminder?.thread).toBe(card?.ref);
  await pass(7 * 1440, 360);
  expect(count(acme(), "is waiting for your answer")).toBe(1);
  expect(acme()).not.toContain("closed as done");
  await pass(5 * 1440, 360);
  expect(count(acme(), "ACME-1 is closed as done")).toBe(1);
  expect((await world.say("jane", "acme", "show 1")).text).toContain("Done");
  expect((await world.say("jane", "acme", "reopen 1")).text).toContain("open again");
});

test("a private delivery is brought to mind only with who filed it", async () => {
  await world.say("jane", "dm", "request Plan the surprise party");
  await world.settle();
  await world.say("asha", "dm", "deliver ACME-1");
  await pass(4 * 1440, 360);
  expect(world.platform.textIn("fake|w|dm-jane")).toContain("ACME-1 is waiting for your answer");
  expect(world.platform.textIn("fake|w|acme")).not.toContain("ACME-1");
});

test("an answered delivery is left alone", async () => {
  await world.say("jane", "acme", "request Write the report");
  await world.settle();
  await world.say("asha", "acme", "deliver 1");
  await world.say("jane", "acme", "changes 1 Shorter please");
  await pass(4 * 1440, 360);
  expect(world.platform.textIn("fake|w|acme")).not.toContain("waiting for your answer");
});

test("housekeeping removes old occurrences and keeps what is recent", async () => {
  const { db } = world.database;
  await pass(10);
  const before = await db.collection("occurrences").countDocuments();
  expect(before).toBeGreaterThan(0);
  world.clock.advance(91 * 1440);
  await pass(24 * 60, 120);
  const left = await db.collection("occurrences").find().toArray();
  expect(left.every((row) => row["at"] > new Date("2027-01-01"))).toBe(true);
  expect(left.some((row) => row["job"] === "housekeeping" && row["state"] === "done")).toBe(true);
});

test("in a new year the public holidays of one year more are known, to members, clients and the desk", async () => {
  await world.say("asha", "dm", "settings country:IN holidays:2026-12-24");
  await world.say("asha", "dm", "settings client:ACME country:US-NY");
  await world.say("asha", "dm", "settings for:desk country:GB-ENG");
  const known = async (day: string): Promise<string[]> => {
    const { db } = world.database;
    const found = await Promise.all(
      ["members", "clients", "desks"].map((name) =>
        db.collection(name).find({ "hours.holidays": day }).toArray(),
      ),
    );
    return found.flat().map((doc) => String(doc["name"]));
  };
  expect(await known("2029-12-25")).toEqual([]);
  world.clock.set("2027-01-01T03:35:00Z");
  await scheduler.tick();
  await scheduler.runDue();
  expect(await known("2029-12-25")).toEqual(["Asha", "Acme Ltd", "Asha Desk"]);
  expect(await known("2026-12-24")).toEqual(["Asha"]);
  expect((await known("2025-12-25")).length).toBe(0);
});

test("a timer that can't be looked after holds up no other", async () => {
  await world.say("asha", "dm", "settings quiet:off");
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "dm", "start ACME-1");
  const { db } = world.database;
  const timer = await db.collection<{ _id: string }>("timers").findOne({ _id: { $exists: true } });
  if (!timer) throw new Error("no timer");
  // Another one of the desk comes first, of somebody whose name can't be read.
  const { _id, ...rest } = timer;
  await db.collection<{ _id: string }>("timers").deleteOne({ _id });
  await db.collection<{ _id: string }>("people").insertOne({ _id: "broken" });
  await db.collection<{ _id: string }>("timers").insertMany([
    { ...rest, _id: "broken" },
    { ...rest, _id },
  ] as never);
  await pass(245);
  expect(count(dm(), "Still working on ACME-1?")).toBe(1);
});
