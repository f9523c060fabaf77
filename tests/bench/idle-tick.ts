import { randomBytes } from "node:crypto";
import { createScheduler } from "../../scheduler/index.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import { AWAY_BRIEF } from "../../src/absence-schedules.ts";
import {
  CHECK_IN,
  CHECK_IN_REMINDER,
  CHECK_IN_SUMMARY,
  QUARTERLY_SURVEY,
  SURVEY,
} from "../../src/care-jobs.ts";
import { scheduleFor } from "../../src/domain/schedule.ts";
import { MORNING_DIGEST, REPEATING, WEEKLY_STATUS } from "../../src/schedules.ts";
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

const workdays = { weekdays: [1, 2, 3, 4, 5], holidays: ["2026-12-25", "2027-01-01"] };
const recurring = (rrule: string, cycle: "week" | "month", at: string): Rule => ({
  kind: "recurring",
  rrule,
  from: "2026-11-24",
  until: null,
  cycle,
  at,
  skipped: [],
  moved: [],
  workdays,
});
const once: Rule = { kind: "once", local: "2026-12-24T10:00" };

/** One of each kind of subject: everybody's day, a client's week, what recurs, who is asked, and what happens once. */
const rhythms: readonly (readonly [job: string, rule: Rule])[] = [
  [MORNING_DIGEST, { kind: "daily", at: "23:59", weekdays: [1, 2, 3, 4, 5] }],
  [WEEKLY_STATUS, { kind: "weekly", weekday: 5, at: "16:00", workdays }],
  [QUARTERLY_SURVEY, { kind: "monthly", day: 8, weekday: 2, every: 3, at: "10:00" }],
  [REPEATING, recurring("FREQ=MONTHLY;BYMONTHDAY=1", "month", "09:00")],
  [CHECK_IN, recurring("FREQ=WEEKLY;BYDAY=FR", "week", "14:00")],
  [CHECK_IN_REMINDER, once],
  [CHECK_IN_SUMMARY, once],
  [SURVEY, once],
  [AWAY_BRIEF, once],
];

export const idleTickBench: Bench = {
  name: "idle-tick",
  about: `a tick with ${SUBJECTS} subjects of every kind scheduled and none due`,
  async run({ uri }) {
    const database = await openDatabase(uri, `bench-${randomBytes(6).toString("hex")}`);
    try {
      const { client, db } = database;
      const clock = manualClock("2026-11-24T10:00:00Z");
      const models = rhythms.flatMap(([job, rule]) =>
        zones.map((zone) => scheduleFor({ desk: "", job, subject: "" }, rule, zone, clock.now())),
      );
      const schedules = Array.from({ length: SUBJECTS }, (_, i) => {
        const model = models[i % models.length] as (typeof models)[0];
        const of = { desk: `d${i % 5000}`, job: model.job, subject: `p${i}` };
        return { ...model, ...of, id: `${of.desk}|${of.job}|${of.subject}` };
      });
      const asleep = schedules.filter(({ nextAt }) => nextAt === null || nextAt > clock.now());
      equal(asleep.length, SUBJECTS, "subjects that are not due");
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
