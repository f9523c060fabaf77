import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import { promises } from "../../scheduler/jobs/promises.ts";
import type { Job } from "../../src/job.ts";
import { collectionOf } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { silent, type World } from "../support/desk.ts";
import { type Act, perform } from "./acts.ts";

const MINUTE = 60_000;
/** So often it is looked, whether something seems due or not. */
const BEAT = 60 * MINUTE;
/** Promises are looked after so often; a round with none due reads one index and says nothing. */
const ROUND = 5 * MINUTE;
/** A process lives for so many steps; then another one takes over. */
const RESTART_STEPS = 197;

/** While nothing runs. */
export type Down = readonly [from: string, to: string];

/**
 * Moves the clock through a stretch of time, with restarts, and two processes at once now and then. A tick comes every minute; those in
 * which nothing waits are passed over, but for one an hour.
 */
export async function drive(
  world: World,
  from: Date,
  to: Date,
  down: readonly Down[],
  acts: readonly Act[],
): Promise<void> {
  const ofDesks = jobs.filter((job) => job.scope === "desk");
  const { db } = world.database;
  const process = (of: readonly Job[]): Scheduler =>
    createScheduler({ db, stores: world.stores, jobs: of, clock: world.clock, log: silent });
  let running = process(ofDesks);
  // It begins to count with its first tick.
  await process([promises]).tick();
  const coming = [...acts];
  let step = 0;
  for (let at = from.getTime(); at < to.getTime(); step += 1) {
    const back = down.find(([begin, end]) => Date.parse(begin) <= at && at < Date.parse(end))?.[1];
    if (back !== undefined) {
      at = Date.parse(back);
      continue;
    }
    world.clock.set(new Date(at));
    for (let act = coming[0]; act && act.at <= at; act = coming[0]) {
      await perform(world, act);
      coming.shift();
    }
    if (step % RESTART_STEPS === 0) running = process(ofDesks);
    if (at % ROUND === 0 && ((await promisedAt(world)) ?? to.getTime()) <= at)
      await run(world, [process([promises]), process([promises])]);
    await run(world, step % 3 === 0 ? [running, process(ofDesks)] : [running]);
    let next = await waitsUntil(world, to.getTime());
    if (next <= at) {
      await world.settle();
      next = await waitsUntil(world, to.getTime());
    }
    const beat = at - (at % BEAT) + BEAT;
    at = Math.min(beat, Math.max(next, at + MINUTE), coming[0]?.at ?? beat);
  }
}

async function run(world: World, processes: readonly Scheduler[]): Promise<void> {
  const made = await Promise.all(processes.map((one) => one.tick()));
  if (made.every(({ due }) => due === 0)) return;
  await Promise.all(processes.map((one) => one.runDue()));
  await world.settle();
}

/** The minute in which something is to be done next, by what the database says. */
async function waitsUntil(world: World, last: number): Promise<number> {
  const { db } = world.database;
  const [schedule, row, promised] = await Promise.all([
    collectionOf(db, c.schedules).findOne(
      { job: { $ne: promises.name }, nextAt: { $type: "date" } },
      { sort: { nextAt: 1 } },
    ),
    collectionOf(db, c.outbox).findOne({ state: { $in: ["queued", "retry"] } }, { sort: { notBefore: 1 } }),
    promisedAt(world),
  ]);
  const up = (at: unknown, step: number) =>
    at instanceof Date ? Math.ceil(at.getTime() / step) * step : last;
  return Math.min(
    up(schedule?.["nextAt"], MINUTE),
    up(row?.["notBefore"], MINUTE),
    up(promised && new Date(promised), ROUND),
  );
}

async function promisedAt({ database: { db } }: World): Promise<number | undefined> {
  const first = { sort: { promiseAt: 1 } } as const;
  const found = await collectionOf(db, c.requests).findOne({ promiseAt: { $type: "date" } }, first);
  const at = found?.["promiseAt"];
  return at instanceof Date ? at.getTime() : undefined;
}
