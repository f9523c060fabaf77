import { setTimeout as sleep } from "node:timers/promises";
import { createScheduler } from "../../../scheduler/index.ts";
import { checkIn } from "../../../scheduler/jobs/check-in.ts";
import { checkInReminder } from "../../../scheduler/jobs/check-in-reminder.ts";
import { checkInSummary } from "../../../scheduler/jobs/check-in-summary.ts";
import { promises } from "../../../scheduler/jobs/promises.ts";
import { defineJob } from "../../../src/job.ts";
import type { Log } from "../../../src/log.ts";
import { cardRenderer } from "../../../src/outbox/cards.ts";
import { createRelay } from "../../../src/outbox/relay.ts";
import { createSender } from "../../../src/outbox/sender.ts";
import type { Platform } from "../../../src/platform.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createStores } from "../../../src/store/index.ts";
import { write } from "../../../src/store/writes.ts";
import { type Clock, systemClock } from "../../../src/time/clock.ts";
import type { Order, Plan, Point } from "./plan.ts";

/** A process as the scheduler and the sender run in, which dies at a given point as if the power was cut. */
const plan = JSON.parse(process.env["PLAN"] ?? "") as Plan;
const say = (facts: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`);
const log: Log = { debug() {}, info() {}, warn: say, error: say };

const order: Order = { point: null, nth: 0, ahead: 0 };
let pausing = false;
let resume: () => void = () => undefined;
process.on("message", (message: Order | "pause") => {
  if (message === "pause") {
    pausing = true;
    return;
  }
  Object.assign(order, message);
  resume();
});
process.on("disconnect", () => process.exit());

const clock: Clock = { now: () => new Date(systemClock.now().getTime() + order.ahead) };
function at(point: Point): void {
  if (point !== order.point) return;
  order.nth -= 1;
  if (order.nth === 0) process.kill(process.pid, "SIGKILL");
}

/** Until the next order; nothing is under way meanwhile. */
async function pause(): Promise<void> {
  pausing = false;
  const ordered = new Promise<void>((resolve) => {
    resume = resolve;
  });
  process.send?.("paused");
  await ordered;
}

async function call(path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${plan.recorder}${path}`, { method: "POST", body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

const platform: Platform = {
  name: "fake",
  paceMs: 0,
  askMs: 50,
  async send(address, view, { key, repeat = false }) {
    return String((await call("/send", { address, key, repeat, title: view.title }))["ref"]);
  },
  async update() {},
  async findSent(address, { key, from, to }) {
    const { ref } = await call("/find", { address, key, from, to });
    return typeof ref === "string" ? ref : "not-found";
  },
  directAddress: async (workspace, user) => `fake|${workspace}|${user}`,
  async answer() {},
  person: async () => undefined,
};

/** Every fourth subject writes a document as well, so that both ways to commit are taken. */
const job = defineJob({
  name: "kill",
  catchUpMinutes: 24 * 60,
  async run(ctx, subject, { at: time }) {
    const n = Number(subject.slice(1));
    const entry = {
      id: `d1.${subject}`,
      desk: "d1",
      code: `t-${subject}`,
      client: "c1",
      request: null,
      person: subject,
      date: "2026-11-24",
      minutes: 1,
      start: null,
      end: null,
      note: "",
      kind: "",
      source: "log" as const,
      trimmed: false,
      createdAt: time,
      deletedAt: null,
      reported: null,
      version: 0,
    };
    await ctx.commit({
      writes: n % 4 === 0 ? [write.timeEntry.insert(entry)] : [],
      events: [{ subject, kind: "greeted" }],
      says: [
        {
          kind: "message",
          topic: "digest",
          conversation: `fake|w|c${n % 20}`,
          guard: { kind: "person", person: subject },
          reader: { locale: "en", zone: "UTC" },
          view: { title: subject, body: [] },
        },
      ],
    });
    return "done";
  },
});

const { client, db } = await openDatabase(plan.uri, plan.database, 20);
const stores = createStores(client, db, (names) => relay.nudge(names));
const sender = createSender({
  db,
  stores,
  platforms: new Map([[platform.name, platform]]),
  renderCard: cardRenderer(stores),
  clock,
  log,
  at,
});
const relay = createRelay(db, log, (conversations) => sender.nudge(conversations), at);
const jobs = { greet: [job], care: [promises, checkIn, checkInReminder, checkInSummary] }[plan.jobs];
const scheduler = createScheduler({ db, stores, jobs, clock, log, crash: at });
await pause();
for (;;) {
  await scheduler.tick();
  await scheduler.runDue();
  await relay.drain();
  await sender.pump();
  if (pausing) await pause();
  else await sleep(20);
}
