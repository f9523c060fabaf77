import { afterEach, beforeEach, expect, test } from "vitest";
import { actionsOf, openDesk, type Said, viewOf, type World } from "../support/desk.ts";

// Tuesday, 24 November, 15:30 for Asha in Kolkata.
let world: World;
beforeEach(async () => {
  world = await openDesk();
  await world.say("jane", "acme", "request Write the report");
});
afterEach(() => world.close());

const say = (line: string, who = "asha") => world.say(who, "dm", line);
async function team(name: string, role: string): Promise<void> {
  const who = name.toLowerCase();
  world.platform.people.set(who, { name, zone: "Asia/Kolkata" });
  await world.say(who, "dm", "help");
  await world.say("asha", "dm", `team add @${who} role:${role}`);
}
const labels = (said: Said) => actionsOf(viewOf(said)).map((action) => action.label);

test("a week adds up by day, client, kind and request, with every entry by its name", async () => {
  await say("log 1h30 ACME-1 First draft kind:design date:monday");
  await say("log 45m ACME Phone call kind:calls");
  await say("log 20m BETA");
  const { text } = await say("timesheet");
  expect(text).toContain("Timesheet 2026-W48 · Mon 23 Nov – Sun 29 Nov");
  expect(text).toContain("Total: 2h35");
  for (const line of [
    "1h30 Mon 23 Nov",
    "1h05 Tue 24 Nov",
    "2h15 Acme Ltd",
    "20m Beta Corp",
    "45m calls",
    "20m other",
    "1h30 ACME-1 Write the report",
    "1h05 without a request",
  ])
    expect(text).toContain(line);
  expect(text).toMatch(/t-[A-Z0-9]{4} Mon 23 Nov · 1h30 · ACME-1 · design · First draft/);
});

test("overlaps are pointed out", async () => {
  await say("log 1h ACME-1 from:14:00");
  await say("log 30m BETA from:14:30");
  const { text } = await say("timesheet");
  expect(text).toContain("Overlaps (1)");
  expect(text).toMatch(/t-\w{4} Tue 24 Nov, 14:00–15:00 and t-\w{4} Tue 24 Nov, 14:30–15:00/);
});

test("a week is said in words, by its number or by a day in it", async () => {
  await say("log 1h ACME-1 date:2026-11-18");
  for (const week of ["last", "last week", "2026-W47", "w47", "2026-11-18", "week:2026-W47"]) {
    expect((await say(`timesheet ${week}`)).text, week).toContain("Timesheet 2026-W47");
    expect((await say(`timesheet ${week}`)).text, week).toContain("Total: 1h");
  }
  for (const week of ["banana", "2026-W60", "2026-02-30"]) {
    const { text } = await say(`timesheet ${week}`);
    expect(text, week).toContain("is not a week");
    expect(text, week).toContain(`timesheet ${week}`);
  }
});

test("buttons lead to the week before and back", async () => {
  await say("log 1h ACME-1 date:2026-11-18");
  const now = await say("timesheet");
  expect(now.text).toContain("No time in this week.");
  expect(labels(now)).toEqual(["As CSV", "Week before"]);
  const before = await world.pressLabel("asha", "dm", now, "Week before");
  expect(before.text).toContain("Total: 1h");
  expect(labels(before)).toEqual(["As CSV", "Week before", "Week after"]);
});

test("one client's time alone", async () => {
  await say("log 1h ACME-1");
  await say("log 20m BETA");
  const { text } = await say("timesheet client:ACME");
  expect(text).toContain("· Acme Ltd");
  expect(text).toContain("Total: 1h");
  expect(text).not.toContain("Beta");
});

test("the owner sees anybody's time, and everybody's by person", async () => {
  await team("Ben", "assistant");
  await say("log 40m ACME-1", "ben");
  await say("log 1h ACME-1");
  expect((await say("timesheet who:@ben")).text).toContain("Total: 40m");
  const all = await say("timesheet who:all");
  expect(all.text).toContain("Total: 1h40");
  expect(all.text).toContain("1h Asha");
  expect(all.text).toContain("40m Ben");
  expect((await world.pressLabel("asha", "dm", all, "Week before")).text).toContain("everybody");
  expect((await say("timesheet")).text).toContain("Total: 1h");
});

test.for(["assistant", "subcontractor"])("the time of others is not shown to an %s", async (role) => {
  await team("Ben", role);
  await say("log 1h ACME-1");
  await say("assign ACME-1 @ben");
  await say("log 40m ACME-1", "ben");
  expect((await say("timesheet", "ben")).text).toContain("Total: 40m");
  for (const who of ["@asha", "all"]) {
    const { text } = await say(`timesheet who:${who}`, "ben");
    expect(text).toContain("Only the owner of the desk can see the time of others");
  }
  expect((await say("timesheet who:@ben", "ben")).text).toContain("Total: 40m");
});

test("the CSV is a link of one's own for a quarter of an hour", async () => {
  await say("log 1h ACME-1");
  const said = await world.pressLabel("asha", "dm", await say("timesheet"), "As CSV");
  expect(said.text).toMatch(/https:\/\/va\.example\.com\/download\/[\w-]{32}\)/);
  expect(said.text).toContain("The link works until 15:45");
});

test("a contact has no timesheet", async () => {
  expect((await say("timesheet", "jane")).text).toContain("Only the team");
});
