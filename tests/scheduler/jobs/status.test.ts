import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../../scheduler/index.ts";
import { statusDraft } from "../../../scheduler/jobs/status-draft.ts";
import { weeklyStatus } from "../../../scheduler/jobs/weekly-status.ts";
import type { OccurrenceRow } from "../../../src/domain/schedule.ts";
import { openDesk, silent, viewOf, type World } from "../../support/desk.ts";

let world: World;
let scheduler: Scheduler;
beforeEach(async () => {
  world = await openDesk();
  // New York's evening is the night in Kolkata.
  await world.say("asha", "dm", "settings quiet:off");
  const { db } = world.database;
  const jobs = [weeklyStatus, statusDraft];
  scheduler = createScheduler({ db, stores: world.stores, jobs, clock: world.clock, log: silent });
});
afterEach(() => world.close());

const asha = (line: string) => world.say("asha", "dm", line);
const acme = () => world.platform.textIn("fake|w|acme");
const dm = () => world.platform.textIn("fake|w|dm-asha");
const count = (text: string, words: string) => text.split(words).length - 1;
const POSTED = "Weekly status for Acme Ltd";

/** The clock of New York on the wall says so. */
async function at(newYork: string): Promise<void> {
  world.clock.set(new Date(`${newYork}:00-05:00`));
  await scheduler.tick();
  await scheduler.runDue();
  await world.settle();
}

async function occurrences(job: string): Promise<Pick<OccurrenceRow, "period" | "state" | "reason">[]> {
  const rows = await world.database.db.collection("occurrences").find({ job }).sort({ at: 1 }).toArray();
  return rows.map((row) => ({ period: row["period"], state: row["state"], reason: row["reason"] }));
}

describe("where it goes out by itself", () => {
  test("a status is posted on Friday at 16:00 of the client, and tells no other client's", async () => {
    await world.say("jane", "acme", "request Write the report");
    await world.say("raj", "beta", "request Buy a boat");
    await at("2026-11-27T15:59");
    expect(acme()).not.toContain(POSTED);
    expect(world.platform.textIn("fake|w|beta")).toContain("Weekly status for Beta Corp");
    await at("2026-11-27T16:00");
    expect(count(acme(), POSTED)).toBe(1);
    expect(acme()).toContain("• ACME-1 Write the report");
    expect(acme()).not.toContain("boat");
    expect(dm()).not.toContain("Preview");
    await at("2026-12-04T16:00");
    expect(count(acme(), POSTED)).toBe(2);
    const ended = await occurrences("weekly-status");
    expect(ended.every(({ state }) => state === "done")).toBe(true);
  });

  test("a member's words of the week go with it", async () => {
    await asha('status edit ACME note:"I am away on Monday"');
    await at("2026-11-27T16:00");
    expect(acme()).toContain("I am away on Monday");
    await at("2026-12-04T16:00");
    expect(count(acme(), "I am away on Monday")).toBe(1);
  });

  test("one that a member posted, or left out, does not come again", async () => {
    await asha("status post ACME");
    await asha("status skip BETA");
    await at("2026-11-27T16:00");
    expect(count(acme(), POSTED)).toBe(1);
    expect(world.platform.textIn("fake|w|beta")).not.toContain("Weekly status");
    expect((await occurrences("weekly-status")).map(({ state, reason }) => [state, reason])).toEqual([
      ["skipped", "a member left it out"],
      ["skipped", "it was posted before"],
    ]);
  });

  test("posted by hand and by the job in the same moment it comes once", async () => {
    world.clock.set("2026-11-27T21:00:00Z");
    await scheduler.tick();
    await Promise.all([scheduler.runDue(), asha("status post ACME"), asha("status post ACME")]);
    await scheduler.runDue();
    await world.settle();
    expect(count(acme(), POSTED)).toBe(1);
  });

  test("after a night of downtime it comes late, after a long one not at all", async () => {
    await at("2026-11-28T09:00");
    expect(count(acme(), POSTED)).toBe(1);
    await at("2026-12-07T09:00");
    expect(count(acme(), POSTED)).toBe(1);
  });

  test("without a channel, or for an archived client or one that wants none, nothing goes out", async () => {
    await asha('client add "Gamma" code:GAMMA zone:New_York');
    await asha("settings client:ACME mode:off");
    await asha("client archive BETA");
    await at("2026-11-27T16:00");
    expect(acme()).not.toContain(POSTED);
    expect(world.platform.textIn("fake|w|beta")).not.toContain("Weekly status");
    expect(dm()).toContain("The weekly status for Gamma has nowhere to go");
    expect(dm()).toContain("settings client:GAMMA mode:off");
  });
});

