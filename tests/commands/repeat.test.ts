import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formOf, viewOf } from "../support/desk.ts";
import { openRepeating, type Repeating } from "../support/repeating.ts";

let world: Repeating["world"];
let scheduler: Repeating["scheduler"];
let asha: Repeating["asha"];
let jane: Repeating["jane"];
let at: Repeating["at"];
let requests: Repeating["requests"];
beforeEach(async () => {
  ({ world, scheduler, asha, jane, at, requests } = await openRepeating());
});
afterEach(() => world.close());
const count = async () => (await requests()).length;

describe("what comes again", () => {
  test("opens a request at the client's hour, with what it is a pattern for, once", async () => {
    await jane("request Write the report details:Numbers");
    await asha("assign ACME-1 @asha");
    await asha("estimate ACME-1 2h");
    const said = await asha('repeat ACME-1 every:"month on the 1st" due:2');
    for (const words of [
      "ACME-1 comes again",
      "When: every month on the 1st, 09:00, America/New_York time",
      "Next: Tue 1 Dec, 19:30",
      "Due: 2 days later",
      "Estimate: 2h",
      "Who: Asha",
    ])
      expect(said.text).toContain(words);
    await at("2026-12-01T08:59");
    expect(await count()).toBe(1);
    await at("2026-12-01T09:00");
    await at("2026-12-01T09:01");
    await Promise.all([scheduler.tick(), scheduler.tick(), scheduler.runDue(), scheduler.runDue()]);
    expect((await requests()).map(({ number, title }) => [number, title])).toEqual([
      [1, "Write the report"],
      [2, "Write the report"],
    ]);
    const shown = (await asha("show ACME-2")).text;
    for (const words of [
      "Numbers",
      "Estimate: 2h",
      "Asha",
      "Due: Fri 4 Dec",
      "🔁 Repeats every month on the 1st",
    ])
      expect(shown).toContain(words);
    expect(world.platform.textIn("fake|w|acme")).toContain("ACME-2 · Write the report");
    await at("2027-01-01T09:00");
    await at("2027-02-01T09:00");
    expect(await count()).toBe(4);
  });

  test("shows on its cards, and no longer once it has ended", async () => {
    await jane("request Write the report");
    await jane("repeat 1 every Monday");
    await world.settle();
    expect(world.platform.textIn("fake|w|acme")).toContain("🔁 Repeats every week on Monday");
    await jane("repeat end 1");
    await world.settle();
    expect(world.platform.textIn("fake|w|acme")).not.toContain("🔁");
    await at("2026-12-14T09:00");
    expect(await count()).toBe(1);
  });

  test("after downtime comes once, not once for each time it missed", async () => {
    await jane("request Write the report");
    await jane("repeat 1 every day");
    await at("2026-12-05T12:00");
    expect(await count()).toBe(2);
    await at("2026-12-06T09:00");
    expect(await count()).toBe(3);
  });

  test("does not come for a client in the archive, and goes on when they are back", async () => {
    await jane("request Write the report");
    await jane("repeat 1 every Monday");
    await asha("client archive ACME");
    await at("2026-12-07T09:00");
    expect(await count()).toBe(1);
    await asha("client restore ACME");
    await at("2026-12-14T09:00");
    expect(await count()).toBe(2);
  });

  test("moves with the client to another zone", async () => {
    await jane("request Write the report");
    await jane("repeat 1 every Monday");
    await asha("client edit ACME zone:London");
    await at("2026-11-30T03:59");
    expect(await count()).toBe(1);
    await at("2026-11-30T04:00");
    expect(await count()).toBe(2);
  });

  test("who can't do it any more is not given it", async () => {
    world.platform.people.set("ben", { name: "Ben" });
    await asha("team add @ben");
    await jane("request Write the report");
    await asha("repeat ACME-1 every:Monday who:@ben");
    await asha("team remove @ben");
    await at("2026-11-30T09:00");
    expect((await asha("show ACME-2")).text).toContain("not yet assigned");
  });
});

