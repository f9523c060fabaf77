import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { awayBack } from "../../scheduler/jobs/away-back.ts";
import { awayBrief } from "../../scheduler/jobs/away-brief.ts";
import { awayNotice } from "../../scheduler/jobs/away-notice.ts";
import { morningDigest } from "../../scheduler/jobs/morning-digest.ts";
import { formOf, openDesk, postedIn, silent, viewOf, type World } from "../support/desk.ts";

let world: World;
let scheduler: Scheduler;
beforeEach(async () => {
  world = await openDesk();
  world.platform.people.set("ben", { name: "Ben", zone: "Europe/London" });
  world.platform.people.set("sue", { name: "Sue", zone: "Europe/London" });
  await asha("team add @ben");
  await asha("team add @sue role:subcontractor");
  await world.settle();
  const { db } = world.database;
  const jobs = [morningDigest, awayNotice, awayBrief, awayBack];
  scheduler = createScheduler({ db, stores: world.stores, jobs, clock: world.clock, log: silent });
});
afterEach(() => world.close());

const asha = (line: string, where = "dm") => world.say("asha", where, line);
const ben = (line: string) => world.say("ben", "dm", line);
const dm = (who: string) => world.platform.textIn(`fake|w|dm-${who}`);
const acme = () => world.platform.textIn("fake|w|acme");
const count = (text: string, words: string) => text.split(words).length - 1;

async function at(utc: string): Promise<void> {
  world.clock.set(`${utc}:00Z`);
  await scheduler.tick();
  await scheduler.runDue();
  await world.settle();
}

