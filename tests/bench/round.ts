import { randomBytes } from "node:crypto";
import { createScheduler } from "../../scheduler/index.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import { CHECK_IN, CHECK_IN_SUMMARY } from "../../src/care-jobs.ts";
import { askSchedule, roundSubject } from "../../src/check-ins.ts";
import type { CheckIn } from "../../src/domain/check-in.ts";
import { parseQuestions } from "../../src/domain/check-in-words.ts";
import { createRelay } from "../../src/outbox/relay.ts";
import { collectionOf } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { createStores } from "../../src/store/index.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";
import { manualClock } from "../../src/time/clock.ts";
import { wallInstant } from "../../src/time/occurrences.ts";
import { type Bench, equal } from "./bench.ts";
import { memberOf, put, seedDesks } from "./seed.ts";

const PEOPLE = 1000;
const DAY = "2026-11-25";
const AT = "09:30";
const MINUTE_MS = 60_000;
const log = { debug() {}, info() {}, warn() {}, error() {} };

/** Forty zones around the world, with half and quarter hours, on both sides of the date line. */
const zones =
  `Pacific/Auckland Pacific/Fiji Asia/Kamchatka Australia/Sydney Australia/Adelaide Australia/Darwin Asia/Tokyo
  Australia/Eucla Asia/Manila Asia/Shanghai Asia/Bangkok Asia/Yangon Asia/Dhaka Asia/Kathmandu Asia/Kolkata Asia/Karachi
  Asia/Kabul Asia/Dubai Asia/Tehran Africa/Nairobi Europe/Istanbul Europe/Athens Africa/Cairo Africa/Johannesburg
  Europe/Berlin Africa/Lagos Europe/London Africa/Accra Atlantic/Azores Atlantic/Cape_Verde America/Sao_Paulo
  America/St_Johns America/Halifax America/New_York America/Bogota America/Chicago America/Denver America/Los_Angeles
  America/Anchorage Pacific/Honolulu`
    .trim()
    .split(/\s+/);
const zoneOf = (n: number): string => zones[n % zones.length] ?? "UTC";

export const roundBench: Bench = {
  name: "round",
  about: `a check-in of ${PEOPLE} people in ${zones.length} zones, each asked at ${AT} of their own, by the scheduler itself`,
  async run({ uri, note }) {
    const database = await openDatabase(uri, `bench-${randomBytes(6).toString("hex")}`);
    try {
      const { client, db } = database;
      const clock = manualClock("2026-11-24T12:00:00Z");
      const checkIn = await seed(database, clock.now());
      const stores = createStores(client, db, () => undefined);
      const relay = createRelay(db, log, () => undefined);
      const scheduler = createScheduler({ db, stores, jobs, clock, log });
      const asked = () => collectionOf(db, c.checkInParts).countDocuments();

      const minutes = minutesOf();
      equal(new Set(zones).size, 40, "zones");
      const perPerson: number[] = [];
      const busiest = { people: 0, took: 0 };
      let so = 0;
      let total = 0;
      for (const [at, people] of minutes) {
        clock.set(new Date(at - MINUTE_MS));
        await scheduler.tick();
        await scheduler.runDue();
        equal(await asked(), so, `asked before ${new Date(at).toISOString()}`);
        clock.set(new Date(at));
        const began = performance.now();
        await scheduler.tick();
        await scheduler.runDue();
        await relay.drain();
        const took = performance.now() - began;
        so += people;
        equal(await asked(), so, `asked at ${new Date(at).toISOString()}`);
        total += took;
        perPerson.push(took / people);
        if (people > busiest.people) Object.assign(busiest, { people, took });
      }
      await check(database, checkIn);
      note(`  ${minutes.length} minutes with somebody to ask, at most ${busiest.people} people in one`);
      const began = performance.now();
      const [ended] = await scheduler.runNow(
        CHECK_IN_SUMMARY,
        roundSubject(checkIn.id, DAY),
        lastDeadline(minutes),
      );
      const summed = performance.now() - began;
      if (ended?.state !== "done") throw new Error(`no summary: ${JSON.stringify(ended)}`);
      return [
        { what: `all ${PEOPLE} asked, in the outbox`, value: total / 1000, unit: "s" },
        { what: `the busiest minute, ${busiest.people} people`, value: busiest.took, unit: "ms" },
        { what: "each person, on average", value: total / PEOPLE, unit: "ms" },
        { what: "the summary of the round", value: summed, unit: "ms" },
      ];
    } finally {
      await database.db.dropDatabase();
      await database.close();
    }
  },
};

/** The minutes in which somebody is asked, in order, and how many. */
function minutesOf(): [at: number, people: number][] {
  const out = new Map<number, number>();
  for (let n = 0; n < PEOPLE; n += 1) {
    const at = wallInstant(DAY, AT, zoneOf(n)).getTime();
    out.set(at, (out.get(at) ?? 0) + 1);
  }
  return [...out].sort(([a], [b]) => a - b);
}

async function seed(database: Database, now: Date): Promise<CheckIn> {
  await seedDesks(database, { desks: 1, members: PEOPLE, clients: 1 });
  const { db } = database;
  for (const [i, zone] of zones.entries()) {
    const people = Array.from({ length: PEOPLE }, (_, n) => n).filter((n) => n % zones.length === i);
    const theirs = { person: { $in: people.map((n) => memberOf(0, n)) } };
    await collectionOf(db, c.members).updateMany(theirs, { $set: { "hours.zone": zone } });
  }
  const parsed = parseQuestions("What did you do?\nWhat is next?\nHow heavy is your week? [1-5]", [], 0);
  if ("problem" in parsed) throw new Error(parsed.problem);
  const checkIn: CheckIn = {
    id: "d0.daily",
    desk: "d0",
    name: "daily",
    title: "Team daily",
    kind: "daily",
    client: null,
    people: null,
    ...parsed,
    rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    cycle: "day",
    from: DAY,
    at: AT,
    open: 480,
    owner: memberOf(0, 0),
    summary: null,
    anonymous: false,
    state: "on",
    stopped: [],
    version: 0,
  };
  await put(database, c.checkIns, [checkIn]);
  const schedules = Array.from({ length: PEOPLE }, (_, n) => {
    const person = memberOf(0, n);
    const hours = defaultWorkingHours(zoneOf(n));
    return askSchedule(checkIn, { person, name: person, hours, channel: null }, now);
  });
  await put(database, c.schedules, schedules);
  return checkIn;
}

/** Everybody once, at their own half past nine, and said once. */
async function check({ db }: Database, { id }: CheckIn): Promise<void> {
  const parts = await collectionOf(db, c.checkInParts).find({ checkIn: id, period: DAY }).toArray();
  equal(new Set(parts.map((part) => part["person"])).size, PEOPLE, "people asked");
  const late = parts.filter((part) => {
    const n = Number(String(part["person"]).split("x")[1]);
    return part["askedAt"].getTime() !== wallInstant(DAY, AT, zoneOf(n)).getTime();
  });
  equal(late.length, 0, "asked at another time");
  equal(
    await collectionOf(db, c.occurrences).countDocuments({ job: CHECK_IN, state: "done" }),
    PEOPLE,
    "occurrences done",
  );
  equal(
    await collectionOf(db, c.outbox).countDocuments({ topic: "card" }),
    PEOPLE,
    "questions in the outbox",
  );
}

const lastDeadline = (minutes: readonly (readonly [at: number, people: number])[]): Date =>
  new Date((minutes.at(-1)?.[0] ?? 0) + 480 * MINUTE_MS);
