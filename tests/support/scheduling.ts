import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import type { Desk } from "../../src/domain/desk.ts";
import { usualEmoji } from "../../src/domain/emoji.ts";
import { directTo, type OutboxRow } from "../../src/domain/outbox.ts";
import { type OccurrenceRow, type Schedule, scheduleFor } from "../../src/domain/schedule.ts";
import { usualSurveys } from "../../src/domain/survey.ts";
import { type DeskJob, defineJob, type Job } from "../../src/job.ts";
import { createRelay, type Relay } from "../../src/outbox/relay.ts";
import { collectionOf, fromStored, toStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { createStores, type Stores } from "../../src/store/index.ts";
import { type ManualClock, manualClock } from "../../src/time/clock.ts";
import { noDaysOff } from "../../src/time/days-off.ts";
import type { Rule } from "../../src/time/occurrences.ts";
import { text } from "../../src/view/build.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { silent } from "./desk.ts";

export const everyDay = [1, 2, 3, 4, 5, 6, 7];

export interface Bench {
  database: TestDatabase;
  stores: Stores;
  relay: Relay;
  clock: ManualClock;
  /** A scheduler of its own, as another process would have. */
  scheduler(jobs: readonly Job[]): Scheduler;
  desk(id: string): Promise<Desk>;
  schedule(of: { desk: string; job: string; subject: string }, rule: Rule, zone: string): Promise<Schedule>;
  put(schedule: Schedule): Promise<void>;
  occurrences(): Promise<OccurrenceRow[]>;
  outbox(): Promise<OutboxRow[]>;
  close(): Promise<void>;
}

/** A database with nothing but a scheduler's world in it, at a time that stands still. */
export async function openBench(at: string): Promise<Bench> {
  const database = await testDatabase();
  const { client, db } = database;
  const clock = manualClock(at);
  const stores = createStores(client, db, () => undefined);
  const relay = createRelay(db, silent, () => undefined);
  const bench: Bench = {
    database,
    stores,
    relay,
    clock,
    scheduler: (jobs) => createScheduler({ db, stores, jobs, clock, log: silent }),
    async desk(id) {
      const zone = "UTC";
      const desk: Desk = {
        id,
        name: id,
        zone,
        locale: "en",
        demo: false,
        timerLimit: 240,
        hours: null,
        off: noDaysOff,
        emoji: usualEmoji,
        surveys: usualSurveys,
        createdAt: clock.now(),
        version: 0,
      };
      await collectionOf(db, c.desks).insertOne(toStored(desk) as { _id: string });
      return desk;
    },
    async schedule(of, rule, zone) {
      const schedule = scheduleFor(of, rule, zone, clock.now());
      await bench.put(schedule);
      return schedule;
    },
    async put(schedule) {
      const stored = toStored(schedule) as { _id: string };
      await collectionOf(db, c.schedules).replaceOne({ _id: stored._id }, stored, { upsert: true });
    },
    async occurrences() {
      const found = await collectionOf(db, c.occurrences).find().sort({ _id: 1 }).toArray();
      return found.map((stored) => fromStored(c.occurrences, stored));
    },
    async outbox() {
      await relay.drain();
      const found = await collectionOf(db, c.outbox).find().sort({ _id: 1 }).toArray();
      return found.map((stored) => fromStored(c.outbox, stored));
    },
    close: () => database.drop(),
  };
  return bench;
}

/** A job that says one line to its subject, a person. */
export const greeting = (catchUpMinutes = 240): DeskJob =>
  defineJob({
    name: "greeting",
    catchUpMinutes,
    async run(ctx, subject, { period }) {
      await ctx.commit({
        says: [
          {
            kind: "message",
            topic: "digest",
            conversation: directTo(subject),
            guard: { kind: "person", person: subject },
            reader: { locale: "en", zone: ctx.desk.zone },
            view: { title: `Good morning, ${subject}`, body: [text(period)] },
          },
        ],
      });
      return "done";
    },
  });
