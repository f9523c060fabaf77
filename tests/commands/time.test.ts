import { afterEach, beforeEach, expect, test } from "vitest";
import { openDesk, type World } from "../support/desk.ts";

// Tuesday, 10:00 UTC: 15:30 for Asha in Kolkata.
let world: World;
beforeEach(async () => {
  world = await openDesk();
  await world.say("jane", "acme", "request Write the report");
  await world.say("raj", "beta", "request Order pens");
});
afterEach(() => world.close());

const say = async (line: string, where = "dm") => (await world.say("asha", where, line)).text;
const entries = async () =>
  (
    await world.database.db.collection("timeEntries").find({ deletedAt: null }).sort({ date: 1 }).toArray()
  ).map((entry) => [entry["date"], entry["minutes"]]);
const codeIn = (text: string): string => /t-[A-Z0-9]{4}/.exec(text)?.[0] ?? "";

test("there is one timer over all clients: switch moves it, and the time of the other stays", async () => {
  await say("start ACME-1");
  world.clock.advance(25);
  const said = await say("switch BETA-1");
  expect(said).toContain("Timer running on BETA-1");
  expect(said).toContain("The one on ACME-1 stopped at 25m.");
  expect(await world.database.db.collection("timers").countDocuments()).toBe(1);
  expect(await entries()).toEqual([["2026-11-24", 25]]);
});

test("switch starts the timer where none runs, and asks which request where none is named", async () => {
  expect(await say("switch ACME-1")).toContain("Timer running on ACME-1");
  expect(await say("switch")).toContain("Which request?");
});

test("raw minutes are kept, to the minute, however odd", async () => {
  await say("start ACME-1");
  world.clock.advance(7);
  await say("stop");
  await say("log 1h13 ACME-1");
  expect((await entries()).map(([, minutes]) => minutes).sort()).toEqual([7, 73]);
});

test("a timer over midnight becomes an entry on each of the member's own days", async () => {
  world.clock.set("2026-11-24T18:00:00Z");
  await say("start ACME-1");
  world.clock.advance(90);
  const said = await say("stop Night shift");
  expect(said).toContain("1h30 logged on ACME-1");
  expect(await entries()).toEqual([
    ["2026-11-24", 30],
    ["2026-11-25", 60],
  ]);
});

test("an entry can be made longer, noted, dated, moved to another client or request, and deleted", async () => {
  const code = codeIn(await say("log 45m ACME-1 Draft kind:writing"));
  expect(await say(`edit ${code} 1h10`)).toContain("1h10");
  expect(await say(`edit ${code} note:"Second draft" kind:Design date:yesterday`)).toContain("Mon 23 Nov");
  const moved = await say(`edit ${code} client:BETA`);
  expect(moved).toContain("BETA");
  expect(moved).toContain("Second draft");
  expect(await say(`edit ${code} request:ACME-1`)).toContain("ACME-1");
  expect(await entries()).toEqual([["2026-11-23", 70]]);
  expect(await say(`delete ${code}`)).toContain(`${code} deleted`);
  expect(await entries()).toEqual([]);
  expect(await say(`edit ${code} 1h`)).toContain(`There is no time entry ${code}`);
});

test("time logged with its beginning has clock times, parted at midnight", async () => {
  expect(await say("log 1h ACME-1 from:14:00")).toContain("14:00–15:00");
  const night = await say("log 3h ACME-1 from:23:00 date:yesterday");
  expect(night).toContain("3h on ACME-1");
  expect(await entries()).toEqual([
    ["2026-11-23", 60],
    ["2026-11-24", 60],
    ["2026-11-24", 120],
  ]);
});

test("time that would end in the future is refused and given back", async () => {
  const said = await say("log 2h ACME-1 from:14:30");
  expect(said).toContain("would end in the future");
  expect(said).toContain("log 2h ACME-1 from:14:30");
  expect(await entries()).toEqual([]);
});

test("a day that is not in the calendar takes no time", async () => {
  expect(await say("log 1h ACME-1 date:2026-02-30")).toContain("not a day in the calendar");
  expect(await entries()).toEqual([]);
});

