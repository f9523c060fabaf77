import { afterEach, beforeEach, expect, test } from "vitest";
import { formOf, openDesk, postedIn, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
const jane = (line: string, where = "acme") => world.say("jane", where, line);
beforeEach(async () => {
  world = await openDesk();
  world.platform.people.set("ben", { name: "Ben", zone: "Europe/London" });
  await asha("team add @ben");
  await jane("request One");
});
afterEach(() => world.close());

test("taking accepts; what somebody has is given over by assign, which gives a card too", async () => {
  expect((await asha("take ACME-1")).text).toMatch(/Asha has ACME-1[\s\S]*Stage: Accepted/);
  expect((await asha("take ACME-1")).text).toContain("Asha has ACME-1");
  expect((await world.say("ben", "dm", "take ACME-1")).text).toContain("ACME-1 is with Asha already");
  expect((await asha("assign ACME-1 @ben")).text).toContain("Ben has ACME-1");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-ben")).toContain("ACME-1 · One");
  const form = formOf(await asha("assign ACME-1"));
  expect(form.title).toBe("Who does ACME-1?");
});

test("of two who take it at once one has it, and the other is told who", async () => {
  const both = await Promise.all([asha("take ACME-1"), world.say("ben", "dm", "take ACME-1")]);
  const texts = both.map(({ text }) => text.split("\n")).map((lines) => lines.join(" "));
  expect(texts.filter((text) => /has ACME-1/.test(text))).toHaveLength(1);
  expect(texts.filter((text) => /is with (Asha|Ben) already/.test(text))).toHaveLength(1);
});

test("the button Deliver asks for the link; the client is told in the thread, and answers there", async () => {
  const form = formOf(await world.pressLabel("asha", "dm", await asha("take ACME-1"), "Deliver"));
  expect(form.title).toBe("Deliver ACME-1");
  const delivered = await world.submit("asha", "dm", form, { link: "https://example.com/report" });
  expect(delivered.text).toContain("ACME-1 is delivered");
  await world.settle();
  const told = postedIn(world, "fake|w|acme", "Asha delivered ACME-1");
  const asked = formOf(await world.pressLabel("jane", "acme", told, "Ask for changes"));
  await world.submit("jane", "acme", asked, { what: "Shorter" });
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha")).toContain("Jane asks for changes to ACME-1\n> Shorter");
  // The button of then is out of date now: what it would have accepted has gone back.
  expect((await world.pressLabel("jane", "acme", told, "Approve")).text).toMatch(
    /This has changed[\s\S]*In progress/,
  );
  await asha("deliver ACME-1");
  expect((await jane("approve 1")).text).toContain("ACME-1 is done");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha")).toContain("Jane accepted ACME-1");
  expect((await jane("approve 1")).text).toContain("is “Done” already");
});

test("where there are approvers only they accept", async () => {
  world.platform.people.set("mary", { name: "Mary" });
  await asha("contact add @mary approver client:ACME");
  await asha("deliver ACME-1");
  for (const line of ["approve 1", "changes 1 Shorter"])
    expect((await jane(line)).text).toContain("Only an approver of your company");
  expect((await world.say("mary", "acme", "approve 1")).text).toContain("is done");
});

test("who filed it themselves hears of an answer too", async () => {
  await asha("request Mine client:ACME");
  await asha("deliver ACME-2");
  await jane("changes 2 Bigger");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha")).toMatch(
    /ACME-2 · Mine[\s\S]*Jane asks for changes to ACME-2/,
  );
});

test("a block on the client tells them, with what is proposed; the stage is as it was afterwards", async () => {
  await asha("take ACME-1");
  await asha('block ACME-1 "Waiting for the logo" solution:"Use the old one"');
  await world.settle();
  const acme = world.platform.textIn("fake|w|acme");
  expect(acme).toMatch(/ACME-1 is waiting on you\n> Waiting for the logo\nProposed: Use the old one/);
  expect((await jane("show 1")).text).toContain("Waiting on you: Waiting for the logo");
  expect((await world.pressLabel("asha", "dm", await asha("show ACME-1"), "Unblock")).text).toContain(
    "Stage: Accepted",
  );
  expect((await asha("unblock ACME-1")).text).toContain("is not on hold");
  await asha("block ACME-1 The server is down on:other");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme").match(/is waiting on you/g)).toHaveLength(1);
});

