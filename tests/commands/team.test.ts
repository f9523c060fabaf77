import { afterEach, beforeEach, expect, test } from "vitest";
import { formOf, openDesk, postedIn, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
beforeEach(async () => {
  world = await openDesk();
  for (const [id, name] of [
    ["ben", "Ben"],
    ["cid", "Cid"],
  ] as const)
    world.platform.people.set(id, { name, zone: "Europe/London" });
});
afterEach(() => world.close());

test("members are added by line or by form, with their clients", async () => {
  expect((await asha("team add @ben role:assistant clients:ACME")).text).toContain("assistant, ACME");
  const form = formOf(await asha("team add"));
  const wrong = await world.submit("asha", "dm", form, { who: "@cid", clients: "NOPE" });
  expect(wrong.text).toContain("There is no client NOPE");
  expect((await world.submit("asha", "dm", formOf(wrong), { clients: "all" })).text).toContain("all clients");
  const { text: team } = await asha("team");
  for (const member of ["Ben — assistant, ACME", "Cid — assistant, all clients"])
    expect(team).toContain(member);
  expect((await world.say("ben", "beta", "requests")).text).toContain(
    "You don't work with this channel's client",
  );
});

test("a member who is edited without a word gets the form, filled", async () => {
  await asha("team add @ben role:subcontractor clients:BETA");
  const form = formOf(await asha("team edit @ben"));
  expect(form.fields.map(({ key, value }) => [key, value])).toContainEqual(["role", "subcontractor"]);
  expect((await world.submit("asha", "dm", form, { clients: "ACME BETA" })).text).toContain(
    "subcontractor, ACME, BETA",
  );
});

test("who leaves hands back their work, their clients and their timer", async () => {
  await asha("team add @ben");
  await asha("client edit BETA lead:@ben");
  await world.say("jane", "acme", "request Write it");
  await world.say("ben", "dm", "take ACME-1");
  await world.say("ben", "dm", "start ACME-1");
  world.clock.advance(40);
  const said = await asha("team remove @ben");
  expect(said.text).toContain("One open request was theirs");
  expect(said.text).toContain("Their timer was stopped; 40m are logged");
  expect((await asha("show ACME-1")).text).toMatch(/not yet assigned[\s\S]*Time so far: 40m/);
  await world.settle();
  expect(postedIn(world, "fake|w|acme", "ACME-1").body).toMatchObject([
    {
      fields: expect.arrayContaining([
        { label: "Who", value: [{ kind: "plain", text: "not yet assigned" }] },
      ]),
    },
    {},
  ]);
  expect((await world.say("ben", "dm", "requests")).text).toContain("I don't know you yet");
  expect((await world.say("raj", "beta", "request Still heard")).text).toContain("Asha");
});

test("who serves fewer clients hands back only what was of the others", async () => {
  await asha("team add @ben");
  await world.say("jane", "acme", "request One");
  await world.say("raj", "beta", "request Two");
  await world.say("ben", "dm", "take ACME-1");
  await world.say("ben", "dm", "take BETA-1");
  expect((await asha("team edit @ben clients:ACME")).text).toContain("One open request was theirs");
  expect((await asha("show ACME-1")).text).toContain("Who: Ben");
  expect((await asha("show BETA-1")).text).toContain("Who: not yet assigned");
});

test("the last owner stays, however it is tried", async () => {
  expect((await asha("team remove @asha")).text).toContain("A desk needs an owner");
  expect((await asha("team edit @asha role:assistant")).text).toContain("A desk needs an owner");
  await asha("team add @ben role:owner");
  const both = await Promise.all([asha("team remove @ben"), world.say("ben", "dm", "team remove @asha")]);
  expect(both.filter(({ text }) => text.includes("no longer on the team"))).toHaveLength(1);
});

test("an owner who leaves by themselves leaves their clients to another owner", async () => {
  await asha("team add @ben role:owner");
  await asha("team remove @asha");
  expect((await world.say("jane", "acme", "request Who now")).text).toContain("Who: Ben");
});

test("who joins the team is no contact any more", async () => {
  await asha("team add @jane");
  expect((await asha("contact list client:ACME")).text).toContain("Nothing here");
  expect((await world.say("jane", "acme", "log 5m ACME call")).text).toContain("Logged 5m");
});

test("only an owner changes the team; unknown people and roles are said so", async () => {
  await asha("team add @ben");
  expect((await world.say("ben", "dm", "team remove @asha")).text).toContain("Only the owner");
  expect((await asha("team add @nobody")).text).toContain("I don't know @nobody yet");
  expect((await asha("team edit @zed role:assistant")).text).toContain("I can't find @zed");
  expect((await asha("team add @cid role:boss")).text).toContain(
    "“boss” is not one of: owner, assistant, subcontractor",
  );
});

test("no subcontractor leads a client", async () => {
  await asha("team add @ben role:subcontractor");
  expect((await asha("client edit ACME lead:@ben")).text).toContain("Ben doesn't serve ACME");
  await asha("team add @cid");
  await asha("client edit ACME lead:@cid");
  await asha("team edit @cid role:subcontractor");
  expect((await world.say("jane", "acme", "request Led by")).text).toContain("Who: Asha");
});
