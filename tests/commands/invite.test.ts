import { afterEach, beforeEach, expect, test } from "vitest";
import { actionsOf, codeIn, formOf, openDesk, viewOf, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
  world.platform.people.set("ben", { name: "Ben", zone: "Asia/Manila" });
});
afterEach(() => world.close());

const asha = (line: string, where = "dm") => world.say("asha", where, line);
const brings = (who: string, code: string) => world.say(who, "dm", `link ${code}`);

test("who is invited to the team is on it once they bring the code, with the role and clients that were chosen", async () => {
  const invited = await asha('team invite "Ben Cruz" role:subcontractor clients:ACME');
  expect(invited.text).toContain("A code for Ben Cruz");
  const code = codeIn(invited);
  expect((await asha("team list")).text).not.toContain("Ben");
  expect((await brings("ben", code)).text).toContain("Welcome, Ben. You are on the team of Asha Desk");
  expect((await asha("team list")).text).toContain("Ben — subcontractor, ACME");
  expect((await world.say("ben", "dm", "today")).text).not.toContain("isn't");
});

test("by form, from the list of the team, and only by an owner", async () => {
  const list = await asha("team list");
  const form = formOf(await world.pressLabel("asha", "dm", list, "Invite somebody"));
  expect(form.fields.map(({ key, kind }) => [key, kind])).toEqual([
    ["who", "text"],
    ["role", "select"],
    ["clients", "text"],
  ]);
  const code = codeIn(await world.submit("asha", "dm", form, { who: "Ben Cruz", role: "assistant" }));
  await brings("ben", code);
  expect(actionsOf(viewOf(await world.say("ben", "dm", "team list")))).toEqual([]);
  expect((await world.say("ben", "dm", "team invite Cid")).text).toContain("Only the owner");
  expect((await world.say("ben", "dm", "contact invite Mary client:ACME")).text).toContain("Only the owner");
});

test("who is invited to a client sees that client's and nothing else", async () => {
  const code = codeIn(await asha('contact invite "Mary Poole" approver', "acme"));
  expect((await brings("mary", code)).text).toContain("is a contact of Acme Ltd");
  expect((await asha("contact list", "acme")).text).toContain("approves deliveries");
  await world.say("raj", "beta", "request Secret of Beta");
  expect((await world.say("mary", "dm", "requests")).text).not.toContain("Secret");
  expect((await world.say("mary", "dm", "show BETA-1")).text).toContain("does not exist");
});

test("an invitation is good once, for three days, and for nobody who has a part already", async () => {
  const code = codeIn(await asha("team invite Ben"));
  expect((await brings("asha", code)).text).toContain("for whom you invited");
  expect((await brings("ben", code)).text).toContain("Welcome");
  expect((await brings("raj", code)).text).toContain("unknown, used or expired");
  const another = codeIn(await asha("team invite Cid"));
  expect((await brings("ben", another)).text).toContain("on the team already");
  expect((await brings("cid", another)).text).toContain("Welcome");
  const late = codeIn(await asha("team invite Dora"));
  world.clock.advance(3 * 1440 + 1);
  expect((await brings("dora", late)).text).toContain("unknown, used or expired");
  const theirs = codeIn(await asha("contact invite Mary", "acme"));
  expect((await brings("ben", theirs)).text).toContain("can't be a contact too");
  expect((await brings("mary", theirs)).text).toContain("is a contact of Acme Ltd");
});

test("the same act delivered again makes nobody a member twice, and says so kindly", async () => {
  const code = codeIn(await asha("team invite Ben"));
  const line = `link ${code}`;
  await world.say("ben", "dm", line, { key: "once" });
  expect((await world.say("ben", "dm", line, { key: "once" })).text).toContain("Already done");
  expect(await world.database.db.collection("members").countDocuments({ name: "Ben" })).toBe(1);
});

test("nobody gets into somebody's own account by inviting them again", async () => {
  expect((await asha("contact invite Jane", "acme")).text).toContain("Jane is here already");
  expect((await asha("team invite Asha")).text).toContain("Asha is here already");
});
