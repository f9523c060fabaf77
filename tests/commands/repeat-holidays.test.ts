import { afterEach, beforeEach, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { repeatingWork } from "../../scheduler/jobs/repeating-work.ts";
import { openDesk, silent, type World } from "../support/desk.ts";

let world: World;
let scheduler: Scheduler;
beforeEach(async () => {
  world = await openDesk();
  const { db } = world.database;
  const jobs = [repeatingWork];
  scheduler = createScheduler({ db, stores: world.stores, jobs, clock: world.clock, log: silent });
});
afterEach(() => world.close());

const asha = (line: string, where = "dm") => world.say("asha", where, line);
const jane = (line: string, where = "acme") => world.say("jane", where, line);

/** The clock of New York on the wall says so. */
async function at(newYork: string): Promise<void> {
  world.clock.set(new Date(`${newYork}:00-05:00`));
  await scheduler.tick();
  await scheduler.runDue();
  await world.settle();
}

const requests = async () =>
  (await world.database.db.collection("requests").find().sort({ number: 1 }).toArray()).map((one) => ({
    number: one["number"],
    title: one["title"],
    openedAt: one["openedAt"].toISOString(),
  }));
const count = async () => (await requests()).length;

test("a holiday of the client moves it to the working day before; a new one counts at once", async () => {
  await jane("request Write the report");
  await asha("repeat ACME-1 every:Friday");
  await asha("settings client:ACME holidays:2026-12-25,2026-12-24");
  expect((await asha("repeat ACME-1")).text).toContain("Next: Fri 27 Nov");
  for (const [day, n] of [
    ["2026-12-18", 2],
    ["2026-12-22", 2],
    ["2026-12-23", 3],
    ["2026-12-25", 3],
    ["2027-01-01", 4],
  ] as const) {
    await at(`${day}T09:00`);
    expect(await count(), day).toBe(n);
  }
});

test("one that a holiday moves onto the day of another comes beside it; daily work isn't done twice", async () => {
  await jane("request Write the report");
  await jane("request Look at the mail");
  await jane("repeat 1 every Monday and Friday");
  await jane("repeat 2 every weekday");
  await asha("settings client:ACME holidays:2026-11-30");
  await at("2026-11-27T09:00");
  expect(
    (await requests())
      .slice(2)
      .map(({ title }) => title)
      .sort(),
  ).toEqual(["Look at the mail", "Write the report", "Write the report"]);
  await at("2026-11-30T09:00");
  expect(await count()).toBe(5);
});
