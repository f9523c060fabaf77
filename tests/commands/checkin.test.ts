import { afterEach, beforeEach, expect, test } from "vitest";
import { formOf, postedIn, type World } from "../support/desk.ts";
import { count, openRounds, type Rounds } from "../support/rounds.ts";

let rounds: Rounds;
let world: World;
let scheduler: Rounds["scheduler"];
beforeEach(async () => {
  rounds = await openRounds();
  ({ world, scheduler } = rounds);
});
afterEach(() => world.close());

const process = () => rounds.process();
const at = (iso: string) => rounds.at(iso);
const dm = (who: string) => rounds.dm(who);
const asha = (line: string) => rounds.asha(line);
const arranged = (line: string, values?: Record<string, string>) => rounds.arranged(line, values);
const asked = (who: string, title: string, where?: string) => rounds.asked(who, title, where);

test("the team is asked at nine thirty in each one's own zone, once, whatever restarts", async () => {
  expect((await arranged("checkin add daily")).text).toContain("Added: Team daily");
  await at("2026-11-25T01:29:00Z");
  expect(dm("ben")).not.toContain("Team daily");
  for (const time of ["01:30", "01:31", "02:00"]) await at(`2026-11-25T${time}:00Z`);
  expect(count(dm("ben"), "Team daily · Wed 25 Nov")).toBe(1);
  expect(dm("asha")).not.toContain("Team daily · Wed 25 Nov");
  world.clock.set("2026-11-25T04:00:00Z");
  const both = [scheduler, process(), process()];
  await Promise.all(both.map((one) => one.tick()));
  await Promise.all(both.map((one) => one.runDue()));
  await world.settle();
  expect(count(dm("asha"), "Team daily · Wed 25 Nov")).toBe(1);
});

test("it is filled in from yesterday's time and open work, answered in one form, and can be changed until it closes", async () => {
  await arranged("checkin add daily");
  await world.say("jane", "acme", "request Write the report");
  await world.say("jane", "acme", "request Book the room");
  await asha("assign ACME-1 @Ben");
  await asha("assign ACME-2 @Ben");
  await world.say("ben", "dm", "log 1h30 ACME-1 First draft");
  await at("2026-11-25T01:30:00Z");
  const form = await asked("ben", "Team daily");
  expect(form.fields.map(({ value }) => value)).toEqual([
    "ACME-1 Write the report: 1h30",
    "ACME-1 Write the report\nACME-2 Book the room",
    undefined,
  ]);
  const said = await world.submit("ben", "dm", form, { q3: "Waiting for the logo" });
  expect(said.text).toContain("Thank you");
  expect(said.text).toContain("Waiting for the logo");
  await world.settle();
  const card = postedIn(world, "fake|w|dm-ben", "Team daily");
  const again = formOf(await world.pressLabel("ben", "dm", card, "Change my answers"));
  expect(again.fields[2]?.value).toBe("Waiting for the logo");
  await world.submit("ben", "dm", again, { q3: "The logo came" });
  await at("2026-11-25T09:31:00Z");
  const late = await world.submit("ben", "dm", again, { q3: "And the font" });
  expect(late.text).toContain("nothing was recorded");
  expect(late.text).toContain("And the font");
});

test("one reminder, and at the last deadline one summary that names who is missing", async () => {
  await arranged("checkin add daily");
  await at("2026-11-25T01:30:00Z");
  await world.submit("ben", "dm", await asked("ben", "Team daily"), { q1: "The report", q3: "Nothing" });
  await at("2026-11-25T04:00:00Z");
  for (const time of ["07:30", "10:00", "10:01"]) await at(`2026-11-25T${time}:00Z`);
  expect(count(dm("asha"), "Still open: Team daily")).toBe(1);
  expect(dm("ben")).not.toContain("Still open");
  await at("2026-11-25T11:59:00Z");
  expect(dm("asha")).not.toContain("of 2 answered");
  // Asha's own eight hours end at 17:30 in Kolkata.
  for (const time of ["12:00", "12:01", "13:00"]) await at(`2026-11-25T${time}:00Z`);
  expect(count(dm("asha"), "1 of 2 answered.")).toBe(1);
  expect(dm("asha")).toContain("Missing: Asha");
  expect(dm("asha")).toContain("Ben: The report");
});

test("what somebody said becomes a follow-up with one click, and from there a request or another's task", async () => {
  await arranged("checkin add daily");
  await at("2026-11-25T01:30:00Z");
  await world.submit("ben", "dm", await asked("ben", "Team daily"), { q3: "The printer is broken" });
  await at("2026-11-25T04:00:00Z");
  await at("2026-11-25T12:00:00Z");
  const summary = postedIn(world, "fake|w|dm-asha", "Team daily · Wed 25 Nov");
  const followed = await world.pressLabel("asha", "dm", summary, "Follow up: Ben");
  expect(followed.text).toContain("The printer is broken");
  const again = await world.pressLabel("asha", "dm", summary, "Follow up: Ben");
  expect(/f-\w{4}/.exec(again.text)?.[0]).toBe(/f-\w{4}/.exec(followed.text)?.[0]);
  const form = formOf(await world.pressLabel("asha", "dm", followed, "File as request"));
  const filed = await world.submit("asha", "dm", form, { words: "Get a new printer", client: "ACME" });
  expect(filed.text).toContain("became ACME-1");
});