test("a snooze is the desk's own business", async () => {
  const form = formOf(await world.pressLabel("asha", "dm", await asha("show ACME-1"), "Snooze"));
  const done = await world.submit("asha", "dm", form, { until: "Monday 9am" });
  expect(done.text).toContain("Snoozed until Mon 30 Nov, 09:00");
  expect((await jane("show 1")).text).not.toMatch(/snooze/i);
  expect((await asha("snooze ACME-1 yesterday")).text).toContain("is in the past");
});

test("due dates: moved by either side, who tells the other; cleared; impossible ones refused", async () => {
  await jane("due 1 Thursday 10am");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha")).toContain(
    "Jane moved the due date of ACME-1\nThu 26 Nov, 20:30",
  );
  await asha("due ACME-1 none");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).toContain("Asha moved the due date of ACME-1\nno date");
  expect((await asha("due ACME-1 2026-02-30")).text).toContain("is not a day in the calendar");
});

test("marks and estimates are the team's; a mark is taken away again", async () => {
  expect((await asha("urgent ACME-1")).text).toContain("Priority: urgent");
  expect((await asha("important ACME-1")).text).toContain("Priority: urgent, important");
  expect((await asha("urgent ACME-1 no")).text).toContain("Priority: important");
  expect((await asha("urgent ACME-1 perhaps")).text).toContain("“perhaps”: say yes or no");
  expect((await asha("estimate ACME-1 1:30")).text).toContain("Estimate: 1h30");
  for (const line of ["urgent 1", "estimate 1 2h"])
    expect((await jane(line)).text).toContain("Only the team");
});

test("what is closed takes no step but reopening, and says where it stands", async () => {
  await asha("done ACME-1");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).toContain("Asha finished ACME-1");
  for (const line of [
    "take",
    "urgent",
    "important",
    "due ACME-1 tomorrow",
    "estimate ACME-1 1h",
    "snooze ACME-1 tomorrow",
  ]) {
    const whole = line.includes("ACME") ? line : `${line} ACME-1`;
    expect((await asha(whole)).text, line).toContain("ACME-1 is closed");
  }
  expect((await asha("deliver ACME-1")).text).toContain("ACME-1 is “Done”");
  expect((await asha("done ACME-1")).text).toContain("is “Done” already");
  expect((await jane("reopen 1")).text).toContain("ACME-1 is open again");
  expect((await jane("cancel 1")).text).toContain("ACME-1 is cancelled");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha")).toMatch(
    /Jane opened ACME-1 again[\s\S]*Jane cancelled ACME-1/,
  );
});

test("a contact cancels and reopens what they filed, nothing else", async () => {
  await world.press("mary", "acme", "join", { as: "contact" });
  for (const line of ["cancel 1", "reopen 1", "due 1 tomorrow"])
    expect((await world.say("mary", "acme", line)).text, line).toContain("Only who filed it");
});

test("without a request every verb asks which, and a made-up one opens no form", async () => {
  for (const verb of [
    "take",
    "assign",
    "start",
    "done",
    "deliver",
    "block",
    "snooze",
    "due",
    "comment",
    "show",
    "cancel",
    "reopen",
    "edit",
  ]) {
    const form = formOf(await asha(verb));
    expect(
      form.fields.some((field) => field.key === "ref" && field.options?.[0]?.label === "ACME-1 One"),
      verb,
    ).toBe(true);
  }
  for (const verb of ["assign", "block", "snooze", "due", "comment", "edit"])
    expect((await asha(`${verb} ACME-77`)).text, verb).toContain("ACME-77 does not exist");
});
