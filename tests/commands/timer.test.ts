import { afterEach, beforeEach, expect, test } from "vitest";
import { deskCode, formOf, openDesk, type Said, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
const codeOf = ({ text }: Said): string => /t-\w+/.exec(text)?.[0] ?? "";
beforeEach(async () => {
  world = await openDesk();
  await world.say("jane", "acme", "request One");
  await world.say("raj", "beta", "request Two");
});
afterEach(() => world.close());

test("one timer over everything: starting one stops the other and says so", async () => {
  await asha("start ACME-1");
  world.clock.advance(30);
  const said = await asha("start BETA-1");
  expect(said.text).toContain("Timer running on BETA-1");
  expect(said.text).toContain("The one on ACME-1 stopped at 30m");
  expect((await asha("start BETA-1")).text).toContain("has been running for 0m");
  world.clock.advance(5);
  expect((await asha("timer")).text).toContain("BETA-1: 5m so far");
  expect((await asha("stop Call with Raj")).text).toContain("5m logged on BETA-1");
  expect((await asha("stop")).text).toContain("No timer is running");
  expect((await asha("timer")).text).toContain("No timer is running");
});

test("started from two places at once there is one timer", async () => {
  await Promise.all([asha("start ACME-1"), asha("start BETA-1"), asha("switch ACME-1")]);
  const timers = await world.database.db.collection("timers").countDocuments();
  expect(timers).toBe(1);
});

test("log: for a request, a client, the channel's client; the day's total is told", async () => {
  expect((await asha("log 1h30 ACME-1 First draft kind:Design")).text).toMatch(
    /Logged 1h30 on ACME-1[\s\S]*Kind of work: design[\s\S]*> First draft\n1h30 that day/,
  );
  expect((await asha("log 0:15 1 Call", "acme")).text).toMatch(/on ACME-1[\s\S]*1h45 that day/);
  expect((await asha("log 15m SEO audit", "acme")).text).toMatch(/on ACME\n[\s\S]*> SEO audit/);
  expect((await asha("log 15m Planning")).text).toContain("Say for which client or request");
  expect((await asha("log 15m BETA date:yesterday")).text).toContain("Day: Mon 23 Nov");
  const form = formOf(await asha("log"));
  const wrong = await world.submit("asha", "dm", form, { duration: "99", subject: "BETA" });
  expect(wrong.outcome).toMatchObject({
    kind: "form",
    errors: { duration: expect.stringContaining("“99”") },
  });
  expect((await world.submit("asha", "dm", formOf(wrong), { duration: "10m" })).text).toContain(
    "Logged 10m on BETA",
  );
});

test("what can't be is not logged", async () => {
  for (const [line, words] of [
    ["log 90 ACME-1 x", "“90” is not a duration"],
    ["log -5m ACME-1 x", "is not a duration"],
    ["log 9999h ACME-1 x", "is not a duration"],
    ["log 25h ACME-1 x", "25h is more than a day has"],
    ["log 1h ACME-9 x", "ACME-9 does not exist"],
    ["log 1h ZZZ x", "There is no client ZZZ"],
    ["log 1h ACME x date:tomorrow", "A day in the future"],
    ["log 1h ACME x date:2026-02-30", "is not a day in the calendar"],
  ] as const) {
    const said = await asha(line);
    expect(said.text, line).toContain(words);
    expect(said.text, line).toContain(`> ${line}`);
  }
  expect(await world.database.db.collection("timeEntries").countDocuments()).toBe(0);
});

test("a kind of work that names another client is asked about: the client reads it", async () => {
  expect((await asha("log 1h ACME note kind:alphabet")).text).toContain("Logged 1h");
  const asked = await asha('log 1h ACME note kind:"for Beta Corp"');
  expect(asked.text).toContain("Your text names Beta Corp");
  expect((await world.pressLabel("asha", "dm", asked, "Post it anyway")).text).toContain("Logged 1h");
});

test("entries are deleted by name or from the list of the last ones", async () => {
  const code = codeOf(await asha("log 10m ACME-1 x"));
  world.clock.advance(1);
  await asha("log 20m BETA-1 y");
  const form = formOf(await asha("delete"));
  expect(form.fields[0]?.options?.map(({ label }) => label)).toEqual([
    "2026-11-24 · BETA-1 · 20m · y",
    "2026-11-24 · ACME-1 · 10m · x",
  ]);
  expect((await world.submit("asha", "dm", form, { entry: code })).text).toContain(`${code} deleted`);
  expect((await asha(`delete ${code}`)).text).toContain(`There is no time entry ${code}`);
  expect((await asha("delete 12")).text).toContain("“12” is not a time entry");
});

test("undo takes back one's last log, stop, done, deliver or snooze, for ten minutes", async () => {
  await asha("done ACME-1");
  world.clock.advance(1);
  await asha("snooze BETA-1 tomorrow");
  world.clock.advance(1);
  await asha("log 45m ACME Phone call");
  expect((await asha("undo")).text).toMatch(/Taken back: t-/);
  expect((await asha("undo")).text).toContain("Taken back: snooze BETA-1");
  expect((await asha("undo")).text).toMatch(/Taken back: done ACME-1[\s\S]*Stage: New/);
  expect((await asha("undo")).text).toContain("nothing of the last ten minutes");
  await asha("deliver ACME-1 https://example.com/x");
  expect((await asha("undo")).text).not.toContain("example.com");
  await asha("done ACME-1");
  world.clock.advance(11);
  expect((await asha("undo")).text).toContain("nothing of the last ten minutes");
});

test("finishing work whose timer runs says so, with Stop", async () => {
  await asha("start ACME-1");
  world.clock.advance(15);
  const done = await asha("done ACME-1");
  expect(done.text).toContain("Your timer still runs on ACME-1");
  expect((await world.pressLabel("asha", "dm", done, "Stop")).text).toContain("15m logged on ACME-1");
});

test("with two desks the timer says which is meant", async () => {
  const code = await deskCode(world);
  await world.say("asha", "dm", `setup "Second" code:${code}`);
  await asha("start ACME-1");
  world.clock.advance(12);
  expect((await asha("timer")).text).toContain("ACME-1: 12m so far");
  expect((await asha("stop")).text).toContain("12m logged on ACME-1");
});

test("a Stop that stands under an earlier timer stops nothing, and shows what runs", async () => {
  const first = await asha("start ACME-1");
  world.clock.advance(10);
  await world.pressLabel("asha", "dm", first, "Stop");
  await asha("start ACME-1");
  world.clock.advance(5);
  const late = await world.pressLabel("asha", "dm", first, "Stop");
  expect(late.text).toContain("That timer has been stopped already");
  expect(late.text).toContain("ACME-1: 5m so far");
  expect(await world.database.db.collection("timers").countDocuments()).toBe(1);
  expect((await world.pressLabel("asha", "dm", late, "Stop")).text).toContain("5m logged on ACME-1");
});

test("an Undo takes back what it stands under, or nothing", async () => {
  const half = await asha("log 30m ACME-1 First");
  world.clock.advance(1);
  const more = await asha("log 1h ACME-1 Second");
  expect((await world.pressLabel("asha", "dm", half, "Undo")).text).toContain("not what you did last");
  expect((await asha("timesheet")).text).toContain("1h30");
  expect((await world.pressLabel("asha", "dm", more, "Undo")).text).toContain(codeOf(more));
  expect((await world.pressLabel("asha", "dm", more, "Undo")).text).not.toContain(codeOf(half));
  expect((await world.pressLabel("asha", "dm", half, "Undo")).text).toContain(codeOf(half));
  const done = await asha("done ACME-1");
  world.clock.advance(1);
  const snoozed = await asha("snooze BETA-1 Friday");
  expect((await world.pressLabel("asha", "dm", done, "Undo")).text).toContain("not what you did last");
  expect((await world.pressLabel("asha", "dm", snoozed, "Undo")).text).toContain("Taken back");
  expect((await world.pressLabel("asha", "dm", done, "Undo")).text).toContain("Taken back");
});