describe("days off", () => {
  test("stop the digest, and the cover's has the work meanwhile", async () => {
    await world.say("jane", "acme", "request Write the report");
    await world.say("raj", "beta", "request Buy a boat");
    await asha("assign BETA-1 @asha");
    const said = await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
    for (const words of ["Your days off are noted", "Mon 7 Dec – Fri 11 Dec", "Cover: Ben"])
      expect(said.text).toContain(words);
    await at("2026-12-04T02:30");
    expect(count(dm("asha"), "Asha Desk · Fri 4 Dec")).toBe(1);
    await at("2026-12-07T02:30");
    await at("2026-12-07T08:00");
    expect(dm("asha")).not.toContain("Mon 7 Dec");
    const digest = postedIn(world, "fake|w|dm-ben", "Asha Desk · Mon 7 Dec");
    expect(JSON.stringify(digest)).toContain("You stand in for Asha until");
    for (const ref of ["ACME-1", "BETA-1"]) expect(JSON.stringify(digest)).toContain(ref);
    await at("2026-12-14T02:30");
    await at("2026-12-14T08:00");
    expect(count(dm("asha"), "Asha Desk · Mon 14 Dec")).toBe(1);
    expect(dm("ben")).toContain("Asha Desk · Mon 14 Dec: nothing is waiting for you");
  });

  test("are told to clients three working days before, in their language and on their clock, once", async () => {
    await asha("client edit BETA language:hi");
    await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
    await at("2026-12-02T13:59");
    expect(acme()).not.toContain("away");
    await at("2026-12-02T14:00");
    await at("2026-12-02T14:05");
    await at("2026-12-03T14:00");
    expect(count(acme(), "Asha is away")).toBe(1);
    expect(acme()).toContain("Ben looks after your requests meanwhile");
    // Nine o'clock in Kolkata is half past ten of the evening before in New York.
    expect(acme()).toContain("Away from: Sun 6 Dec, 22:30");
    expect(acme()).toContain("back: Sun 13 Dec, 22:30");
    expect(world.platform.textIn("fake|w|beta")).toContain("Asha छुट्टी पर");
  });

  test("planned for today are told at the client's next working hour", async () => {
    await asha("away today cover:@ben");
    await at("2026-11-24T13:59");
    expect(acme()).not.toContain("is away");
    await at("2026-11-24T14:00");
    expect(count(acme(), "Asha is away")).toBe(1);
  });

  test("bring the cover a brief for each client on the first morning, and at any time by a button", async () => {
    await world.say("jane", "acme", "request Write the report due:2026-12-09");
    await asha('client edit ACME goals:"Grow in Europe"');
    await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
    await world.settle();
    expect(dm("ben")).toContain("You cover for Asha");
    const early = await world.pressLabel(
      "ben",
      "dm",
      postedIn(world, "fake|w|dm-ben", "You cover for"),
      "Brief",
    );
    expect(early.text).toContain("Acme Ltd: brief while Asha is away");
    await at("2026-12-07T07:29");
    expect(dm("ben")).not.toContain("brief while");
    await at("2026-12-07T07:30");
    for (const words of [
      "Acme Ltd: brief while Asha is away",
      "Beta Corp: brief while Asha is away",
      "Grow in Europe",
      "ACME-1 Write the report",
      "Their clock: America/New_York",
      "Weekly status: Fri 16:00",
      "People: Jane",
    ])
      expect(dm("ben")).toContain(words);
    expect(count(dm("ben"), "Acme Ltd: brief")).toBe(1);
  });

  test("end with what happened meanwhile", async () => {
    await world.say("jane", "acme", "request Before");
    await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
    await at("2026-12-08T10:00");
    await world.say("jane", "acme", "request Write the report");
    await ben("done ACME-1");
    await ben("deliver ACME-2 https://example.com");
    await at("2026-12-14T02:29");
    expect(dm("asha")).not.toContain("What happened");
    await at("2026-12-14T02:30");
    for (const words of [
      "What happened while you were away",
      "Ben stood in for you.",
      "Acme Ltd",
      "1 new request · 1 delivered · 1 finished",
      "ACME-2 Write the report · Delivered",
    ])
      expect(dm("asha")).toContain(words);
    expect(dm("asha")).not.toContain("Beta Corp\n");
  });

  test("changed after the client was told, are told again; taken back, that too", async () => {
    await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
    await at("2026-12-02T14:00");
    expect((await asha('away edit to:"14 Dec"')).text).toContain("Mon 7 Dec – Mon 14 Dec");
    await world.settle();
    expect(acme()).toContain("Asha's days off have changed");
    await at("2026-12-03T14:00");
    expect(count(acme(), "Asha is away")).toBe(1);
    await asha("away cancel");
    await world.settle();
    expect(acme()).toContain("Asha is here after all");
    expect(dm("ben")).toContain("You needn't cover for Asha");
    await at("2026-12-07T02:30");
    expect(dm("asha")).toContain("Asha Desk · Mon 7 Dec");
    expect(dm("ben")).not.toContain("brief while");
  });

  test("taken back before anybody was told, are never told of", async () => {
    await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
    await asha("away cancel 8 Dec");
    await at("2026-12-02T14:00");
    expect(acme()).not.toContain("Asha is");
    expect((await asha("away list")).text).toContain("Nobody is away");
  });

  test("can be filled into a form, changed and taken back by buttons", async () => {
    const form = formOf(await asha("away"));
    const bens = form.fields
      .find(({ key }) => key === "cover")
      ?.options?.find(({ label }) => label === "Ben");
    const able = form.fields.find(({ key }) => key === "cover")?.options?.map(({ label }) => label);
    expect(able?.sort()).toEqual(["Asha", "Ben", "nobody"]);
    const wrong = await world.submit("asha", "dm", form, { from: "someday", cover: bens?.value ?? "" });
    expect(wrong.outcome).toMatchObject({
      kind: "form",
      errors: { from: expect.stringContaining("someday") },
    });
    const said = await world.submit("asha", "dm", form, {
      from: "7 Dec",
      to: "11 Dec",
      cover: bens?.value ?? "",
    });
    expect(said.text).toContain("Mon 7 Dec – Fri 11 Dec");
    const edit = formOf(await world.pressLabel("asha", "dm", said, "Change"));
    const after = await world.submit("asha", "dm", edit, { to: "9 Dec" });
    expect(after.text).toContain("Mon 7 Dec – Wed 9 Dec");
    expect(after.text).toContain("Cover: Ben");
    expect(viewOf(await world.pressLabel("asha", "dm", after, "Take back")).title).toBe(
      "Your days off are taken back",
    );
  });
});

test("days off that have begun can end earlier or later, and the cover has had their brief", async () => {
  await asha("away 2026-12-07 to 2026-12-18 cover:@ben");
  await at("2026-12-07T07:30");
  await at("2026-12-10T09:00");
  expect((await asha('away edit to:"16 Dec"')).text).toContain("Mon 7 Dec – Wed 16 Dec");
  expect((await asha('away edit to:"9 Dec"')).text).toContain("Mon 7 Dec – Wed 9 Dec");
  await at("2026-12-10T09:15");
  expect(count(dm("ben"), "Acme Ltd: brief while Asha is away")).toBe(1);
  expect(dm("asha")).toContain("What happened while you were away");
});

