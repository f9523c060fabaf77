import { afterEach, beforeEach, expect, test } from "vitest";
import { openDesk, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

test("acts that write several documents of a kind don't take each other for repeats", async () => {
  for (const title of ["One", "Two", "Three"]) await world.say("jane", "acme", `request ${title}`);
  for (const n of [1, 2, 3, 1]) {
    expect((await world.say("asha", "dm", `start ACME-${n}`)).text).toContain(`Timer running on ACME-${n}`);
    world.clock.advance(10);
  }
  const { db } = world.database;
  expect(await db.collection("timeEntries").countDocuments()).toBe(3);
});
