import { randomBytes } from "node:crypto";
import { createScheduler } from "../../scheduler/index.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import { scheduleFor } from "../../src/domain/schedule.ts";
import { MORNING_DIGEST } from "../../src/schedules.ts";
import * as c from "../../src/store/collections.ts";
import { openDatabase } from "../../src/store/database.ts";
import { createStores } from "../../src/store/index.ts";
import { manualClock } from "../../src/time/clock.ts";
import type { Rule } from "../../src/time/occurrences.ts";
import { type Bench, equal, median, percentile, under } from "./bench.ts";
import { put } from "./seed.ts";

const SUBJECTS = 50_000;
const TICKS = 100;
const zones = ["Asia/Kolkata", "Europe/London", "America/New_York", "Australia/Sydney"];

export const idleTickBench: Bench = {
  name: "idle-tick",
  about: `a tick with ${SUBJECTS} subjects scheduled and none due`,
  async run({ uri }) {
    const database = await openDatabase(uri, `bench-${randomBytes(6).toString("hex")}`);
    try {
      const { client, db } = database;
      const clock = manualClock("2026-11-24T10:00:00Z");
      const rule: Rule = { kind: "daily", at: "23:59", weekdays: [1, 2, 3, 4, 5] };
      const models = zones.map((zone) =>
        scheduleFor({ desk: "", job: MORNING_DIGEST, subject: "" }, rule, zone, clock.now()),
      );
      const schedules = Array.from({ length: SUBJECTS }, (_, i) => {
        const of = { desk: `d${i % 5000}`, job: MORNING_DIGEST, subject: `p${i}` };
        return {
          ...(models[i % models.length] as (typeof models)[0]),
          ...of,
          id: `${of.desk}|${of.job}|${of.subject}`,
        };
      });
      await put(database, c.schedules, schedules);
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      const stores = createStores(client, db, () => undefined);
      const scheduler = createScheduler({ db, stores, jobs, clock, log });
      const took: number[] = [];
      for (let n = 0; n < TICKS; n += 1) {
        const began = performance.now();
        equal((await scheduler.tick()).due, 0, "due");
        took.push(performance.now() - began);
      }
      return [
        under("tick, median", median(took), 50, "ms"),
        { what: "tick, p99", value: percentile(took, 99), unit: "ms" },
      ];
    } finally {
      await database.db.dropDatabase();
      await database.close();
    }
  },
};
