import { afterEach, beforeEach, expect, test } from "vitest";
import { changedSchedules, type Schedule, scheduleFor } from "../../src/domain/schedule.ts";
import { type Bench, everyDay, greeting, openBench } from "../support/scheduling.ts";

const at8 = { kind: "daily", at: "08:00", weekdays: everyDay } as const;
const of = { desk: "d1", job: "greeting", subject: "p1" };
let bench: Bench;
beforeEach(async () => {
  bench = await openBench("2026-11-24T00:00:00Z");
  await bench.desk("d1");
});
afterEach(() => bench.close());

/** Runs minute by minute what a live process would. */
async function live(until: string, stepMinutes = 5): Promise<void> {
  const scheduler = bench.scheduler([greeting()]);
  while (bench.clock.now() < new Date(until)) {
    bench.clock.advance(stepMinutes);
    await scheduler.tick();
    await scheduler.runDue();
  }
}
const periods = async () => (await bench.occurrences()).map((row) => `${row.period} ${row.state}`);
const said = async () => (await bench.outbox()).map((row) => row.id.split("|").slice(2, 4).join(" "));

test("what is due is said once, at its time", async () => {
  await bench.schedule(of, at8, "Asia/Kolkata");
  await live("2026-11-24T02:25:00Z");
  expect(await said()).toEqual([]);
  await live("2026-11-24T02:30:00Z");
  expect(await said()).toEqual(["p1 2026-11-24"]);
  await live("2026-11-24T05:00:00Z");
  expect(await said()).toEqual(["p1 2026-11-24"]);
});

test("two tickers and two runners at once make one occurrence and one message each", async () => {
  for (let n = 0; n < 60; n += 1) await bench.schedule({ ...of, subject: `p${n}` }, at8, "UTC");
  bench.clock.set("2026-11-24T08:00:00Z");
  const two = [bench.scheduler([greeting()]), bench.scheduler([greeting()])];
  const made = await Promise.all(two.map((scheduler) => scheduler.tick()));
  expect(made.reduce((sum, { due }) => sum + due, 0)).toBe(60);
  await Promise.all(two.map((scheduler) => scheduler.runDue()));
  expect((await bench.occurrences()).map((row) => row.state)).toEqual(Array(60).fill("done"));
  expect(new Set(await said()).size).toBe(60);
  expect(await bench.outbox()).toHaveLength(60);
});

test("a digest missed at 08:00 is said late until noon, and not after", async () => {
  await bench.schedule(of, at8, "UTC");
  bench.clock.set("2026-11-24T11:59:00Z");
  await live("2026-11-24T12:00:00Z", 1);
  expect(await periods()).toEqual(["2026-11-24 done"]);
  bench.clock.set("2026-11-25T12:01:00Z");
  await live("2026-11-25T12:02:00Z", 1);
  expect(await periods()).toEqual(["2026-11-24 done"]);
});

test("after three days of downtime only the latest is said", async () => {
  await bench.schedule(of, at8, "UTC");
  bench.clock.set("2026-11-27T09:00:00Z");
  await live("2026-11-27T09:05:00Z");
  expect(await periods()).toEqual(["2026-11-27 done"]);
  await live("2026-11-28T08:05:00Z", 60);
  expect(await said()).toEqual(["p1 2026-11-27", "p1 2026-11-28"]);
});

test.each([
  ["and had missed a digest by then", "2026-11-27T17:00:00Z"],
  ["and had sent a digest too early", "2026-11-27T08:30:00Z"],
])(
  "a clock that ran days ahead %s loses no digest and repeats none once it is set right",
  async (_, ahead) => {
    await bench.schedule(of, at8, "UTC");
    bench.clock.set(ahead);
    await live(new Date(Date.parse(ahead) + 600_000).toISOString());
    bench.clock.set("2026-11-24T07:00:00Z");
    await live("2026-11-28T12:00:00Z", 60);
    const days = ["24", "25", "26", "27", "28"].map((day) => `p1 2026-11-${day}`);
    expect(await said()).toEqual(days);
  },
);

test("a clock set back by an hour repeats nothing", async () => {
  await bench.schedule(of, at8, "UTC");
  await live("2026-11-24T08:05:00Z", 5);
  bench.clock.set("2026-11-24T07:05:00Z");
  await live("2026-11-24T09:00:00Z", 5);
  expect(await said()).toEqual(["p1 2026-11-24"]);
  await live("2026-11-25T08:05:00Z", 60);
  expect(await said()).toEqual(["p1 2026-11-24", "p1 2026-11-25"]);
});

