import { once } from "node:events";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scheduleFor } from "../../../src/domain/schedule.ts";
import { collectionOf, toStored } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { formOf, openDesk } from "../../support/desk.ts";
import { type Bench, openBench } from "../../support/scheduling.ts";
import { built, type Crew, openCrew, removed, TAKEN_OVER_MS, toTheEnd, transactionsLast } from "./crew.ts";
import { type Point, points } from "./plan.ts";

const OCCURRENCES = 1000;
const WAIT = { timeout: 60_000, interval: 25 };

let folder: string;
let bench: Bench;
let crew: Crew;

beforeAll(async () => {
  folder = await built();
  bench = await openBench(systemClock.now().toISOString());
  await bench.desk("d1");
  await transactionsLast(bench.database, 2);
  crew = await openCrew(folder, bench.database, "greet");
});
afterAll(async () => {
  await crew.close();
  await transactionsLast(bench.database, 5);
  await bench.close();
  await removed(folder);
});

/** Two processes that do nothing until the next order. */
async function twoWaiting(): Promise<void> {
  const heard = [...crew.workers].map((worker) =>
    Promise.race([once(worker, "message"), once(worker, "exit")]),
  );
  crew.all("pause");
  await Promise.all(heard);
  await Promise.all(Array.from({ length: 2 - crew.workers.size }, crew.start));
}

async function schedule(from: number, to: number): Promise<void> {
  const due = crew.now();
  const rule = { kind: "once" as const, local: due.toISOString().slice(0, 16) };
  const yesterday = new Date(due.getTime() - 86_400_000);
  const rows = Array.from({ length: to - from }, (_, i) =>
    scheduleFor({ desk: "d1", job: "kill", subject: `s${from + i}` }, rule, "UTC", yesterday),
  );
  await collectionOf(bench.database.db, c.schedules).insertMany(
    rows.map((row) => toStored(row) as { _id: string }),
  );
}

interface Round {
  point: Point;
  survivor: boolean;
}
/** At every point once with another process that goes on, and once as if the power was cut for both. */
const rounds = points.flatMap((point): Round[] => [
  { point, survivor: true },
  { point, survivor: false },
]);

/** Has the first of two processes to come by a point die there. */
async function die({ point, survivor }: Round, from: number, to: number): Promise<void> {
  await twoWaiting();
  const died = Promise.race([...crew.workers].map((worker) => once(worker, "exit")));
  crew.moveOn(TAKEN_OVER_MS);
  await schedule(from, to);
  // One tick, one claim and one move takes them all; of the rest there are many.
  const nth = ["added", "moved", "claimed", "relayed"].includes(point) ? 1 : 3;
  crew.all({ point, nth });
  const [, signal] = await died;
  expect(signal, `at point ${points.indexOf(point) + 1}, ${point}`).toBe("SIGKILL");
  if (survivor) crew.all(toTheEnd);
  else await crew.killAll();
}

test("two processes killed at every point between claim and record lose nothing and say nothing twice", {
  timeout: 300_000,
}, async () => {
  const share = Math.ceil(OCCURRENCES / rounds.length);
  for (const [i, round] of rounds.entries())
    await die(round, i * share, Math.min((i + 1) * share, OCCURRENCES));
  await twoWaiting();
  crew.moveOn(TAKEN_OVER_MS);
  crew.all(toTheEnd);
  const { db } = bench.database;
  await vi.waitFor(
    async () => {
      expect(await collectionOf(db, c.occurrences).countDocuments({ state: "done" })).toBe(OCCURRENCES);
      expect(await collectionOf(db, c.outbox).countDocuments({ state: "sent" })).toBe(OCCURRENCES);
    },
    { timeout: 120_000, interval: 250 },
  );
  await crew.killAll();

  const titles = crew.sent.map((message) => message.title).sort();
  expect(titles).toEqual(Array.from({ length: OCCURRENCES }, (_, n) => `s${n}`).sort());
  expect(crew.sent.filter((message) => message.repeat)).toEqual([]);
  expect(await collectionOf(db, c.timeEntries).countDocuments()).toBe(OCCURRENCES / 4);
  expect(await collectionOf(db, c.events).countDocuments({ kind: "greeted" })).toBe(OCCURRENCES);
});

