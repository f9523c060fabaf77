import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, openDesk, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
const jane = (line: string, where = "acme") => world.say("jane", where, line);
beforeAll(async () => {
  world = await openDesk();
  await jane('request First details:"Old words" due:"Friday 5pm"');
});
afterAll(() => world.close());

test("the form begins with what is there, in the reader's own clock", async () => {
  const form = formOf(await world.pressLabel("jane", "acme", await jane("show 1"), "Edit"));
  expect(form.title).toBe("Edit ACME-1");
  expect(Object.fromEntries(form.fields.map(({ key, value }) => [key, value]))).toEqual({
    title: "First",
    details: "Old words",
    due: "2026-11-27T17:00",
  });
  const done = await world.submit("jane", "acme", form, { title: "Second" });
  expect(done.text).toContain("ACME-1 · Second");
  expect(done.text).toContain("Due: Fri 27 Nov, 17:00");
});

test("an emptied field empties; one left out of a line stays", async () => {
  const form = formOf(await asha("edit ACME-1"));
  expect(form.fields.find((field) => field.key === "due")?.value).toBe("2026-11-28T03:30");
  await world.submit("asha", "dm", form, { details: "", due: "", estimate: "2h" });
  expect((await asha("show ACME-1")).text).toMatch(/Due: no date[\s\S]*Estimate: 2h/);
  await asha("edit ACME-1 estimate:none details:Back");
  const { text } = await asha("show ACME-1");
  expect(text).not.toContain("Estimate");
  expect(text).toContain("> Back");
});

test("a contact edits what they filed; the team is told, and its estimate stays", async () => {
  await asha("estimate ACME-1 3h");
  await world.settle();
  await jane("edit 1 title:Third estimate:5m");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha")).toContain("Jane changed ACME-1");
  expect((await asha("show ACME-1")).text).toContain("Estimate: 3h");
  await world.press("mary", "acme", "join", { as: "contact" });
  expect((await world.say("mary", "acme", "edit 1 title:Mine")).text).toContain("Only who filed it");
});

test("what it was before is kept", async () => {
  const kept = await world.database.db.collection("revisions").find().toArray();
  expect(kept.map((one) => one["before"])).toContainEqual({ title: "First", details: "Old words" });
});

test("what belongs to the other kind of thing is said so", async () => {
  expect((await asha("edit ACME-1 client:BETA")).text).toContain("“client” belongs to time entries");
  await asha("log 10m ACME Call");
  const code = /t-\w+/.exec((await asha("undo")).text)?.[0] ?? "";
  expect((await asha(`edit ${code} 20m`)).text).toContain("There is no time entry");
  const logged = /t-\w+/.exec((await asha("log 10m ACME Call")).text)?.[0] ?? "";
  expect((await asha(`edit ${logged} due:Friday`)).text).toContain("“due” belongs to requests");
});

test("a member's new words that name another client are asked about", async () => {
  const asked = await asha("edit ACME-1 title:Like-Beta Corp style");
  expect(asked.text).not.toContain("Your text names");
  const wall = await asha('edit ACME-1 title:"As at Beta Corp"');
  expect(wall.text).toContain("Your text names Beta Corp");
  expect((await asha("show ACME-1")).text).not.toContain("As at");
  expect((await world.pressLabel("asha", "dm", wall, "Post it anyway")).text).toContain("As at Beta Corp");
});

test("a closed request is reopened before it is edited", async () => {
  await asha("done ACME-1");
  expect((await asha("edit ACME-1 title:Late")).text).toContain("is closed");
  await asha("reopen ACME-1");
  expect((await asha("edit ACME-1 title:Late")).text).toContain("ACME-1 changed");
});

test("an entry is edited by its form or by line, moved, and never left without a day", async () => {
  const code = /t-\w+/.exec((await asha("log 45m ACME-1 Draft kind:design")).text)?.[0] ?? "";
  const form = formOf(await asha(`edit ${code.toLowerCase()}`));
  expect(form.title).toBe(`Entry ${code}`);
  expect(Object.fromEntries(form.fields.map(({ key, value }) => [key, value]))).toEqual({
    duration: "45m",
    client: "ACME",
    note: "Draft",
    kind: "design",
    date: "2026-11-24",
  });
  const kept = await world.submit("asha", "dm", form, { note: "" });
  expect(kept.text).toContain("Request: ACME-1");
  expect(kept.text).not.toContain("> Draft");
  expect((await asha(`edit ${code} 1h client:BETA`)).text).toMatch(/Time: 1h[\s\S]*Client: BETA\n/);
  expect((await asha(`edit ${code} date:2026-02-30`)).text).toContain("is not a day in the calendar");
  expect((await asha(`edit ${code} date:tomorrow`)).text).toContain("A day in the future");
  expect((await asha(`edit ${code} date:yesterday`)).text).toContain("Day: Mon 23 Nov");
});

test("another's entry is theirs, except for the owner", async () => {
  world.platform.people.set("ben", { name: "Ben" });
  await asha("team add @ben");
  const hers = /t-\w+/.exec((await asha("log 5m ACME x")).text)?.[0] ?? "";
  const his = /t-\w+/.exec((await world.say("ben", "dm", "log 5m ACME y")).text)?.[0] ?? "";
  expect((await world.say("ben", "dm", `edit ${hers} 1h`)).text).toContain("Only who logged it");
  expect((await world.say("ben", "dm", `delete ${hers}`)).text).toContain("Only who logged it");
  expect((await asha(`edit ${his} 1h`)).text).toContain("Time: 1h");
  expect((await jane(`edit ${his} 1h`)).text).toContain("There is no time entry");
});
