import { afterEach, beforeEach, expect, test } from "vitest";
import { openDesk, type World } from "../support/desk.ts";

/** Tuesday, 24 November, 10:00 UTC: 15:30 for Asha, who works until 17:00 in Kolkata. */
let world: World;
const asha = (line: string) => world.say("asha", "dm", line);
beforeEach(async () => {
  world = await openDesk();
  world.platform.people.set("ben", { name: "Ben", zone: "Europe/London" });
  world.platform.people.set("sue", { name: "Sue", zone: "Europe/London" });
  await asha("team add @ben");
  await asha("team add @sue role:subcontractor");
  await asha("promise ACME answer:4h finish:1d");
});
afterEach(() => world.close());

const breaks = async (clock: "answer" | "finish"): Promise<string> => {
  const request = await world.database.db.collection("requests").findOne({ number: 1 });
  return request?.["clocks"][clock].by.toISOString().slice(0, 16);
};

test("what nobody covers stands still meanwhile, also once the cover has left", async () => {
  await world.say("jane", "acme", "request Write the report");
  // 1h30 on Tuesday, 2h30 on Wednesday.
  expect(await breaks("answer")).toBe("2026-11-25T06:00");
  await asha("away 2026-11-25 cover:@ben");
  expect(await breaks("answer")).toBe("2026-11-25T06:00");
  await asha("team remove @ben");
  expect(await breaks("answer")).toBe("2026-11-26T06:00");
  await asha("away cancel 2026-11-25");
  expect(await breaks("answer")).toBe("2026-11-25T06:00");
});

test("a subcontractor's absence moves what is theirs", async () => {
  await world.say("jane", "acme", "request Write the report");
  await asha("assign ACME-1 @sue");
  expect(await breaks("finish")).toBe("2026-11-25T10:00");
  await world.say("sue", "dm", "away 2026-11-25");
  // From ten to five in London on Tuesday, and an hour on Thursday.
  expect(await breaks("finish")).toBe("2026-11-26T10:00");
});

test("meanwhile it is the cover's time that counts, from filing on", async () => {
  await asha("away 2026-11-25 cover:@ben");
  world.clock.set("2026-11-25T10:00:00Z");
  await world.say("jane", "acme", "request Write the report");
  expect(await breaks("answer")).toBe("2026-11-25T14:00");
  await world.say("ben", "dm", "snooze ACME-1 2026-11-25T12:00");
  expect(await breaks("answer")).toBe("2026-11-25T16:00");
  await asha("promise ACME answer:5h");
  expect(await breaks("answer")).toBe("2026-11-25T17:00");
});