describe("where a member reads it first", () => {
  beforeEach(async () => {
    await asha("settings client:ACME mode:review");
    await world.say("jane", "acme", "request Write the report");
  });
  const draft = () => {
    const [message] = world.platform
      .in("fake|w|dm-asha")
      .filter(({ view }) => view.title.startsWith("Preview"));
    if (!message) throw new Error("no draft");
    return message;
  };
  const press = (label: string) =>
    world.pressLabel(
      "asha",
      "dm",
      { outcome: { kind: "view", to: "actor", view: draft().view, reader: draft().reader }, text: "" },
      label,
    );

  test("the lead gets the draft the evening before, and it goes out when they say so", async () => {
    await at("2026-11-26T17:59");
    expect(dm()).not.toContain("Preview");
    await at("2026-11-26T18:00");
    expect(dm()).toContain("Preview: the weekly status for Acme Ltd");
    expect(dm()).toContain("It goes out when you post it.");
    expect(dm()).toContain("[Edit]  [Post]  [Skip]");
    expect(viewOf(await press("Post")).title).toContain("Posted");
    await at("2026-11-27T16:00");
    expect(count(acme(), POSTED)).toBe(1);
    expect(count(dm(), "waits for your word")).toBe(0);
  });

  test("nothing goes out that nobody said yes to: the lead is reminded, and may post it later", async () => {
    await at("2026-11-26T18:00");
    await at("2026-11-27T16:00");
    expect(acme()).not.toContain(POSTED);
    expect(count(dm(), "The weekly status for Acme Ltd waits for your word")).toBe(1);
    await at("2026-11-30T09:00");
    expect((await press("Post")).text).toContain("Posted");
    await world.settle();
    expect(count(acme(), POSTED)).toBe(1);
    await at("2026-12-03T18:00");
    await asha("status post ACME");
    await world.settle();
    expect(count(acme(), POSTED)).toBe(2);
  });

  test("a draft of a week that is over is not posted by its old button", async () => {
    await at("2026-11-26T18:00");
    await at("2026-12-03T18:00");
    expect((await press("Post")).text).toContain("It has changed since you saw it");
    await world.settle();
    expect(acme()).not.toContain(POSTED);
  });

  test("one that was left out is not asked about again", async () => {
    await at("2026-11-26T18:00");
    await press("Skip");
    await at("2026-11-27T16:00");
    expect(dm()).not.toContain("waits for your word");
    expect(acme()).not.toContain(POSTED);
  });

  test("one for a Monday is drafted on Sunday, and is that Monday's", async () => {
    await asha('settings client:ACME status:"Mon 09:00"');
    await at("2026-11-29T18:00");
    expect(dm()).toContain("Preview: the weekly status for Acme Ltd");
    expect((await press("Post")).text).toContain("Posted");
    await at("2026-11-30T09:00");
    expect(count(acme(), POSTED)).toBe(1);
    expect(dm()).not.toContain("waits for your word");
  });

  test("without a lead the owner is asked", async () => {
    await world.say("ben", "dm", "help");
    await asha("team add ben role:assistant clients:ACME");
    await world.say("ben", "dm", "settings quiet:off");
    await asha("client edit ACME lead:ben");
    await at("2026-11-26T18:00");
    expect(world.platform.textIn("fake|w|dm-ben")).toContain("Preview");
    expect(dm()).not.toContain("Preview");
    await asha("team remove ben");
    await at("2026-12-03T18:00");
    expect(dm()).toContain("Preview");
  });
});
