import { afterEach, beforeEach, expect, test } from "vitest";
import type { World } from "../support/desk.ts";
import { count, openRounds, type Rounds } from "../support/rounds.ts";

let rounds: Rounds;
let world: World;
beforeEach(async () => {
  rounds = await openRounds();
  ({ world } = rounds);
});
afterEach(() => world.close());

const at = (iso: string) => rounds.at(iso);
const asha = (line: string) => rounds.asha(line);
const acme = () => world.platform.textIn("fake|w|acme");
const surveys = () => world.database.db.collection("surveys").find().toArray();

test("a channel where somebody has answered is not reminded", async () => {
  await rounds.arranged("checkin add monthly client:ACME");
  await at("2026-11-25T15:00:00Z");
  const form = await rounds.asked("jane", "Monthly check-in", "acme");
  await world.submit("jane", "acme", form, { q1: "5", q2: "A trade fair" });
  for (const day of [26, 27, 28, 29]) await at(`2026-11-${day}T15:01:00Z`);
  expect(count(acme(), "Monthly check-in")).toBe(1);
});

test("a client is reminded of a check-in before their weekend and their holidays, not on them", async () => {
  await asha("settings client:ACME holidays:2026-11-27");
  await rounds.arranged("checkin add monthly client:ACME");
  await at("2026-11-25T15:00:00Z");
  await at("2026-11-26T14:59:00Z");
  expect(count(acme(), "Monthly check-in")).toBe(1);
  await at("2026-11-26T15:00:00Z");
  expect(count(acme(), "Monthly check-in")).toBe(2);
  for (const day of [27, 28, 29]) await at(`2026-11-${day}T15:01:00Z`);
  expect(count(acme(), "Monthly check-in")).toBe(2);
});

test("a client is reminded of a survey before their holiday, not on it", async () => {
  await asha("settings client:ACME holidays:2026-11-27");
  await world.say("jane", "acme", "request Write the report");
  await asha("done ACME-1");
  await at("2026-11-26T14:59:00Z");
  expect(acme()).not.toContain("Still one click");
  await at("2026-11-26T15:00:00Z");
  expect(count(acme(), "Still one click, Jane")).toBe(1);
  for (const day of [27, 28, 29]) await at(`2026-11-${day}T15:01:00Z`);
  expect(count(acme(), "Still one click, Jane")).toBe(1);
});

test("what ends in an hour that comes twice ends at its own time", async () => {
  // On 4 April the clocks of Sydney go from three back to two, at 16:00 UTC.
  await at("2027-03-27T16:30:00Z");
  await world.say("raj", "beta", "request Buy a boat");
  await asha("done BETA-1");
  await at("2027-03-30T23:00:00Z");
  expect((await surveys())[0]).toMatchObject({
    state: "asked",
    remindedAt: new Date("2027-03-30T23:00:00Z"),
  });
  await at("2027-04-03T16:29:00Z");
  expect((await surveys())[0]).toMatchObject({ state: "asked" });
  await at("2027-04-03T16:30:00Z");
  expect((await surveys())[0]).toMatchObject({ state: "expired" });
});
