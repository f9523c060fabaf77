import { afterAll, beforeAll, expect, test } from "vitest";
import { deskCode, formOf, openDesk, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "acme") => world.say("asha", where, line);
beforeAll(async () => {
  world = await openDesk();
  for (const [id, name] of [
    ["mary", "Mary"],
    ["pat", "Pat"],
    ["pat.doe", "Pat"],
  ] as const)
    world.platform.people.set(id, { name });
});
afterAll(() => world.close());

test("somebody who never wrote becomes a contact, if the platform knows them", async () => {
  expect((await asha("contact add @mary approver")).text).toContain("Mary is a contact of Acme Ltd");
  expect((await asha("contact list")).text).toContain("Mary — approves deliveries");
  expect((await asha("contact add @nobody")).text).toContain("I don't know @nobody yet");
  await world.say("jane", "acme", "request For all of us");
  expect((await world.say("mary", "acme", "requests")).text).toContain("For all of us");
});

test("named again nobody is doubled, and nothing is taken from them", async () => {
  expect((await asha("contact add @mary")).text).toContain("Mary changed");
  expect((await asha("contact list")).text).toContain("Mary — approves deliveries");
});

test("the role is edited by line or by form, never by leaving it out", async () => {
  const form = formOf(await asha("contact edit @mary"));
  expect(form.fields.find((field) => field.key === "role")?.value).toBe("approver");
  expect((await world.submit("asha", "acme", form, { role: "contact" })).text).toContain("Mary changed");
  expect((await asha("contact list")).text).not.toContain("approves");
  expect((await asha("contact edit Mary boss")).text).toContain("“boss” is not one of: approver, contact");
});

test("without a client or a name the form asks for them", async () => {
  const form = formOf(await asha("contact add", "dm"));
  expect(form.fields.map((field) => field.key)).toEqual(["client", "who", "role"]);
  const done = await world.submit("asha", "dm", form, { client: "BETA", who: "@pat" });
  expect(done.text).toContain("Pat is a contact of Beta Corp");
});

test("who is on the team is nobody's contact here", async () => {
  expect((await asha("contact add @asha")).text).toContain("Asha is on the team");
});

test("who was removed sees nothing any more", async () => {
  expect((await asha("contact remove @mary")).text).toContain("Mary is no longer a contact");
  expect((await world.say("mary", "dm", "requests all")).text).not.toContain("For all of us");
  expect((await asha("contact remove @mary")).text).toContain("is no contact of this client");
});

test("two contacts who are one are merged: one name, all of their requests", async () => {
  await asha("contact add @pat.doe client:BETA");
  await world.say("pat", "beta", "request By Pat");
  await world.say("pat.doe", "dm", "request By Pat Doe");
  expect((await asha("contact merge @pat into:@pat.doe")).text).toContain("are one person now");
  expect((await asha("contact list client:BETA")).text.match(/Pat/g)).toHaveLength(1);
  const list = (await world.say("pat", "dm", "requests")).text;
  expect(list).toContain("By Pat Doe");
  expect(list).toContain("BETA-1 By Pat —");
  expect((await asha("contact merge @pat into:@pat.doe")).text).toContain("Those are both Pat already");
});

test("an owner merges nobody who has a part at another desk too", async () => {
  const code = await deskCode(world);
  await world.say("raj", "dm", `setup "Raj's own" code:${code}`);
  for (const line of ["contact merge @raj into:@jane", "contact merge @jane into:@raj"])
    expect((await asha(line)).text).toContain("only they can join their accounts");
  expect((await world.say("raj", "dm", "team")).text).toContain("Raj — owner");
});

test("only the owner changes contacts; the team may look", async () => {
  world.platform.people.set("ben", { name: "Ben" });
  await asha("team add @ben");
  expect((await world.say("ben", "acme", "contact list")).text).toContain("Jane");
  expect((await world.say("ben", "acme", "contact remove @jane")).text).toContain("Only the owner");
});