test("time that is counted twice is pointed out, whichever came second", async () => {
  const first = codeIn(await say("log 1h ACME-1 from:14:00"));
  const second = await say("log 30m BETA-1 from:14:30");
  expect(second).toContain(`This overlaps ${first}`);
  expect(await say("log 30m BETA-1 from:13:30")).not.toContain("overlaps");
  expect(await say(`edit ${codeIn(second)} from:12:30`)).not.toContain("overlaps");
  expect(await say(`edit ${codeIn(second)} from:14:15`)).toContain(`This overlaps ${first}`);
});

test("a log while the timer runs, or right after, says what it may count twice", async () => {
  await say("start ACME-1");
  world.clock.advance(60);
  expect(await say("log 30m BETA-1")).toContain(
    "If you mean the time until now, this overlaps the running timer",
  );
  await say("stop");
  world.clock.advance(10);
  expect(await say("log 5m BETA-1")).not.toContain("overlaps");
  expect(await say("log 20m BETA-1")).toMatch(/If you mean the time until now, this overlaps t-/);
  expect(await say("log 20m BETA-1 date:yesterday")).not.toContain("overlaps");
});

test("stopping a timer over time that was logged says so", async () => {
  await say("start ACME-1");
  world.clock.advance(60);
  const code = codeIn(await say("log 30m BETA-1 from:15:45"));
  expect(await say("stop")).toContain(`This overlaps ${code}`);
});

test("once length or day are said by hand, clock times are gone", async () => {
  const code = codeIn(await say("log 1h ACME-1 from:14:00"));
  expect(await say(`edit ${code} date:yesterday`)).not.toContain("14:00");
  expect(await say(`edit ${code} from:09:00`)).toContain("09:00–10:00");
  expect(await say(`edit ${code} 2h`)).not.toContain("09:00");
});

test("an entry stays within one day", async () => {
  const code = codeIn(await say("log 2h ACME-1 date:yesterday"));
  expect(await say(`edit ${code} from:23:00`)).toContain("runs into the next day");
});

test("undo lets a stopped timer go on as if it had not been stopped", async () => {
  await say("start ACME-1");
  world.clock.advance(40);
  await say("stop");
  world.clock.advance(5);
  expect(await say("undo")).toContain("Taken back: the timer runs on as if it had not been stopped");
  expect(await entries()).toEqual([]);
  world.clock.advance(15);
  expect(await say("stop")).toContain("1h logged on ACME-1");
});

test("undo takes back a switch: the first timer goes on, over midnight too", async () => {
  world.clock.set("2026-11-24T18:00:00Z");
  await say("start ACME-1");
  world.clock.advance(60);
  await say("switch BETA-1");
  expect(await entries()).toHaveLength(2);
  world.clock.advance(3);
  expect(await say("undo")).toContain("Taken back: the timer runs on");
  expect(await entries()).toEqual([]);
  expect(await say("timer")).toContain("ACME-1: 1h03 so far");
});

test("a stop can't be taken back once another timer was started after it", async () => {
  await say("start ACME-1");
  world.clock.advance(40);
  await say("stop");
  world.clock.advance(2);
  await say("start BETA-1");
  const said = await say("undo");
  expect(said).toContain("A timer is running, so the one that became t-");
  expect(await entries()).toEqual([["2026-11-24", 40]]);
  expect(await say("timer")).toContain("BETA-1");
});

test("undo takes back all that one log over midnight left", async () => {
  await say("log 3h ACME-1 from:23:00 date:yesterday");
  expect(await say("undo")).toContain("Taken back: t-");
  expect(await entries()).toEqual([]);
});

test("after ten minutes nothing is taken back", async () => {
  await say("log 45m ACME-1");
  world.clock.advance(11);
  expect(await say("undo")).toContain("nothing of the last ten minutes");
});

test("others' entries are not theirs to change; the owner may", async () => {
  world.platform.people.set("ben", { name: "Ben", zone: "Asia/Kolkata" });
  await world.say("ben", "dm", "help");
  await world.say("asha", "dm", "team add @ben role:assistant");
  const code = codeIn(await say("log 45m ACME-1"));
  expect((await world.say("ben", "dm", `delete ${code}`)).text).toContain("Only who logged it");
  const his = codeIn((await world.say("ben", "dm", "log 30m ACME-1")).text);
  expect(await say(`edit ${his} 20m`)).toContain("20m");
});
