import { afterEach, beforeEach, expect, test } from "vitest";
import { openRepeating, type Repeating } from "../support/repeating.ts";

let world: Repeating["world"];
let asha: Repeating["asha"];
let jane: Repeating["jane"];
let at: Repeating["at"];
let requests: Repeating["requests"];
beforeEach(async () => {
  ({ world, asha, jane, at, requests } = await openRepeating());
});
afterEach(() => world.close());
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
