import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { beforeHoliday, nextOccurrence, occurrences, type Rule } from "../../src/time/occurrences.ts";
import { isDaily, type Rhythm, recurringDays, rhythmOf, rruleOf } from "../../src/time/recurrence.ts";
import { addDays, weekdayOf } from "../../src/time/zones.ts";

const day = (words: string) => DateTime.fromISO(words, { zone: "utc" });
const lastOf = (date: string) => day(date).daysInMonth ?? 0;
const dayOf = (date: string) => Number(date.slice(8));
const monthOf = (date: string) => Number(date.slice(5, 7));
const monthsBetween = (from: string, date: string) =>
  (Number(date.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + monthOf(date) - monthOf(from);
const mondayOf = (date: string) => addDays(date, 1 - weekdayOf(date));

/** Does the rhythm that begins on `from` fall on this day? Asked of each day by itself. */
function fallsOn(rhythm: Rhythm, from: string, date: string): boolean {
  const isOneOf = (days: readonly number[]) =>
    days.some((one) => (one === -1 ? lastOf(date) : Math.min(one, lastOf(date))) === dayOf(date));
  switch (rhythm.unit) {
    case "day":
      return day(date).diff(day(from), "days").days % rhythm.every === 0;
    case "weekday":
      return weekdayOf(date) <= 5;
    case "week": {
      const weeks = day(mondayOf(date)).diff(day(mondayOf(from)), "weeks").weeks;
      return weeks % rhythm.every === 0 && rhythm.weekdays.includes(weekdayOf(date));
    }
    case "month": {
      if (monthsBetween(from, date) % rhythm.every !== 0) return false;
      if ("days" in rhythm) return isOneOf(rhythm.days);
      const nth = rhythm.nth < 0 ? dayOf(date) + 7 > lastOf(date) : Math.ceil(dayOf(date) / 7) === rhythm.nth;
      return nth && weekdayOf(date) === rhythm.weekday;
    }
    case "quarter":
      return [1, 4, 7, 10].includes(monthOf(date)) && isOneOf(rhythm.days);
    case "year": {
      const years = Number(date.slice(0, 4)) - Number(from.slice(0, 4));
      return years % rhythm.every === 0 && monthOf(date) === rhythm.month && isOneOf([rhythm.day]);
    }
    default:
      return rhythm satisfies never;
  }
}

const every = (max: number) => fc.integer({ min: 1, max });
const weekday = every(7);
const daysOfMonth = fc.oneof(
  every(31).map((one) => [one]),
  fc.constant([-1]),
  fc
    .tuple(fc.uniqueArray(every(27), { minLength: 1, maxLength: 3 }), fc.integer({ min: 29, max: 31 }))
    .map(([early, late]) => [...early.sort((a, b) => a - b), late]),
);
const rhythms: fc.Arbitrary<Rhythm> = fc.oneof(
  every(30).map((n): Rhythm => ({ unit: "day", every: n })),
  fc.constant<Rhythm>({ unit: "weekday" }),
  fc
    .tuple(every(6), fc.uniqueArray(weekday, { minLength: 1 }))
    .map(([n, weekdays]): Rhythm => ({ unit: "week", every: n, weekdays: weekdays.sort((a, b) => a - b) })),
  fc.tuple(every(6), daysOfMonth).map(([n, days]): Rhythm => ({ unit: "month", every: n, days })),
  fc
    .tuple(every(3), fc.constantFrom(1, 2, 3, 4, -1), weekday)
    .map(([n, nth, on]): Rhythm => ({ unit: "month", every: n, nth, weekday: on })),
  daysOfMonth.map((days): Rhythm => ({ unit: "quarter", days })),
  fc
    .tuple(every(2), every(12), every(31))
    .map(([n, month, d]): Rhythm => ({ unit: "year", every: n, month, day: d })),
);
const dates = fc.integer({ min: 0, max: 3000 }).map((n) => addDays("2020-01-01", n));

test("a rhythm falls on exactly those days of which each by itself says so", () => {
  fc.assert(
    fc.property(rhythms, dates, fc.integer({ min: 0, max: 900 }), (rhythm, from, gone) => {
      const start = addDays(from, gone);
      const end = addDays(start, 500);
      const found: string[] = [];
      for (const one of recurringDays({ rrule: rruleOf(rhythm), from, until: null }, start)) {
        if (one > end) break;
        found.push(one);
      }
      const naive: string[] = [];
      for (let one = start; one <= end; one = addDays(one, 1))
        if (fallsOn(rhythm, from, one)) naive.push(one);
      expect(found).toEqual(naive);
    }),
    { numRuns: 80 },
  );
});

test("an RRULE is read back as the rhythm it was made of", () => {
  fc.assert(
    fc.property(rhythms, (rhythm) => {
      expect(rhythmOf(rruleOf(rhythm))).toEqual(rhythm);
    }),
  );
});

test("nothing comes before it begins or after it ends", () => {
  const of = { rrule: rruleOf({ unit: "day", every: 1 }), from: "2026-11-24", until: "2026-11-26" };
  expect([...recurringDays(of, "2026-01-01")]).toEqual(["2026-11-24", "2026-11-25", "2026-11-26"]);
  expect([...recurringDays(of, "2026-11-27")]).toEqual([]);
});

describe("holidays", () => {
  const workdays = { weekdays: [1, 2, 3, 4, 5], holidays: ["2026-12-24", "2026-12-25", "2026-12-28"] };
  const friday: Rule = { kind: "weekly", weekday: 5, at: "16:00", workdays };
  const from = new Date("2026-12-01T00:00:00Z");
  const to = new Date("2027-01-08T00:00:00Z");

  test("move what falls on them to the working day before, under the name of its own week", () => {
    expect(
      occurrences(friday, "Europe/London", from, to).map(({ period, local }) => [period, local]),
    ).toEqual([
      ["2026-W49", "2026-12-04T16:00"],
      ["2026-W50", "2026-12-11T16:00"],
      ["2026-W51", "2026-12-18T16:00"],
      ["2026-W52", "2026-12-23T16:00"],
      ["2026-W53", "2027-01-01T16:00"],
    ]);
    // The Friday before lies beyond a weekend.
    expect(beforeHoliday(workdays, "2026-12-28")).toBe("2026-12-23");
  });

  test("take what comes the evening before along", () => {
    const evening: Rule = { ...friday, at: "18:00", daysBefore: 1 };
    const found = occurrences(evening, "Europe/London", from, to).find(({ period }) => period === "2026-W52");
    expect(found?.local).toBe("2026-12-22T18:00");
  });

  test("without a working day before them move nothing", () => {
    const holidays = Array.from({ length: 100 }, (_, n) => addDays("2026-10-01", n));
    expect(beforeHoliday({ weekdays: [1, 2, 3, 4, 5], holidays }, "2026-12-25")).toBe("2026-12-25");
    expect(beforeHoliday({ weekdays: [], holidays: ["2026-12-25"] }, "2026-12-25")).toBe("2026-12-25");
  });

  test("never put what recurs out of order, and lose nothing of it", () => {
    fc.assert(
      fc.property(
        rhythms,
        dates,
        fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }),
        (rhythm, begin, off) => {
          const holidays = off.map((n) => addDays(begin, n));
          const rule: Rule = {
            kind: "recurring",
            rrule: rruleOf(rhythm),
            from: begin,
            until: null,
            cycle: "day",
            at: "09:00",
            skipped: [],
            moved: [],
            workdays: { weekdays: [1, 2, 3, 4, 5], holidays },
          };
          const zone = "Asia/Kolkata";
          const end = new Date(`${addDays(begin, 300)}T00:00:00Z`);
          const start = new Date(`${addDays(begin, -90)}T00:00:00Z`);
          const all = occurrences(rule, zone, start, end);
          const times = all.map(({ at }) => at.getTime());
          expect(times).toEqual([...times].sort((a, b) => a - b));
          const plain = occurrences({ ...rule, workdays: { weekdays: [], holidays: [] } }, zone, start, end);
          if (!isDaily(rule.rrule)) expect(all.length).toBeGreaterThanOrEqual(plain.length);
          // Asked one by one it is the same; what falls on one instant is one step.
          const walked: number[] = [];
          for (
            let next = nextOccurrence(rule, zone, start);
            next && next.at < end;
            next = nextOccurrence(rule, zone, next.at)
          )
            walked.push(next.at.getTime());
          expect(walked).toEqual([...new Set(times)]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

test("one that is left out or moved leaves the others as they are", () => {
  const rule: Rule = {
    kind: "recurring",
    rrule: rruleOf({ unit: "month", every: 1, days: [1] }),
    from: "2026-11-01",
    until: null,
    cycle: "month",
    at: "09:00",
    skipped: ["2026-12-01"],
    moved: [{ day: "2027-01-01", to: "2027-01-11" }],
    workdays: { weekdays: [1, 2, 3, 4, 5], holidays: ["2027-01-11"] },
  };
  const found = (from: string) =>
    occurrences(rule, "UTC", new Date(from), new Date("2027-03-02")).map(({ period, local }) => [
      period,
      local,
    ]);
  const all = [
    ["2026-11", "2026-11-01T09:00"],
    ["2027-01", "2027-01-11T09:00"],
    ["2027-02", "2027-02-01T09:00"],
    ["2027-03", "2027-03-01T09:00"],
  ];
  expect(found("2026-11-01")).toEqual(all);
  expect(found("2027-01-05")).toEqual(all.slice(1));
});
