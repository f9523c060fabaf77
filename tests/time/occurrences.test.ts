import fc from "fast-check";
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import {
  nextOccurrence,
  type Occurrence,
  occurrences,
  type Rule,
  wallInstant,
} from "../../src/time/occurrences.ts";
import { addDays } from "../../src/time/zones.ts";
import { everyDay } from "../support/scheduling.ts";
import { wallIn, wallTimes } from "../support/walls.ts";
import { zoneTable } from "../support/zone-table.ts";

const utc = (minute: string): Date => new Date(`${minute}Z`);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const ruleFor = (kind: string, at: string): Rule => {
  switch (kind) {
    case "friday":
      return { kind: "weekly", weekday: 5, at };
    case "last day":
      return { kind: "monthly", day: 31, at };
    default:
      return { kind: "daily", at, weekdays: everyDay };
  }
};

test.each(zoneTable())(
  "in $zone, $kind at $at comes when Python's zoneinfo says",
  ({ zone, kind, at, rows }) => {
    const all = occurrences(ruleFor(kind, at), zone, utc("2026-06-30T00:00"), utc("2027-08-02T00:00"));
    const listed = new Set(rows.map((row) => row.period));
    expect(all.filter((one) => listed.has(one.period))).toEqual(rows);
  },
);

test("the table has a year of digests and statuses, and both changes of every zone that has them", () => {
  const table = zoneTable();
  const count = (kind: string) => table.filter((s) => s.kind === kind).reduce((n, s) => n + s.rows.length, 0);
  expect(new Set(table.map((section) => section.zone)).size).toBe(6);
  expect(count("daily")).toBe(6 * 2 * 396);
  expect(count("friday")).toBe(6 * 57);
  const skipped = table.filter(({ at, rows }) => rows.some((row) => !row.local.endsWith(at)));
  expect(new Set(skipped.map((section) => section.zone)).size).toBe(5);
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const instants = fc
  .date({ min: utc("2005-01-01T00:00"), max: utc("2036-01-01T00:00"), noInvalidDate: true })
  .map((at) => new Date(Math.floor(at.getTime() / 60_000) * 60_000));
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ kind: fc.constant("daily" as const), at: wallTimes, weekdays }),
  fc.record({ kind: fc.constant("weekly" as const), at: wallTimes, weekday: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ kind: fc.constant("monthly" as const), at: wallTimes, day: fc.integer({ min: 1, max: 31 }) }),
  fc.record({
    kind: fc.constant("interval" as const),
    minutes: fc.integer({ min: 1, max: 3000 }),
    anchor: instants.map((at) => at.toISOString()),
  }),
  fc.record({
    kind: fc.constant("once" as const),
    local: fc.tuple(instants, wallTimes).map(([at, time]) => `${at.toISOString().slice(0, 10)}T${time}`),
  }),
);

/** A local day near a change of the clocks in that year, if there is one. */
function dayOfChange(zone: string, year: number): string {
  const offsetOn = (day: number) => DateTime.utc(year).plus({ days: day }).setZone(zone).offset;
  const day = Array.from({ length: 365 }, (_, n) => n).find((n) => offsetOn(n) !== offsetOn(n + 1)) ?? 0;
  return DateTime.utc(year).plus({ days: day }).toFormat("yyyy-MM-dd");
}

test("a wall time happens at the first minute whose clock shows it, or a later one where it is skipped", () => {
  // Casey has set its clocks by three hours again and again.
  const nearChange = fc
    .tuple(
      fc.oneof(zones, fc.constant("Antarctica/Casey")),
      fc.integer({ min: 2005, max: 2035 }),
      fc.integer({ min: -1, max: 1 }),
    )
    .map(([zone, year, days]): [string, string] => [zone, addDays(dayOfChange(zone, year), days)]);
  fc.assert(
    fc.property(nearChange, wallTimes, ([zone, day], time) => {
      const shown = wallIn(zone);
      const nominal = utc(`${day}T${time}`).getTime();
      let minute = nominal - 14 * HOUR;
      while (shown(minute) < `${day}T${time}`) minute += 60_000;
      expect(wallInstant(day, time, zone)).toEqual(new Date(minute));
    }),
    { numRuns: 300 },
  );
});

test("every local day has exactly one, in order, at its nominal time wherever the clocks show it", () => {
  fc.assert(
    fc.property(zones, instants, wallTimes, (zone, from, at) => {
      const found = occurrences(
        { kind: "daily", at, weekdays: everyDay },
        zone,
        from,
        new Date(from.getTime() + 40 * DAY),
      );
      const shown = wallIn(zone);
      for (const [i, { period, at: instant, local }] of found.entries()) {
        const before = found[i - 1];
        if (before) {
          expect(period).toBe(addDays(before.period, 1));
          expect(instant > before.at).toBe(true);
        }
        expect(local).toBe(shown(instant.getTime()));
        if (local !== `${period}T${at}`)
          expect(shown(instant.getTime() - 60_000) < `${period}T${at}`).toBe(true);
      }
      expect(found.length).toBeGreaterThanOrEqual(39);
    }),
    { numRuns: 60 },
  );
});

const span = (max: number) => fc.integer({ min: 0, max });

test("looking at a stretch in two parts finds what looking at it whole does", () => {
  fc.assert(
    fc.property(
      rules,
      zones,
      instants,
      span(30 * 1440),
      span(30 * 1440),
      (rule, zone, from, first, second) => {
        const middle = new Date(from.getTime() + first * 60_000);
        const to = new Date(middle.getTime() + second * 60_000);
        const parts = [...occurrences(rule, zone, from, middle), ...occurrences(rule, zone, middle, to)];
        expect(occurrences(rule, zone, from, to)).toEqual(parts);
      },
    ),
    { numRuns: 100 },
  );
});

test("going from one occurrence to the next meets all of them", () => {
  fc.assert(
    fc.property(rules, zones, instants, (rule, zone, from) => {
      const to = new Date(
        from.getTime() + (rule.kind === "interval" ? 20 * rule.minutes * 60_000 : 70 * DAY),
      );
      const walked: Occurrence[] = [];
      let next = nextOccurrence(rule, zone, new Date(from.getTime() - 1));
      while (next && next.at < to) {
        walked.push(next);
        next = nextOccurrence(rule, zone, next.at);
      }
      expect(walked).toEqual(occurrences(rule, zone, from, to));
    }),
    { numRuns: 60 },
  );
});

test("a rule without days never comes", () => {
  const never: Rule = { kind: "daily", at: "08:00", weekdays: [] };
  expect(nextOccurrence(never, "UTC", utc("2026-11-24T10:00"))).toBeUndefined();
  expect(occurrences(never, "UTC", utc("2026-11-24T10:00"), utc("2027-11-24T10:00"))).toEqual([]);
});