/** A desk at which every day at 09:30 in Kolkata two are asked, and at 12:05 Ben is warned of what he owes since 09:05. */
async function promisingDesk() {
  const world = await openDesk();
  world.platform.people.set("ben", { name: "Ben", zone: "Asia/Kolkata" });
  for (const line of [
    "team add @ben",
    'settings hours:"Mon-Sun 9-17"',
    "client edit ACME lead:@ben",
    "promise ACME answer:4h",
  ])
    await world.say("asha", "dm", line);
  await world.say("ben", "dm", 'settings hours:"Mon-Sun 9-17"');
  const editor = formOf(await world.say("asha", "dm", "checkin add daily"));
  await world.submit("asha", "dm", editor, { every: "day" });
  await world.settle();
  return world;
}

test("killed at every point, a promise is warned of and told broken once, and a round asks everybody once and is summed up once", {
  timeout: 120_000,
}, async () => {
  const world = await promisingDesk();
  const crew = await openCrew(folder, world.database, "care");
  const day = (n: number) => `2026-12-${String(n).padStart(2, "0")}`;
  const times = (title: RegExp, who = "") =>
    crew.sent.filter((one) => title.test(one.title) && one.address.endsWith(`|${who}`)).length;
  /** What came of one day: Ben's warning and question; Asha's question, and later her word of the broken promise and her summary. */
  const heard = (n: number) => [
    times(new RegExp(`^ACME-${n}: first answer is promised soon`), "ben"),
    times(new RegExp(`^Team daily · ... ${n} Dec`), "ben"),
    times(new RegExp(`^ACME-${n}: the promise is broken`), "asha"),
    times(new RegExp(`^Team daily · ... ${n} Dec`), "asha"),
  ];
  const allOf = (days: number) => Array.from({ length: days }, (_, n) => heard(n + 1));
  const whole = (days: number) => Array.from({ length: days }, () => [1, 1, 1, 2]);
  try {
    let worker = await crew.start();
    const goOn = (at: string) => {
      crew.setClock(at);
      crew.order(worker, toTheEnd);
    };
    for (const [i, point] of points.entries()) {
      const n = i + 1;
      const spare = crew.start();
      world.clock.set(`${day(n)}T03:35:00Z`);
      await world.say("jane", "acme", `request Job ${n}`);
      goOn(`${day(n)}T03:36:00Z`);
      await vi.waitFor(() => expect(times(new RegExp(`^ACME-${n} · Job`), "ben")).toBe(1), WAIT);
      crew.setClock(`${day(n)}T06:40:00Z`);
      crew.order(worker, { point, nth: 1 });
      const [, signal] = await once(worker, "exit");
      expect(signal, `at point ${n}, ${point}`).toBe("SIGKILL");
      worker = await spare;
      crew.moveOn(TAKEN_OVER_MS);
      crew.order(worker, toTheEnd);
      await vi.waitFor(() => expect(allOf(n)).toEqual([...whole(n - 1), [1, 1, 0, 1]]), WAIT);
    }
    goOn(`${day(points.length)}T12:05:00Z`);
    await vi.waitFor(() => expect(allOf(points.length)).toEqual(whole(points.length)), WAIT);
    await crew.killAll();
    expect(crew.sent.filter((message) => message.repeat)).toEqual([]);
    expect(new Set(crew.sent.map(({ key }) => key)).size).toBe(crew.sent.length);
    const { db } = world.database;
    expect(await collectionOf(db, c.outbox).countDocuments({ state: "parked" })).toBe(0);
    const broken = collectionOf(db, c.events).distinct("subject", { kind: "promise-broken" });
    expect(await broken).toHaveLength(points.length);
    expect(await collectionOf(db, c.events).countDocuments({ kind: "promise-broken" })).toBe(points.length);
  } finally {
    await crew.close();
    await world.close();
  }
});
