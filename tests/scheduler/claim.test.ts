import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runBatch } from "../../scheduler/claim.ts";
import { directTo } from "../../src/domain/outbox.ts";
import { dueRow } from "../../src/domain/schedule.ts";
import { ConflictError } from "../../src/errors.ts";
import { type DeskJob, defineJob, defineSystemJob } from "../../src/job.ts";
import { collectionOf, toStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { schedulingStore } from "../../src/store/scheduling.ts";
import { upkeep } from "../../src/store/upkeep.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";
import { silent } from "../support/desk.ts";
import { type Bench, everyDay, greeting, openBench } from "../support/scheduling.ts";

const at8 = { kind: "daily", at: "08:00", weekdays: everyDay } as const;
const of = { desk: "d1", job: "greeting", subject: "p1" };
let bench: Bench;
beforeEach(async () => {
  bench = await openBench("2026-11-24T00:00:00Z");
  await bench.desk("d1");
  await bench.schedule(of, at8, "UTC");
  bench.clock.set("2026-11-24T08:00:00Z");
});
afterEach(() => bench.close());

const job = (run: DeskJob["run"]) => ({ ...greeting(), run });

test("a runner whose claim was taken over can no longer end the occurrence or say anything", async () => {
  let release: () => void = () => undefined;
  const stuck = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { run } = greeting();
  const slow = bench.scheduler([
    job(async (...args) => {
      await stuck;
      return run(...args);
    }),
  ]);
  await slow.tick();
  const going = slow.runDue();
  await vi.waitFor(async () => expect((await bench.occurrences())[0]?.attempts).toBe(1), {
    timeout: 30_000,
  });
  bench.clock.advance(2);
  await bench.scheduler([greeting()]).runDue();
  release();
  await going;
  expect(await bench.occurrences()).toMatchObject([{ state: "done", attempts: 2 }]);
  expect(await bench.outbox()).toHaveLength(1);
});

test("one that ended while the other still ran stays ended, in whichever order", async () => {
  const store = schedulingStore(bench.database.db);
  const row = dueRow(of, { period: "x", at: bench.clock.now() }, bench.clock.now());
  await store.add([row]);
  const now = bench.clock.now();
  const [first] = await store.claim([row.id], "one", now, now);
  const [second] = await store.claim([row.id], "two", now, now);
  if (!first || !second) throw new Error("not claimed");
  expect(await store.settle(first, { state: "done" })).toBe(false);
  expect(await store.settle(second, { state: "done" })).toBe(true);
  expect(await store.claim([row.id], "three", now, now)).toEqual([]);
});

test("a job that fails is tried again ever later, and in the end given up before its owner's eyes", async () => {
  await collectionOf(bench.database.db, c.members).insertOne(
    toStored({
      id: "m1",
      desk: "d1",
      person: "asha",
      name: "Asha",
      role: "owner",
      clients: null,
      hours: defaultWorkingHours("UTC"),
      digest: { on: true, at: "08:00", weekdays: everyDay },
      removedAt: null,
      version: 0,
    }) as { _id: string },
  );
  let tries = 0;
  const scheduler = bench.scheduler([
    job(async () => {
      tries += 1;
      throw new Error("no coffee");
    }),
  ]);
  await scheduler.tick();
  for (let n = 0; n < 120; n += 1) {
    await scheduler.runDue();
    bench.clock.advance(0.5);
  }
  expect(tries).toBe(6);
  expect(await bench.occurrences()).toMatchObject([{ state: "failed", reason: "no coffee" }]);
  const told = await bench.outbox();
  expect(told).toMatchObject([{ conversation: directTo("asha"), topic: "notice" }]);
  expect(JSON.stringify(told[0]?.view)).toContain("no coffee");

  // Run again by hand once the cause is gone, it says what it has to.
  expect(await bench.scheduler([greeting()]).runNow("greeting", "p1")).toMatchObject([{ state: "done" }]);
  expect(await bench.outbox()).toHaveLength(2);
});

test("a job that is run again by hand and fails again is given up again", async () => {
  let tries = 0;
  const scheduler = bench.scheduler([
    job(async () => {
      tries += 1;
      throw new Error("no coffee");
    }),
  ]);
  const wait = async () => {
    for (let n = 0; n < 120; n += 1) {
      await scheduler.runDue();
      bench.clock.advance(0.5);
    }
  };
  await scheduler.tick();
  await wait();
  await scheduler.runNow("greeting", "p1");
  await wait();
  expect(tries).toBe(12);
  expect(await bench.occurrences()).toMatchObject([{ state: "failed", reason: "no coffee" }]);
});

test("a job that loses a race for a document runs again at once", async () => {
  const { run } = greeting();
  let tries = 0;
  const scheduler = bench.scheduler([
    job(async (...args) => {
      tries += 1;
      if (tries === 1) throw new ConflictError("requests");
      return run(...args);
    }),
  ]);
  await scheduler.tick();
  expect(await scheduler.runDue()).toBe(1);
  expect(await bench.outbox()).toHaveLength(1);
});

test("one job that fails keeps no other from running", async () => {
  for (let n = 2; n <= 30; n += 1)
    await bench.schedule({ ...of, subject: `p${n}` }, { ...at8, at: "08:01" }, "UTC");
  bench.clock.advance(1);
  const { run } = greeting();
  const scheduler = bench.scheduler([
    job(async (ctx, subject, occurrence) => {
      if (subject === "p7") throw new Error("no coffee");
      return run(ctx, subject, occurrence);
    }),
  ]);
  await scheduler.tick();
  await scheduler.runDue();
  const left = (await bench.occurrences()).filter((row) => row.state !== "done");
  expect(left.map((row) => row.subject)).toEqual(["p7"]);
});

test("a job with nothing to say is done, or skipped with the reason it gives", async () => {
  await bench.schedule({ ...of, job: "other" }, { ...at8, at: "08:01" }, "UTC");
  bench.clock.advance(1);
  const scheduler = bench.scheduler([
    job(async () => "done"),
    defineJob({ name: "other", catchUpMinutes: 60, run: async () => ({ skipped: "it is off" }) }),
  ]);
  await scheduler.tick();
  await scheduler.runDue();
  expect(await bench.occurrences()).toMatchObject([
    { state: "done" },
    { state: "skipped", reason: "it is off" },
  ]);
});

test("a batch that another process has run is left alone", async () => {
  const scheduler = bench.scheduler([greeting()]);
  await scheduler.tick();
  const ids = (await bench.occurrences()).map((row) => row.id);
  await scheduler.runDue();
  const { db } = bench.database;
  const jobs = new Map([["greeting", greeting()]]);
  const runner = {
    store: schedulingStore(db),
    stores: bench.stores,
    upkeep: upkeep(db),
    jobs,
    clock: bench.clock,
    log: silent,
  };
  expect(await runBatch(runner, ids)).toBe(0);
  expect(await bench.outbox()).toHaveLength(1);
});

test("by hand an occurrence runs however late, but never twice", async () => {
  const scheduler = bench.scheduler([greeting()]);
  bench.clock.set("2026-11-24T20:00:00Z");
  const ran = await scheduler.runNow("greeting", "p1");
  expect(ran).toEqual([{ desk: "d1", period: "2026-11-24", state: "done", reason: "" }]);
  expect(await scheduler.runNow("greeting", "p1")).toEqual(ran);
  expect(await scheduler.runNow("greeting", "p1", new Date("2026-11-20T12:00:00Z"))).toMatchObject([
    { period: "2026-11-20", state: "done" },
  ]);
  expect(await scheduler.runNow("greeting", "nobody")).toEqual([]);
  expect(await bench.outbox()).toHaveLength(2);
});

test("a job over all desks runs once for all of them", async () => {
  const ran: string[] = [];
  const sweep = defineSystemJob({
    name: "sweep",
    catchUpMinutes: 5,
    rule: { kind: "interval", minutes: 5, anchor: "1970-01-01T00:00:00Z" },
    run: async (ctx) => {
      ran.push(ctx.occurrence.period);
      return "done";
    },
  });
  const two = [bench.scheduler([sweep]), bench.scheduler([sweep])];
  await Promise.all(two.map((scheduler) => scheduler.tick()));
  for (let n = 0; n < 12; n += 1) {
    bench.clock.advance(1);
    await Promise.all(two.map((scheduler) => scheduler.tick()));
    await Promise.all(two.map((scheduler) => scheduler.runDue()));
  }
  expect(ran).toEqual(["2026-11-24T08:05:00.000Z", "2026-11-24T08:10:00.000Z"]);
});

test("the preview tells what is to come, in order, in local time", async () => {
  await bench.schedule({ ...of, subject: "p2" }, at8, "Asia/Kolkata");
  const scheduler = bench.scheduler([greeting()]);
  const rows = await scheduler.preview(new Date("2026-11-25T00:00:00Z"), new Date("2026-11-26T00:00:00Z"));
  expect(rows).toEqual([
    {
      job: "greeting",
      desk: "d1",
      subject: "p2",
      period: "2026-11-25",
      utc: "2026-11-25T02:30:00.000Z",
      local: "2026-11-25T08:00",
      zone: "Asia/Kolkata",
    },
    {
      job: "greeting",
      desk: "d1",
      subject: "p1",
      period: "2026-11-25",
      utc: "2026-11-25T08:00:00.000Z",
      local: "2026-11-25T08:00",
      zone: "UTC",
    },
  ]);
});
