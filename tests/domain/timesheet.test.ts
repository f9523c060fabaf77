import fc from "fast-check";
import { expect, test } from "vitest";
import type { TimeEntry } from "../../src/domain/time-entry.ts";
import { timesheetOf } from "../../src/domain/timesheet.ts";
import { anEntry } from "../support/requests.ts";

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);
const timed = (from: string, to: string, more: Partial<TimeEntry> = {}) =>
  anEntry({ start: at(from), end: at(to), source: "timer", ...more });

test("a week adds up by day, client, kind and request, and none of it is rounded", () => {
  const sheet = timesheetOf([
    anEntry({ date: "2026-11-25", minutes: 7, kind: "admin", client: "beta" }),
    anEntry({ date: "2026-11-23", minutes: 61, kind: "design", request: "r1" }),
    anEntry({ date: "2026-11-23", minutes: 13, kind: "admin", request: "r1" }),
    anEntry({ date: "2026-11-24", minutes: 200 }),
  ]);
  expect(sheet.minutes).toBe(281);
  expect(sheet.byDay).toEqual([
    { key: "2026-11-23", minutes: 74 },
    { key: "2026-11-24", minutes: 200 },
    { key: "2026-11-25", minutes: 7 },
  ]);
  expect(sheet.byClient).toEqual([
    { key: "acme", minutes: 274 },
    { key: "beta", minutes: 7 },
  ]);
  expect(sheet.byKind).toEqual([
    { key: "", minutes: 200 },
    { key: "design", minutes: 61 },
    { key: "admin", minutes: 20 },
  ]);
  expect(sheet.byRequest).toEqual([
    { key: null, minutes: 207 },
    { key: "r1", minutes: 74 },
  ]);
});

test("times of one person that share some minutes are pointed out; of two people, or end to end, they are not", () => {
  const morning = timed("09:00", "10:00");
  const inside = timed("09:30", "09:45");
  const after = timed("10:00", "11:00");
  const bens = timed("09:15", "10:30", { person: "ben" });
  const { overlaps } = timesheetOf([after, bens, inside, morning, anEntry()]);
  expect(overlaps.map((pair) => pair.map((entry) => entry.id))).toEqual([[morning.id, inside.id]]);
});

test("nothing logged is an empty sheet", () => {
  expect(timesheetOf([])).toMatchObject({ minutes: 0, byDay: [], overlaps: [] });
});

const entry = fc
  .record({
    person: fc.constantFrom("asha", "ben"),
    client: fc.constantFrom("acme", "beta", "gamma"),
    kind: fc.constantFrom("", "admin", "design"),
    request: fc.option(fc.constantFrom("r1", "r2")),
    date: fc.constantFrom("2026-11-23", "2026-11-24", "2026-11-29"),
    minutes: fc.integer({ min: 1, max: 600 }),
    times: fc.option(fc.tuple(fc.integer({ min: 0, max: 1300 }), fc.integer({ min: 1, max: 139 }))),
  })
  .map(({ times, ...rest }) =>
    anEntry({
      ...rest,
      ...(times ? { start: new Date(times[0] * 60_000), end: new Date((times[0] + times[1]) * 60_000) } : {}),
    }),
  );
const entries = fc.array(entry, { maxLength: 30 });

test("whatever the order, every total is the whole", () => {
  fc.assert(
    fc.property(
      entries.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, other]) => {
        const sheet = timesheetOf(list);
        for (const totals of [sheet.byDay, sheet.byClient, sheet.byKind, sheet.byRequest, sheet.byPerson]) {
          expect(totals.reduce((sum, total) => sum + total.minutes, 0)).toBe(sheet.minutes);
          expect(new Set(totals.map((total) => total.key)).size).toBe(totals.length);
        }
        expect(timesheetOf(other)).toEqual(sheet);
      },
    ),
  );
});

test("the overlaps found are those that comparing every pair finds", () => {
  fc.assert(
    fc.property(entries, (list) => {
      const shares = (a: TimeEntry, b: TimeEntry) =>
        a.person === b.person && a.start && a.end && b.start && b.end && a.start < b.end && b.start < a.end;
      const pairs = list.flatMap((a, i) => list.slice(i + 1).filter((b) => shares(a, b)));
      expect(timesheetOf(list).overlaps).toHaveLength(pairs.length);
    }),
  );
});
