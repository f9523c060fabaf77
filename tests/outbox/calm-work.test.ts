import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import { openDesk, silent, type World } from "../support/desk.ts";

let world: World;
let scheduler: Scheduler;
beforeEach(async () => {
  world = await openDesk();
  const { stores, clock, database } = world;
  scheduler = createScheduler({ db: database.db, stores, jobs, clock, log: silent });
  await scheduler.tick();
});
afterEach(() => world.close());

/** Kolkata's clock, on which Asha works. */
async function at(kolkata: string): Promise<void> {
  world.clock.set(new Date(`${kolkata}:00+05:30`));
  await scheduler.tick();
  await scheduler.runDue();
  await world.settle();
}
async function says(who: string, where: string, line: string): Promise<string> {
  const { text } = await world.say(who, where, line);
  await world.settle();
  return text;
}
const jane = (line: string) => says("jane", "acme", line);
const asha = (line: string) => says("asha", "dm", line);
const read = (who = "asha") => world.platform.textIn(`fake|w|dm-${who}`);
const count = (part: string) => read().split(part).length - 1;

describe("in somebody's night", () => {
  beforeEach(() => at("2026-11-24T23:00"));

  test("new work waits for their morning, and comes in its order", async () => {
    for (const n of [1, 2, 3]) {
      world.clock.advance(1);
      await jane(`request Task ${n}`);
    }
    expect(read()).not.toContain("Task");
    await at("2026-11-25T07:29");
    expect(read()).not.toContain("Task");
    await at("2026-11-25T07:30");
    const places = [1, 2, 3].map((n) => read().indexOf(`Task ${n}`));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test("words about it wait for the digest; what became of them meanwhile is what it tells", async () => {
    await at("2026-11-25T12:00");
    await jane("request Task");
    await at("2026-11-25T23:00");
    await jane("comment ACME-1 In blue, please");
    expect(read()).not.toContain("In blue");
    await at("2026-11-26T08:00");
    expect(count("Held back so as not to disturb you (1)")).toBe(1);
    expect(await asha("held")).toContain("In blue, please");
  });

  test("what was said before and waits goes along, in its order, once who sees to it is told at once", async () => {
    await at("2026-11-25T12:00");
    await jane("request Task");
    await at("2026-11-25T23:00");
    await jane("comment ACME-1 In blue, please");
    expect(read()).not.toContain("In blue");
    await asha("comment ACME-1 I am at it");
    await jane("comment ACME-1 And large");
    expect(count("In blue")).toBe(1);
    expect(read().indexOf("In blue")).toBeLessThan(read().indexOf("And large"));
    await at("2026-11-26T08:00");
    expect(read()).not.toContain("Held back");
  });

  test("who sees to it nevertheless has its card with that, and the answers at once", async () => {
    await jane("request Task");
    await asha("comment ACME-1 Which colour?");
    expect(read()).toContain("Task");
    await jane("comment ACME-1 In blue");
    expect(read().indexOf("Task")).toBeGreaterThanOrEqual(0);
    expect(read().indexOf("In blue")).toBeGreaterThan(read().indexOf("Task"));
    await at("2026-11-25T08:00");
    expect(
      world.platform.in("fake|w|dm-asha").filter(({ view }) => view.title === "ACME-1 · Task"),
    ).toHaveLength(1);
  });

  test("they are told at once what they would be warned of before the morning", async () => {
    await asha('settings hours:"Mon-Fri 22:00-06:00" quiet:19:00-08:00');
    await asha("promise ACME answer:2h");
    await jane("request Quickly");
    expect(read()).toContain("Quickly");
  });

  test("they are told at once what they would be warned of before their next digest, after a weekend of work", async () => {
    await asha('settings hours:"Mon-Sat 9-18"');
    await says("asha", "acme", "promise ACME answer:4h");
    await at("2026-11-27T12:00");
    await jane("request Task");
    await asha("comment ACME-1 On it");
    await at("2026-11-27T23:00");
    await jane("comment ACME-1 In blue?");
    expect(read()).toContain("In blue?");
  });

  test("who works then hears of it then", async () => {
    await asha('settings hours:"Mon-Fri 22:00-06:00"');
    await jane("request Task");
    expect(read()).toContain("Task");
  });
});

describe("on a day with enough", () => {
  beforeEach(async () => {
    await at("2026-11-25T10:00");
    for (const n of [1, 2, 3]) await jane(`request Task ${n}`);
    await asha("settings budget:3");
    await at("2026-11-26T10:00");
    for (const n of [1, 2]) await jane(`comment ACME-${n} First words`);
  });

  test("a third matter is told, a fourth waits for the digest; who is in the midst of one hears the rest of it", async () => {
    await jane("comment ACME-3 First words");
    expect(count("First words")).toBe(3);
    await says("jane", "dm", "feedback Well done");
    expect(read()).not.toContain("Well done");
    await jane("comment ACME-1 Second words");
    expect(read()).toContain("Second words");
    await at("2026-11-27T08:00");
    expect(count("Held back so as not to disturb you (1)")).toBe(1);
    expect(await asha("held")).toContain("Well done");
  });

  test("new work is told, and counts", async () => {
    for (const n of [4, 5]) await jane(`request Task ${n}`);
    expect(read()).toContain("Task 5");
    await jane("comment ACME-3 Not today");
    expect(read()).not.toContain("Not today");
  });

  test("what is urgent is told", async () => {
    await jane("request Task 4");
    await asha("urgent ACME-3");
    await jane("comment ACME-3 At once, please");
    expect(read()).toContain("At once, please");
  });

  test("what is owed by now is told, and what will be before tomorrow", async () => {
    await asha("promise ACME answer:3h");
    await jane("request Task 4");
    await asha("comment ACME-3 On it");
    await jane("comment ACME-3 When will it be?");
    expect(read()).toContain("When will it be?");
  });
});

test("a client's people see what they do themselves at once, and the answer to it; they hear of the rest when their night is over", async () => {
  // Three in the night in New York.
  world.clock.set("2026-11-25T08:00:00Z");
  await says("jane", "dm", "request Between us client:ACME");
  expect(read("jane")).toContain("Between us");
  world.clock.advance(59);
  await asha("comment ACME-1 Which colour?");
  expect(read("jane")).toContain("Which colour?");
  world.clock.advance(2);
  for (const words of ["Begun", "Half of it", "Done soon"]) {
    world.clock.advance(1);
    await asha(`comment ACME-1 ${words}`);
  }
  expect(read("jane")).not.toContain("Begun");
  world.clock.set("2026-11-25T12:30:00Z");
  await world.settle();
  const places = ["Begun", "Half of it", "Done soon"].map((words) => read("jane").indexOf(words));
  expect(places.every((place) => place > 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
});

test("what was held back is read to the end, six at a time", async () => {
  await at("2026-11-24T23:00");
  for (let n = 1; n <= 8; n += 1) await says("jane", "dm", `feedback Word number ${n}.`);
  const first = await world.say("asha", "dm", "held");
  expect(first.text).toContain("number 8.");
  expect(first.text).not.toContain("number 2.");
  const rest = await world.pressLabel("asha", "dm", first, "+2 more");
  for (const n of [1, 2]) expect(rest.text).toContain(`number ${n}.`);
  expect(rest.text).not.toContain("number 3.");
});

test("in the sample desk nobody sleeps until they say so", async () => {
  await world.database.db.collection("desks").updateOne({}, { $set: { demo: true } });
  await at("2026-11-24T23:00");
  await jane("request Task");
  expect(read()).toContain("Task");
  await asha("settings quiet:20:00-07:30");
  await jane("comment ACME-1 In blue");
  expect(read()).not.toContain("In blue");
});
