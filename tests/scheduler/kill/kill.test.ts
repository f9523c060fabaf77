import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scheduleFor } from "../../../src/domain/schedule.ts";
import { collectionOf, toStored } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { loopback } from "../../support/loopback.ts";
import { type Bench, openBench } from "../../support/scheduling.ts";
import { type Order, type Plan, type Point, points } from "./plan.ts";

const OCCURRENCES = 1000;
const root = new URL("../../../", import.meta.url).pathname;
const built = `${root}node_modules/.cache/va-desk/kill-${process.pid}`;
/** Longer than any claim, lease or wait before asking lasts. */
const TAKEN_OVER_MS = 61_000;
let ahead = 0;
const now = (): Date => new Date(systemClock.now().getTime() + ahead);

interface Sent {
  address: string;
  key: string;
  title: string;
  repeat: boolean;
  at: Date;
}
const sent: Sent[] = [];
/** The chat platform as the world sees it: whatever reaches it stays said. */
const recorder = await loopback(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString());
  if (request.url === "/send") sent.push({ ...body, at: now() });
  const found = sent.findIndex(
    ({ key, address, at }) =>
      key === body.key &&
      address === body.address &&
      (request.url === "/send" || (at >= new Date(body.from) && at <= new Date(body.to))),
  );
  response.end(JSON.stringify(found < 0 ? {} : { ref: `${body.address}|${found}` }));
});

const workers = new Set<ChildProcess>();
let bench: Bench;
let plan: Plan;

beforeAll(async () => {
  await mkdir(built, { recursive: true });
  await writeFile(`${built}/package.json`, '{"type":"module"}');
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const config = `${root}tests/scheduler/kill/tsconfig.json`;
  await promisify(execFile)(process.execPath, [tsc, "-p", config, "--outDir", built]);
  bench = await openBench(now().toISOString());
  await bench.desk("d1");
  await transactionsLast(2);
  plan = {
    uri: bench.database.uri,
    database: bench.database.name,
    recorder: recorder.url,
  };
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await transactionsLast(5);
  await recorder.close();
  await bench.close();
  await rm(built, { recursive: true, force: true });
});

/** Seconds for which the server holds what somebody who was killed inside a transaction had locked. */
async function transactionsLast(seconds: number): Promise<void> {
  await bench.database.client.db("admin").command({
    setParameter: 1,
    transactionLifetimeLimitSeconds: seconds,
  });
}

/** A process that scheduler and sender run in; it waits for an order. */
async function start(): Promise<void> {
  const worker = spawn(process.execPath, [`${built}/tests/scheduler/kill/worker.js`], {
    env: { ...process.env, PLAN: JSON.stringify(plan) },
    stdio: ["ignore", "ignore", process.env["VA_DESK_KILL_LOG"] ? "inherit" : "ignore", "ipc"],
  });
  workers.add(worker);
  worker.once("exit", () => workers.delete(worker));
  await once(worker, "message");
}

const all = (what: Order | "pause"): void => {
  for (const worker of workers) worker.send(what, () => undefined);
};

/** Two processes that do nothing until the next order. */
async function twoWaiting(): Promise<void> {
  const heard = [...workers].map((worker) => Promise.race([once(worker, "message"), once(worker, "exit")]));
  all("pause");
  await Promise.all(heard);
  await Promise.all(Array.from({ length: 2 - workers.size }, start));
}

async function schedule(from: number, to: number): Promise<void> {
  const due = now();
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
  const died = Promise.race([...workers].map((worker) => once(worker, "exit")));
  ahead += TAKEN_OVER_MS;
  await schedule(from, to);
  // One tick, one claim and one move takes them all; of the rest there are many.
  const nth = ["added", "moved", "claimed", "relayed"].includes(point) ? 1 : 3;
  all({ point, nth, ahead });
  const [, signal] = await died;
  expect(signal, `at point ${points.indexOf(point) + 1}, ${point}`).toBe("SIGKILL");
  if (survivor) return all({ point: null, nth: 0, ahead });
  const others = [...workers];
  for (const worker of others) worker.kill("SIGKILL");
  await Promise.all(others.map((worker) => worker.signalCode ?? once(worker, "exit")));
}

test("two processes killed at every point between claim and record lose nothing and say nothing twice", {
  timeout: 300_000,
}, async () => {
  const share = Math.ceil(OCCURRENCES / rounds.length);
  for (const [i, round] of rounds.entries())
    await die(round, i * share, Math.min((i + 1) * share, OCCURRENCES));
  await twoWaiting();
  ahead += TAKEN_OVER_MS;
  all({ point: null, nth: 0, ahead });
  const { db } = bench.database;
  await vi.waitFor(
    async () => {
      expect(await collectionOf(db, c.occurrences).countDocuments({ state: "done" })).toBe(OCCURRENCES);
      expect(await collectionOf(db, c.outbox).countDocuments({ state: "sent" })).toBe(OCCURRENCES);
    },
    { timeout: 120_000, interval: 250 },
  );
  for (const worker of workers) worker.kill("SIGKILL");

  const titles = sent.map((message) => message.title).sort();
  expect(titles).toEqual(Array.from({ length: OCCURRENCES }, (_, n) => `s${n}`).sort());
  expect(sent.filter((message) => message.repeat)).toEqual([]);
  expect(await collectionOf(db, c.timeEntries).countDocuments()).toBe(OCCURRENCES / 4);
  expect(await collectionOf(db, c.events).countDocuments({ kind: "greeted" })).toBe(OCCURRENCES);
});