test.for([
  ["away from:2026-12-01 to:2027-08-01", "too long"],
  ["away from:2026-12-07 to:2026-12-01", "would end before it begins"],
  ["away edit to:2027-08-01", "too long"],
] as const)("%s is refused like days in one", async ([line, why]) => {
  await asha("away 2026-12-14 to 2026-12-18");
  expect((await asha(line)).text).toContain(why);
});

test("the brief of a client goes to nobody who doesn't serve it any more", async () => {
  await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
  world.clock.set("2026-12-07T07:30:00Z");
  await scheduler.tick();
  await scheduler.runDue();
  await asha("team edit @ben clients:BETA");
  await world.settle();
  expect(dm("ben")).toContain("Beta Corp: brief");
  expect(dm("ben")).not.toContain("Acme Ltd: brief");
});

test("a request filed meanwhile goes to the cover, and says so", async () => {
  await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
  world.clock.set("2026-12-08T10:00:00Z");
  expect((await world.say("jane", "acme", "request Write the report")).text).toContain("Who: Ben");
  await world.settle();
  expect(dm("ben")).toContain("ACME-1 · Write the report");
  expect(dm("asha")).not.toContain("ACME-1");
});

test("whose cover leaves the team hears that nobody stands in for them", async () => {
  await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
  await asha("team remove @ben");
  await world.settle();
  expect(dm("asha")).toContain("Ben can't cover for you any more");
  expect((await asha("away list")).text).toContain("Cover: nobody");
});

describe("overlaps and gaps in cover are refused with the reason", () => {
  test.for([
    ["cover:@asha", "Somebody else has to cover for you"],
    ["cover:@sue", "is a subcontractor"],
    ["cover:@nobody", "can't find @nobody on the team"],
    ["cover:@ben", "Ben is away on Wed 9 Dec too"],
  ] as const)("%s", async ([cover, why]) => {
    await ben("away 9 Dec");
    const line = `away 2026-12-07 to 2026-12-11 ${cover}`;
    const said = await asha(line);
    expect(said.text).toContain(why);
    expect(said.text).toContain(line);
    expect((await asha("away list")).text).not.toContain("Asha");
  });

  test("who covers can't go away then, and nobody is away twice at once", async () => {
    await asha("away 2026-12-07 to 2026-12-11 cover:@ben");
    expect((await ben("away 11 Dec to 15 Dec")).text).toContain(
      "You cover for Asha on Mon 7 Dec – Fri 11 Dec",
    );
    expect((await asha("away 10 Dec to 12 Dec")).text).toContain(
      "You are away on Mon 7 Dec – Fri 11 Dec already",
    );
    expect((await ben("away 12 Dec to 15 Dec")).text).toContain("are noted");
  });

  test("the cover must serve the clients that have work", async () => {
    await asha("team edit @ben clients:ACME");
    const said = await asha("away 7 Dec cover:@ben");
    expect(said.text).toContain("Ben doesn't serve Beta Corp, where you have work");
    await asha("team edit @ben clients:all");
    expect((await asha("away 7 Dec cover:@ben")).text).toContain("are noted");
  });

  test.for([
    ["away 11-7 Dec", "would end before it begins"],
    ["away 2020-01-01", "in the past"],
    ["away someday", "can't read “someday” as days"],
    ["away 2026-12-01 to 2027-12-01", "too long"],
    ["away 31 Nov", "not a day in the calendar"],
    ["away cancel 3 Dec", "no days off planned"],
  ] as const)("%s", async ([line, why]) => {
    const said = await asha(line);
    expect(said.text).toContain(why);
    expect(said.text).toContain(line);
  });

  test("clients have no days off here", async () => {
    expect((await world.say("jane", "acme", "away tomorrow")).text).toContain("Only the team can do that");
  });

  test("two who choose each other at the same moment don't both get it", async () => {
    const both = await Promise.all([
      asha("away 2026-12-07 to 2026-12-11 cover:@ben"),
      ben("away 2026-12-07 to 2026-12-11 cover:@asha"),
    ]);
    expect(both.filter(({ text }) => text.includes("are noted"))).toHaveLength(1);
  });
});