test("a reply in its thread is an answer, with numbers or without", async () => {
  await arranged("checkin add weekly");
  await at("2026-11-27T06:00:00Z");
  const message = world.platform.in("fake|w|dm-ben").find(({ view }) => view.title.startsWith("Team weekly"));
  const thread = message?.ref ?? "";
  const said = await world.say("ben", "dm", "1. The launch\n2. Too many calls\n3. heavy\n4. Fewer calls", {
    thread,
  });
  for (const words of ["The launch", "Too many calls", "heavy", "Fewer calls"])
    expect(said.text).toContain(words);
  expect((await world.say("ben", "dm", "1. The launch, and its party", { thread })).text).toContain(
    "its party",
  );
});

test("words in the direct message that are no command can be the answer too, with one click", async () => {
  await arranged("checkin add daily");
  await at("2026-11-25T01:30:00Z");
  const offered = await world.say("ben", "dm", "3. The printer is broken", { loose: true });
  expect(offered.text).toContain("File as request");
  const said = await world.pressLabel("ben", "dm", offered, "It answers the check-in");
  expect(said.text).toContain("The printer is broken");
  expect(said.text).toContain("Thank you");
  const twice = await world.pressLabel("ben", "dm", offered, "It answers the check-in");
  expect(twice.text).toContain("Already done");
  const none = await world.say("asha", "dm", "3. The printer is broken", { loose: true });
  expect(none.text).not.toContain("It answers the check-in");
});

test("skipped, it is left in peace, and can still be answered", async () => {
  await arranged("checkin add daily");
  await at("2026-11-25T01:30:00Z");
  expect((await world.say("ben", "dm", "checkin skip")).text).toContain("Skipped");
  await at("2026-11-25T07:30:00Z");
  expect(dm("ben")).not.toContain("Still open");
  const card = postedIn(world, "fake|w|dm-ben", "Team daily");
  const form = formOf(await world.pressLabel("ben", "dm", card, "Answer after all"));
  expect((await world.submit("ben", "dm", form, { q3: "No" })).text).toContain("Thank you");
});

test("nobody is asked on a weekend, a holiday of their own, or while away", async () => {
  await arranged("checkin add daily");
  const members = world.database.db.collection("members");
  const away = [{ id: "a1", from: "2026-11-26", to: "2026-11-27", cover: null }];
  await members.updateOne({ name: "Ben" }, { $set: { away } });
  await members.updateOne({ name: "Asha" }, { $set: { "hours.holidays": ["2026-11-27"] } });
  for (let day = 25; day <= 30; day += 1)
    for (const time of ["01:30", "04:00"]) await at(`2026-11-${day}T${time}:00Z`);
  const days = (who: string) =>
    [...dm(who).matchAll(/Team daily · \w+ (\d+) Nov/g)].map(([, day]) => Number(day));
  expect([...new Set(days("asha"))].sort()).toEqual([25, 26, 30]);
  expect([...new Set(days("ben"))].sort()).toEqual([25, 30]);
});

/** Lou's asking is held back as if another process had taken it and stood still. */
const heldBack = (held: boolean) =>
  world.database.db
    .collection("occurrences")
    .updateMany(
      { job: "check-in", state: "due" },
      { $set: { claimedUntil: new Date(held ? "2026-11-26T00:00:00Z" : "2026-11-25T12:00:00Z") } },
    );
const partsOf = (period: string) => world.database.db.collection("checkInParts").countDocuments({ period });

test("after a standstill the summary waits for whoever is asked only now, and comes once", async () => {
  await rounds.joins("Lou", "Asia/Dubai");
  await arranged("checkin add daily");
  for (const time of ["01:30", "04:00"]) await at(`2026-11-25T${time}:00Z`);
  // Until five past twelve nothing runs: Lou's half past nine in Dubai and the others' deadline have both passed.
  world.clock.set("2026-11-25T12:05:00Z");
  await scheduler.tick();
  await heldBack(true);
  await rounds.run();
  expect(dm("asha")).not.toContain("answered.");
  await heldBack(false);
  await rounds.run();
  expect(count(dm("lou"), "Team daily · Wed 25 Nov")).toBe(1);
  for (const time of ["12:06", "12:10", "13:29"]) await at(`2026-11-25T${time}:00Z`);
  expect(dm("asha")).not.toContain("of 3 answered.");
  for (const time of ["13:30", "13:31", "14:00"]) await at(`2026-11-25T${time}:00Z`);
  expect(count(dm("asha"), "0 of 3 answered.")).toBe(1);
  expect(dm("asha")).not.toContain("Not asked");
});

test("nobody is asked into a round that is summed up", async () => {
  await arranged("checkin add daily");
  for (const time of ["01:30", "04:00", "12:00", "12:01"]) await at(`2026-11-25T${time}:00Z`);
  expect(count(dm("asha"), "0 of 2 answered.")).toBe(1);
  await rounds.joins("Lou", "Europe/London");
  const lou = await world.database.db.collection("members").findOne({ name: "Lou" });
  await world.database.db
    .collection("schedules")
    .updateOne(
      { job: "check-in", subject: { $regex: `:${String(lou?.["person"])}$` } },
      { $set: { nextAt: new Date("2026-11-25T09:30:00Z") } },
    );
  for (const time of ["12:05", "12:06", "20:30"]) await at(`2026-11-25T${time}:00Z`);
  expect(dm("lou")).not.toContain("Team daily · Wed 25 Nov");
  expect(await partsOf("2026-11-25")).toBe(2);
  expect(count(dm("asha"), "of 2 answered.") + count(dm("asha"), "of 3 answered.")).toBe(1);
  // Tomorrow's is another one.
  await at("2026-11-26T09:30:00Z");
  expect(count(dm("lou"), "Team daily · Thu 26 Nov")).toBe(1);
});
