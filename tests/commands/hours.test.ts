import { afterEach, beforeEach, expect, test } from "vitest";
import { openDesk, type World } from "../support/desk.ts";

// Acme has 20 hours a month; Beta has no package.
let world: World;
beforeEach(async () => {
  world = await openDesk();
  await world.say("jane", "acme", "request Write the report");
});
afterEach(() => world.close());

const hours = async (who: string, where: string, line = "hours") => (await world.say(who, where, line)).text;

test("a contact sees what the package bought: used, left and for what kinds of work", async () => {
  await world.say("asha", "dm", "log 1h30 ACME-1 First draft kind:design");
  await world.say("asha", "dm", "log 30m ACME Phone call");
  const said = await hours("jane", "acme");
  expect(said).toContain("Hours of Acme Ltd");
  expect(said).toContain("Package: 20h this month");
  expect(said).toContain("Used: 2h");
  expect(said).toContain("Left: 18h");
  expect(said).toContain("2026-11-01 – 2026-11-30");
  expect(said).toContain("1h30 design");
  expect(said).toContain("30m other");
  // Notes are the desk's own.
  expect(said).not.toContain("First draft");
  expect(said).not.toContain("Phone call");
});

test("private work is counted, and to others only a number with its time", async () => {
  await world.press("bob", "acme", "join", { as: "contact" });
  await world.say("jane", "dm", "request Plan the surprise party");
  await world.say("asha", "dm", "log 1h30 ACME-2 Cake kind:party");
  await world.say("asha", "dm", "log 30m ACME-1 kind:writing");
  const bobs = await hours("bob", "acme");
  expect(bobs).toContain("Used: 2h");
  expect(bobs).toContain("1h30 1 private item");
  expect(bobs).not.toContain("party");
  // To her who filed it, and to the team, it is work like any other.
  for (const who of ["jane", "asha"]) {
    const theirs = await hours(who, "acme");
    expect(theirs).toContain("1h30 party");
    expect(theirs).not.toContain("private");
  }
});

test("nothing of another client can be seen, not even that it is there", async () => {
  await world.say("asha", "dm", "log 5h BETA kind:secret");
  expect(await hours("jane", "dm", "hours BETA")).toContain("There is no client BETA");
  const all = await hours("jane", "dm");
  expect(all).toContain("Acme Ltd");
  expect(all).not.toContain("Beta");
  expect(all).not.toContain("5h");
});

test("what is overdrawn says by how much, and last month is not counted", async () => {
  await world.say("asha", "dm", "log 9h ACME date:2026-10-31");
  await world.say("asha", "dm", "log 21h15 ACME");
  const said = await hours("jane", "acme");
  expect(said).toContain("Used: 21h15");
  expect(said).toContain("Over: 1h15");
});

test("the month is the client's own", async () => {
  await world.say("asha", "dm", "log 2h ACME");
  // Already December in Kolkata, still November in New York.
  world.clock.set("2026-12-01T03:00:00Z");
  expect(await hours("asha", "acme")).toContain("Used: 2h");
  world.clock.set("2026-12-01T06:00:00Z");
  expect(await hours("asha", "acme")).toContain("Used: 0m");
});

test("the team sees all of its clients at once, and one by its code", async () => {
  await world.say("asha", "dm", "log 2h ACME");
  await world.say("asha", "dm", "log 45m BETA");
  const all = await hours("asha", "dm");
  expect(all).toContain("ACME Acme Ltd — 2h of 20h used this month, 18h left");
  expect(all).toContain("BETA Beta Corp — 45m this month");
  const one = await hours("asha", "dm", "hours beta");
  expect(one).toContain("Hours of Beta Corp");
  expect(one).toContain("No package is agreed");
});

test("a subcontractor sees their own time and nothing of the package", async () => {
  world.platform.people.set("sue", { name: "Sue", zone: "Europe/London" });
  await world.say("sue", "dm", "help");
  await world.say("asha", "dm", "team add @sue role:subcontractor clients:ACME");
  await world.say("asha", "acme", "assign 1 @sue");
  await world.say("asha", "dm", "log 7h ACME");
  await world.say("sue", "dm", "log 40m ACME-1");
  const said = await hours("sue", "dm");
  expect(said).toContain("Used: 40m");
  expect(said).not.toContain("20h");
  expect(said).not.toContain("7h");
});

test("a package a week counts from Monday", async () => {
  await world.say("asha", "acme", "client edit hours:5 per:week");
  await world.say("asha", "dm", "log 3h ACME date:2026-11-22");
  await world.say("asha", "dm", "log 1h ACME date:2026-11-23");
  expect(await hours("jane", "acme")).toContain("Package: 5h this week");
  expect(await hours("jane", "acme")).toContain("Used: 1h");
});
