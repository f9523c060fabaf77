import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scheduleFor } from "../../../src/domain/schedule.ts";
import { collectionOf, toStored } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { type Bench, everyDay, openBench } from "../../support/scheduling.ts";
import { fastClock, type Plan, points } from "./plan.ts";

/** All of them: VA_DESK_KILL_OCCURRENCES=1000. */
const OCCURRENCES = Number(process.env["VA_DESK_KILL_OCCURRENCES"] ?? 198);
const root = new URL("../../../", import.meta.url).pathname;
const built = `${root}node_modules/.cache/va-desk/kill-${process.pid}`;
const time = { epoch: Date.parse("2026-11-24T10:00:00Z"), started: systemClock.now().getTime(), speed: 10 };
const clock = fastClock(time);

interface Sent {
  address: string;
  key: string;
  title: string;
  repeat: boolean;
  at: Date;
}
const sent: Sent[] = [];
/** The chat platform as the world sees it: whatever reaches it stays said. */
const recorder = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString());
  if (request.url === "/send") sent.push({ ...body, at: clock.now() });
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
let base: Omit<Plan, "point" | "nth">;

beforeAll(async () => {
  await mkdir(built, { recursive: true });
  await writeFile(`${built}/package.json`, '{"type":"module"}');
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const config = `${root}tests/scheduler/kill/tsconfig.json`;
  await promisify(execFile)(process.execPath, [tsc, "-p", config, "--outDir", built]);
  recorder.listen(0, "127.0.0.1");
  await once(recorder, "listening");
  bench = await openBench("2026-11-24T09:00:00Z");
  await bench.desk("d1");
  base = {
    ...time,
    uri: bench.database.uri,
    database: bench.database.name,
    recorder: `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`,
  };
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  recorder.closeAllConnections();
  recorder.close();
  await bench.close();
  await rm(built, { recursive: true, force: true });
});

function start(point: string | null, nth: number): ChildProcess {
  const plan: Plan = { ...base, point, nth };
  const worker = spawn(process.execPath, [`${built}/tests/scheduler/kill/worker.js`], {
    env: { ...process.env, PLAN: JSON.stringify(plan) },
    stdio: ["ignore", "ignore", process.env["VA_DESK_KILL_LOG"] ? "inherit" : "ignore"],
  });
  workers.add(worker);
  worker.once("exit", () => workers.delete(worker));
  return worker;
}

async function schedule(from: number, to: number): Promise<void> {
  const rule = { kind: "daily" as const, at: "09:30", weekdays: everyDay };
  const rows = Array.from({ length: to - from }, (_, i) =>
    scheduleFor(
      { desk: "d1", job: "kill", subject: `s${from + i}` },
      rule,
      "UTC",
      new Date("2026-11-24T09:00:00Z"),
    ),
  );
  await collectionOf(bench.database.db, c.schedules).insertMany(
    rows.map((row) => toStored(row) as { _id: string }),
  );
}

test("two processes killed at every point between claim and record lose nothing and say nothing twice", {
  timeout: 120_000 + OCCURRENCES * 200,
}, async () => {
  const share = Math.ceil(OCCURRENCES / points.length);
  for (const [i, point] of points.entries()) {
    await schedule(i * share, Math.min((i + 1) * share, OCCURRENCES));
    // One tick, and one claim, takes the whole share; of the rest there are many.
    const two = [start(point, 1), start(point, i < 3 ? 1 : 3)];
    const [, signal] = await Promise.race(two.map((worker) => once(worker, "exit")));
    expect(signal, point).toBe("SIGKILL");
    // The other one dies wherever it happens to be.
    for (const worker of two) worker.kill("SIGKILL");
    await Promise.all(two.map((worker) => worker.signalCode ?? once(worker, "exit")));
  }
  const two = [start(null, 0), start(null, 0)];
  await vi.waitFor(
    async () => {
      const { db } = bench.database;
      expect(await collectionOf(db, c.occurrences).countDocuments({ state: "done" })).toBe(OCCURRENCES);
      expect(await collectionOf(db, c.outbox).countDocuments({ state: "sent" })).toBe(OCCURRENCES);
    },
    { timeout: 60_000 + OCCURRENCES * 100, interval: 250 },
  );
  for (const worker of two) worker.kill("SIGKILL");

  const titles = sent.map((message) => message.title).sort();
  const all = Array.from({ length: OCCURRENCES }, (_, n) => `s${n}`).sort();
  expect(titles).toEqual(all);
  expect(sent.filter((message) => message.repeat)).toEqual([]);
  const { db } = bench.database;
  expect(await collectionOf(db, c.timeEntries).countDocuments()).toBe(Math.ceil(OCCURRENCES / 2));
  expect(await collectionOf(db, c.events).countDocuments({ kind: "greeted" })).toBe(OCCURRENCES);
});
