import { afterAll, beforeAll, expect, test } from "vitest";
import type { Scheduler } from "../../scheduler/index.ts";
import type { Member } from "../../src/domain/desk.ts";
import { clientSchedules, MORNING_DIGEST, memberSchedules, WEEKLY_STATUS } from "../../src/schedules.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";
import { noDaysOff } from "../../src/time/days-off.ts";
import { aClient } from "../support/requests.ts";
import { type Bench, everyDay, openBench } from "../support/scheduling.ts";
import { type ZoneSection, zoneTable } from "../support/zone-table.ts";

const BEGIN = new Date("2026-06-30T00:00:00Z");
const END = new Date("2027-08-02T00:00:00Z");
const table = zoneTable();
const zones = [...new Set(table.map((section) => section.zone))];
let bench: Bench;
let scheduler: Scheduler;

const memberIn = (zone: string): Member => ({
  id: `m-${zone}`,
  desk: "d1",
  person: zone,
  name: zone,
  role: "assistant",
  clients: null,
  hours: defaultWorkingHours(zone),
  off: noDaysOff,
  digest: { on: true, at: "08:00", weekdays: everyDay },
  away: [],
  removedAt: null,
  version: 0,
});

beforeAll(async () => {
  bench = await openBench("2026-06-30T00:00:00Z");
  const now = bench.clock.now();
  for (const zone of zones) {
    const schedules = [
      ...memberSchedules(memberIn(zone), zone, now),
      ...clientSchedules(aClient({ id: zone, zone }), now),
    ];
    for (const schedule of schedules) await bench.put(schedule);
  }
  scheduler = bench.scheduler([]);
});
afterAll(() => bench.close());

async function previewed(zone: string, job: string, { rows }: ZoneSection) {
  const periods = new Set(rows.map((row) => row.period));
  return (await scheduler.preview(BEGIN, END, job)).filter(
    (row) => row.subject === zone && periods.has(row.period),
  );
}

test.each([
  ["digests", MORNING_DIGEST, "daily", "08:00"],
  ["weekly statuses", WEEKLY_STATUS, "friday", "16:00"],
])("the preview of a year of %s is what Python's zoneinfo says, in every zone", async (_, job, kind, at) => {
  for (const zone of zones) {
    const section = table.find((one) => one.zone === zone && one.kind === kind && one.at === at);
    if (!section) throw new Error(`no ${kind} at ${at} for ${zone} in the table`);
    expect(await previewed(zone, job, section)).toEqual(
      section.rows.map(({ period, at: instant, local }) => ({
        job,
        desk: "d1",
        subject: zone,
        period,
        utc: instant.toISOString(),
        local,
        zone,
      })),
    );
  }
});

test("a preview holds only what is asked for, in order of time", async () => {
  const from = new Date("2026-10-04T00:00:00Z");
  const to = new Date("2026-10-11T00:00:00Z");
  const rows = await scheduler.preview(from, to);
  expect(rows.map((row) => row.utc)).toEqual(rows.map((row) => row.utc).sort());
  expect(rows.every(({ utc }) => utc >= from.toISOString() && utc < to.toISOString())).toBe(true);
  expect(rows.filter((row) => row.job === MORNING_DIGEST)).toHaveLength(6 * 7);
  expect(rows.filter((row) => row.job === WEEKLY_STATUS)).toHaveLength(6);
});