test("one that was made but not run before the downtime is skipped, with the reason kept", async () => {
  await bench.schedule(of, at8, "UTC");
  bench.clock.set("2026-11-24T08:00:00Z");
  await bench.scheduler([greeting()]).tick();
  bench.clock.set("2026-11-26T08:30:00Z");
  await live("2026-11-26T08:35:00Z");
  expect(await periods()).toEqual(["2026-11-24 skipped", "2026-11-26 done"]);
  expect((await bench.occurrences())[0]?.reason).toBe("too late");
});

test("a digest at 08:00 stays at 08:00 through daylight saving", async () => {
  bench.clock.set("2026-10-23T00:00:00Z");
  await bench.schedule(of, at8, "Europe/London");
  await live("2026-10-26T12:00:00Z", 60);
  const rows = await bench.occurrences();
  expect(rows.map((row) => row.at.toISOString())).toEqual([
    "2026-10-23T07:00:00.000Z",
    "2026-10-24T07:00:00.000Z",
    "2026-10-25T08:00:00.000Z",
    "2026-10-26T08:00:00.000Z",
  ]);
});

test("a crash between adding an occurrence and moving its schedule on is harmless", async () => {
  await bench.schedule(of, at8, "UTC");
  bench.clock.set("2026-11-24T08:00:00Z");
  const { createScheduler } = await import("../../scheduler/index.ts");
  const { silent } = await import("../support/desk.ts");
  const dying = createScheduler({
    db: bench.database.db,
    stores: bench.stores,
    jobs: [greeting()],
    clock: bench.clock,
    log: silent,
    crash: (point) => {
      if (point === "added") throw new Error("power cut");
    },
  });
  await expect(dying.tick()).rejects.toThrow("power cut");
  await live("2026-11-24T08:05:00Z");
  expect(await said()).toEqual(["p1 2026-11-24"]);
});

/** What a change of settings does. */
async function change(from: Schedule, rule: Schedule["rule"], zone = "UTC"): Promise<Schedule> {
  const after = scheduleFor(of, rule, zone, bench.clock.now());
  const changed = changedSchedules([from], [after], bench.clock.now());
  for (const schedule of changed) await bench.put(schedule);
  return changed[0] ?? from;
}

test("a digest moved from 10:00 to 08:00 at 09:00 is said at once, and moved on after it was said not again", async () => {
  const at10 = { ...at8, at: "10:00" };
  const first = await bench.schedule(of, at10, "UTC");
  await live("2026-11-24T09:00:00Z", 60);
  expect(await said()).toEqual([]);
  const second = await change(first, at8);
  await live("2026-11-24T09:05:00Z");
  expect(await said()).toEqual(["p1 2026-11-24"]);
  await change(second, at10);
  await live("2026-11-24T12:00:00Z", 30);
  expect(await said()).toEqual(["p1 2026-11-24"]);
  await live("2026-11-25T10:00:00Z", 30);
  expect(await said()).toEqual(["p1 2026-11-24", "p1 2026-11-25"]);
});

test("settings saved in the minute a digest is due don't lose it", async () => {
  const schedule = await bench.schedule(of, at8, "UTC");
  bench.clock.set("2026-11-24T08:00:10Z");
  expect(
    changedSchedules([schedule], [scheduleFor(of, at8, "UTC", bench.clock.now())], bench.clock.now()),
  ).toEqual([]);
  await change(schedule, { ...at8, at: "07:30" });
  await live("2026-11-24T08:01:00Z", 1);
  expect(await said()).toEqual(["p1 2026-11-24"]);
});

test("whoever moves to another zone gets one digest for each of their days", async () => {
  const schedule = await bench.schedule(of, at8, "Asia/Kolkata");
  await live("2026-11-24T03:00:00Z", 30);
  await change(schedule, at8, "America/New_York");
  await live("2026-11-26T14:00:00Z", 30);
  expect(await said()).toEqual(["p1 2026-11-24", "p1 2026-11-25", "p1 2026-11-26"]);
});

test("a schedule nobody can read holds up no other", async () => {
  const broken = await bench.schedule({ ...of, subject: "p0" }, at8, "UTC");
  await bench.put({ ...broken, rule: { kind: "lunar" } as never });
  await bench.schedule(of, at8, "UTC");
  bench.clock.set("2026-11-24T08:00:00Z");
  await live("2026-11-24T08:05:00Z");
  expect(await said()).toEqual(["p1 2026-11-24"]);
});

test("the schedules of a job this process does not know are left alone", async () => {
  await bench.schedule({ ...of, job: "from-a-newer-version" }, at8, "UTC");
  await live("2026-11-24T09:00:00Z", 60);
  expect(await bench.occurrences()).toEqual([]);
});