describe("changing the rhythm", () => {
  beforeEach(async () => {
    await jane("request Write the report");
  });

  test("in the middle of a month that had its one repeats nothing", async () => {
    await jane("repeat 1 every month on the 1st");
    await at("2026-12-01T09:00");
    world.clock.set("2026-12-10T10:00:00Z");
    expect((await jane("repeat 1 every month on the 15th")).text).toContain("Next: Fri 15 Jan");
    await at("2026-12-15T09:00");
    expect(await count()).toBe(2);
    await at("2027-01-15T09:00");
    expect(await count()).toBe(3);
  });

  test("in the middle of a month that had none yet loses none", async () => {
    await jane("repeat 1 every month on the 20th");
    world.clock.set("2026-12-10T10:00:00Z");
    const said = await jane("repeat 1 every month on the 5th");
    expect(said.text).toContain("Next: one at once, then Tue 5 Jan");
    expect((await jane("repeat")).text).toContain("Next one at once, then Tue 5 Jan");
    await at("2026-12-10T12:00");
    expect(await count()).toBe(2);
    await at("2027-01-05T09:00");
    expect(await count()).toBe(3);
  });

  test("to another weekday keeps which week of two it is", async () => {
    await jane("repeat 1 every 2 weeks on Friday");
    await at("2026-11-27T09:00");
    expect((await jane("repeat 1 every 2 weeks on Monday")).text).toContain("Next: Mon 7 Dec");
    await at("2026-11-30T09:00");
    expect(await count()).toBe(2);
    await at("2026-12-07T09:00");
    expect(await count()).toBe(3);
  });

  test("one can be left out, or moved, and the others come as they would", async () => {
    await jane("repeat 1 every Monday");
    expect((await jane("repeat skip 1")).text).toContain("Next: Mon 7 Dec");
    expect((await jane('repeat move 1 "9 December"')).text).toContain("Next: Wed 9 Dec");
    for (const [day, n] of [
      ["2026-11-30", 1],
      ["2026-12-07", 1],
      ["2026-12-09", 2],
      ["2026-12-14", 3],
    ] as const) {
      await at(`${day}T09:00`);
      expect(await count(), day).toBe(n);
    }
  });

  test("what is said of all changes the ones to come, and none that is open", async () => {
    await asha("repeat ACME-1 every:Monday");
    await at("2026-11-30T09:00");
    await asha('repeat ACME-2 title:"Write the short report" estimate:45m');
    await at("2026-12-07T09:00");
    expect((await requests()).map(({ title }) => title)).toEqual([
      "Write the report",
      "Write the report",
      "Write the short report",
    ]);
    expect((await asha("show ACME-3")).text).toContain("Estimate: 45m");
  });

  test("it ends on a day, and that day is its last", async () => {
    await jane("repeat 1 every Monday");
    expect((await jane("repeat end 1 2026-12-07")).text).toContain("Until: Mon 7 Dec");
    for (const day of ["2026-11-30", "2026-12-07", "2026-12-14"]) await at(`${day}T09:00`);
    expect(await count()).toBe(3);
    expect((await jane("repeat end 1")).text).toContain("ACME-1 doesn't come again any more");
    expect((await jane("repeat")).text).toContain("Nothing comes again yet");
  });
});

describe("what can't be", () => {
  beforeEach(async () => {
    await jane("request Write the report");
  });

  test.for([
    ["every 0 weeks", "can't be counted in"],
    ["every blue moon", "can't read “blue moon”"],
    ["every month on the 32nd", "There is no 32nd"],
    ["every:Monday until:2026-11-25", "before it comes for the first time"],
    ["every:Monday until:2020-01-01", "in the past"],
    ["skip 1", "doesn't come again"],
    ["every:Monday estimate:2h", "the team's to set"],
    ["every:Monday due:soon", "how many days"],
  ] as const)("repeat 1 %s is refused with the reason and what was typed", async ([words, why]) => {
    const line = words === "skip 1" ? "repeat skip 1" : `repeat 1 ${words}`;
    const said = await jane(line);
    expect(said.text).toContain(why);
    expect(said.text).toContain(line);
    expect(await world.database.db.collection("repeats").countDocuments()).toBe(0);
  });

  test("a form with something wrong in it opens again with what was in it", async () => {
    const form = formOf(await jane("repeat 1"));
    const said = await world.submit("jane", "acme", form, { every: "blue moon" });
    expect(said.outcome).toMatchObject({
      kind: "form",
      errors: { every: expect.stringContaining("blue moon") },
    });
    const right = await world.submit("jane", "acme", form, { every: "Monday", due: "3" });
    expect(viewOf(right).title).toBe("ACME-1 comes again");
  });

  test("a day that some months lack is their last one, and it says so", async () => {
    const said = await jane("repeat 1 every month on the 31st");
    expect(said.text).toContain("A month without that day has it on its last one.");
    await at("2027-02-28T09:00");
    expect((await requests()).at(-1)?.openedAt).toBe("2027-02-28T14:00:00.000Z");
  });

  test("another client's work can neither be seen nor made to come again", async () => {
    await asha("repeat ACME-1 every:Monday");
    for (const line of ["repeat ACME-1", "repeat skip ACME-1", "repeat end ACME-1", "repeat"]) {
      const { text } = await world.say("raj", "beta", line);
      expect(text).not.toContain("report");
      expect(text).not.toContain("Monday.");
    }
  });

  test("of a private request only its requester and the team know", async () => {
    await world.say("mary", "acme", "request Other");
    await world.press("mary", "acme", "join", { as: "contact" });
    await jane("request Plan the party", "dm");
    await jane("repeat ACME-2 every:Monday", "dm");
    expect((await world.say("mary", "acme", "repeat")).text).not.toContain("party");
    await at("2026-11-30T09:00");
    expect(world.platform.textIn("fake|w|acme")).not.toContain("party");
    expect((await jane("requests", "dm")).text).toContain("party");
  });
});

test("an old button shows how it stands now", async () => {
  await jane("request Write the report");
  const said = await jane("repeat 1 every Monday");
  await jane("repeat 1 every Friday");
  const pressed = await world.pressLabel("jane", "acme", said, "Skip the next");
  expect(pressed.text).toContain("This has changed since you last saw it");
  expect(pressed.text).toContain("every week on Friday");
  const done = await world.pressLabel("jane", "acme", pressed, "End it");
  expect(done.text).toContain("doesn't come again any more");
});
