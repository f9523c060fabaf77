import { afterEach, beforeEach, expect, test } from "vitest";
import { deskCode, formOf, openWorld, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
  world.platform.people.set("asha", { name: "Asha", zone: "Asia/Kolkata" });
});
afterEach(() => world.close());

test("who sets up the first desk owns it, by line or by form", async () => {
  const form = formOf(await world.say("asha", "dm", "setup"));
  expect(form.fields.find((field) => field.key === "zone")?.value).toBe("Asia/Kolkata");
  const wrong = await world.submit("asha", "dm", form, { name: "Asha Desk", zone: "Atlantis" });
  expect(wrong.outcome).toMatchObject({
    kind: "form",
    errors: { zone: expect.stringContaining("Atlantis") },
  });
  expect(formOf(wrong).fields.find((field) => field.key === "name")?.value).toBe("Asha Desk");
  const done = await world.submit("asha", "dm", formOf(wrong), { zone: "Kolkata" });
  expect(done.text).toContain("Asha Desk is ready");
  expect((await world.say("asha", "dm", "team")).text).toContain("Asha — owner");
});

test("before there is a desk everybody is told how to begin", async () => {
  expect((await world.say("jane", "general", "request Help me")).text).toContain("type setup to begin");
});

test("another desk needs a code, which works once; an owner's second desk too", async () => {
  await world.say("asha", "dm", 'setup "Asha Desk"');
  expect((await world.say("ben", "dm", 'setup "Ben Desk"')).text).toContain("A desk is set up here already");
  expect((await world.say("ben", "dm", 'setup "Ben Desk" code:AAAAA-BBBBB')).text).toContain(
    "ask whoever runs",
  );
  const code = await deskCode(world);
  expect((await world.say("ben", "dm", `setup "Ben Desk" code:${code}`)).text).toContain("Ben Desk is ready");
  expect((await world.say("cid", "dm", `setup "Cid Desk" code:${code}`)).text).toContain(
    "set up here already",
  );
  expect((await world.say("asha", "dm", 'setup "Second"')).text).toContain("You have a desk already");
  const second = await world.say("asha", "dm", `setup "Second" code:${await deskCode(world)}`);
  expect(second.text).toContain("Second is ready");
});

test("of many who begin at the same moment one becomes the owner", async () => {
  const said = await Promise.all(
    ["asha", "ben", "cid"].map((who) => world.say(who, "dm", `setup "Desk of ${who}" zone:London`)),
  );
  expect(said.filter(({ text }) => text.includes("is ready"))).toHaveLength(1);
  expect(await world.stores.system.desks()).toHaveLength(1);
});

test("delivered twice, even at once, it makes one desk", async () => {
  const twice = await Promise.all([1, 2].map(() => world.say("asha", "dm", 'setup "Once"', { key: "k" })));
  expect(twice.filter(({ text }) => text.includes("Once is ready"))).toHaveLength(1);
  expect((await world.say("asha", "dm", 'setup "Once"', { key: "k" })).text).toContain("Already done");
  expect(await world.stores.system.desks()).toHaveLength(1);
});
