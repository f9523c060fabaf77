import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { systemClock } from "../../../src/time/clock.ts";
import type { TestDatabase } from "../../support/database.ts";
import { loopback } from "../../support/loopback.ts";
import type { Order, Plan } from "./plan.ts";

export interface Sent {
  address: string;
  key: string;
  title: string;
  repeat: boolean;
  at: Date;
}

/** The worker as it runs without a compiler; the folder is to be removed in the end. */
export async function built(): Promise<string> {
  const root = new URL("../../../", import.meta.url).pathname;
  const folder = `${root}node_modules/.cache/va-desk/kill-${process.pid}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/package.json`, '{"type":"module"}');
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const config = `${root}tests/scheduler/kill/tsconfig.json`;
  await promisify(execFile)(process.execPath, [tsc, "-p", config, "--outDir", folder]);
  return folder;
}

export interface Crew {
  /** What reached the chat platform, which the processes share. */
  sent: readonly Sent[];
  workers: ReadonlySet<ChildProcess>;
  /** By the clocks of the processes. */
  now(): Date;
  moveOn(ms: number): void;
  setClock(at: string): void;
  /** A process that scheduler and sender run in; it waits for an order. */
  start(): Promise<ChildProcess>;
  order(worker: ChildProcess, what: Omit<Order, "ahead"> | "pause"): void;
  all(what: Omit<Order, "ahead"> | "pause"): void;
  killAll(): Promise<void>;
  close(): Promise<void>;
}

/** Processes that can be killed, and the platform they speak to. */
export async function openCrew(
  folder: string,
  { uri, name: database }: TestDatabase,
  jobs: Plan["jobs"],
): Promise<Crew> {
  let ahead = 0;
  const now = (): Date => new Date(systemClock.now().getTime() + ahead);
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
  const plan: Plan = { uri, database, recorder: recorder.url, jobs };
  const workers = new Set<ChildProcess>();
  const crew: Crew = {
    sent,
    workers,
    now,
    moveOn(ms) {
      ahead += ms;
    },
    setClock(at) {
      ahead = new Date(at).getTime() - systemClock.now().getTime();
    },
    async start() {
      const worker = spawn(process.execPath, [`${folder}/tests/scheduler/kill/worker.js`], {
        env: { ...process.env, PLAN: JSON.stringify(plan) },
        stdio: ["ignore", "ignore", process.env["VA_DESK_KILL_LOG"] ? "inherit" : "ignore", "ipc"],
      });
      workers.add(worker);
      worker.once("exit", () => workers.delete(worker));
      await once(worker, "message");
      return worker;
    },
    order: (worker, what) => void worker.send(what === "pause" ? what : { ...what, ahead }, () => undefined),
    all(what) {
      for (const worker of workers) crew.order(worker, what);
    },
    async killAll() {
      const each = [...workers];
      for (const worker of each) worker.kill("SIGKILL");
      await Promise.all(each.map((worker) => worker.signalCode ?? once(worker, "exit")));
    },
    async close() {
      await crew.killAll();
      await recorder.close();
    },
  };
  return crew;
}

export const removed = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Seconds for which the server holds what somebody who was killed inside a transaction had locked. */
export async function transactionsLast({ client }: TestDatabase, seconds: number): Promise<void> {
  await client.db("admin").command({ setParameter: 1, transactionLifetimeLimitSeconds: seconds });
}

/** Longer than any claim, lease or wait before asking lasts. */
export const TAKEN_OVER_MS = 61_000;
/** What makes a process go on to the end. */
export const toTheEnd = { point: null, nth: 0 } as const;
