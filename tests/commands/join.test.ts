import { afterEach, beforeEach, expect, test } from "vitest";
import { deskCode, openDesk, postedIn, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

test("someone new in a client's channel is asked first; then their words are filed, once", async () => {
  const asked = await world.say("newbie", "acme", "request Order pens due:tomorrow");
  expect(asked.text).toContain("on the team?");
  expect(asked.text).toContain("Order pens due:tomorrow");
  expect((await world.say("jane", "acme", "requests")).text).not.toContain("Order pens");
  const done = await world.pressLabel("newbie", "acme", asked, "I'm with Acme Ltd");
  expect(done.text).toContain("Order pens");
  expect((await world.pressLabel("newbie", "acme", asked, "I'm with Acme Ltd")).text).toContain(
    "Already done",
  );
  expect((await world.say("jane", "acme", "requests")).text.match(/Order pens/g)).toHaveLength(1);
});

test("who says they are on the team waits for the owner, and then goes on with one press", async () => {
  const asked = await world.say("ben", "acme", "request Fix it");
  const waits = await world.pressLabel("ben", "acme", asked, "I'm on the team");
  expect(waits.text).toContain("I asked the owner");
  expect((await world.pressLabel("ben", "acme", waits, "Go on")).text).toContain("on the team?");
  await world.settle();
  const question = postedIn(world, "fake|w|dm-asha", "says they are on the team");
  expect((await world.pressLabel("asha", "dm", question, "Add to the team")).text).toContain(
    "ben is on the team",
  );
  expect((await world.pressLabel("ben", "acme", waits, "Go on")).text).toContain("Got it: ACME-1");
});

test("the owner may know better", async () => {
  const asked = await world.say("ben", "acme", "request Fix it");
  await world.pressLabel("ben", "acme", asked, "I'm on the team");
  await world.settle();
  const question = postedIn(world, "fake|w|dm-asha", "says they are on the team");
  const said = await world.pressLabel("asha", "dm", question, "They are with Acme Ltd");
  expect(said.text).toContain("ben is a contact of Acme Ltd");
});

test("nobody joins where no client is, nor who is on the team", async () => {
  expect((await world.press("ben", "elsewhere", "join", { as: "contact" })).text).toContain("isn't linked");
  expect((await world.press("asha", "acme", "join", { as: "contact" })).text).toContain(
    "can't be a contact too",
  );
});

test("a contact of one client is nobody at another until they join", async () => {
  await world.say("jane", "acme", "request Secret");
  const asked = await world.say("raj", "acme", "requests");
  expect(asked.text).toContain("Are you with the client");
  expect(asked.text).not.toContain("Secret");
});

test("somebody with parts at two desks is asked which, and their words and files go on", async () => {
  const code = await deskCode(world);
  await world.say("ben", "dm", `setup "Ben's Desk" code:${code}`);
  await world.say("ben", "cedar", "client add Cedar code:CED zone:London");
  await world.press("jane", "cedar", "join", { as: "contact" });
  const files = [{ name: "plan.pdf", url: "https://files.example/plan.pdf" }];
  const asked = await world.say("jane", "dm", "request Draw the plan", { files });
  expect(asked.text).toContain("For which desk?");
  expect(asked.text).toContain("Draw the plan");
  const done = await world.pressLabel("jane", "dm", asked, "Ben's Desk");
  expect(done.text).toContain("Got it: CED-1");
  expect((await world.say("ben", "dm", "show CED-1")).text).toContain("plan.pdf");
  // A client's code says which desk is meant, and a channel does.
  expect((await world.say("jane", "dm", "show CED-1")).text).toContain("Draw the plan");
  expect((await world.say("jane", "dm", "request Another client:ACME")).text).toContain("ACME-1");
  expect((await world.say("jane", "acme", "requests")).text).toContain("Open requests");
});
