import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addWorkingMinutes,
  defaultWorkingHours,
  isWorkingTime,
  nextWorkingTime,
  type WorkingHours,
  workingMinutesBetween,
} from "../../src/time/business-hours.ts";
import { addDays, weekdayOf } from "../../src/time/zones.ts";
import { wallIn, wallTimes } from "../support/walls.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Days on which clocks change somewhere below, and ordinary ones. */
const days = fc.constantFrom(
  "2026-10-04",
  "2026-10-25",
  "2026-10-29",
  "2026-11-01",
  "2026-12-24",
  "2027-03-14",
  "2027-03-28",
  "2027-04-04",
  "2027-04-30",
);
/** More than their share of times that are skipped or come twice. */
const awkward = fc.oneof(wallTimes, fc.constantFrom("00:30", "01:15", "01:45", "02:10", "02:30", "23:30"));
const hours: fc.Arbitrary<WorkingHours> = fc.record({
  zone: fc.constantFrom(
    "Australia/Sydney",
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Cairo",
  ),
  spans: fc.array(
    fc.record({ weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 7, 7), from: awkward, to: awkward }),
    {
      minLength: 1,
      maxLength: 10,
    },
  ),
  holidays: fc.uniqueArray(days, { maxLength: 2 }),
});
const aStretch = fc
  .tuple(days, fc.integer({ min: -36 * 60, max: 36 * 60 }), fc.integer({ min: 0, max: 72 * 60 }))
  .map(([day, offset, minutes]): [number, number] => {
    const from = Date.parse(`${day}T00:00Z`) + offset * MINUTE;
    return [from, from + minutes * MINUTE];
  });

/** Is this minute worked? Told from the clock on the wall alone, as if it was never set back. */
function counter({ zone, spans, holidays }: WorkingHours, from: number): (minute: number) => boolean {
  const shown = wallIn(zone);
  let furthest = "";
  let worked: { from: string; to: string }[] = [];
  function see(minute: number): void {
    const wall = shown(minute);
    if (wall <= furthest) return;
    if (wall.slice(0, 10) !== furthest.slice(0, 10)) worked = around(wall.slice(0, 10));
    furthest = wall;
  }
  const around = (today: string) =>
    [addDays(today, -1), today].flatMap((day) =>
      holidays.includes(day)
        ? []
        : spans
            .filter(({ weekday }) => weekday === weekdayOf(day))
            .map((span) => ({
              from: `${day}T${span.from}`,
              to: `${span.to > span.from ? day : addDays(day, 1)}T${span.to}`,
            })),
    );
  for (let minute = from - 26 * HOUR; minute < from; minute += MINUTE) see(minute);
  return (minute) => {
    see(minute);
    return worked.some((span) => span.from <= furthest && furthest < span.to);
  };
}

test("working time is what counting every minute by the clock on the wall gives", () => {
  fc.assert(
    fc.property(hours, aStretch, (worked, [from, to]) => {
      const counts = counter(worked, from);
      const wrong: number[] = [];
      let sum = 0;
      let first: number | undefined;
      for (let minute = from; minute < to; minute += MINUTE) {
        const working = counts(minute);
        if (minute % (30 * MINUTE) === 0 && isWorkingTime(worked, new Date(minute)) !== working)
          wrong.push(minute);
        if (!working) continue;
        sum += 1;
        first ??= minute;
      }
      expect(wrong).toEqual([]);
      expect(workingMinutesBetween(worked, new Date(from), new Date(to))).toBe(sum);
      if (first !== undefined) expect(nextWorkingTime(worked, new Date(from))).toEqual(new Date(first));
    }),
    { numRuns: 100 },
  );
});

test("work whose beginning or end the clocks skip begins or ends where they change, and of two it takes the first", () => {
  const on = (weekday: number, from: string, to: string): WorkingHours => ({
    zone: "Australia/Sydney",
    spans: [{ weekday, from, to }],
    holidays: [],
  });
  const worked = (span: WorkingHours, day: string) =>
    workingMinutesBetween(span, new Date(`${day}T00:00Z`), new Date(Date.parse(`${day}T00:00Z`) + 48 * HOUR));
  expect(worked(on(7, "02:30", "04:00"), "2026-10-03")).toBe(60);
  expect(worked(on(6, "22:00", "02:30"), "2026-10-03")).toBe(4 * 60);
  expect(worked(on(7, "02:30", "04:00"), "2027-04-03")).toBe(150);
  expect(worked(on(6, "22:00", "02:30"), "2027-04-03")).toBe(4 * 60 + 30);
});

test("the end of so much work is the first instant at which it has been worked", () => {
  fc.assert(
    fc.property(hours, aStretch, fc.integer({ min: 1, max: 6000 }), (worked, [from], minutes) => {
      const start = new Date(from);
      const end = addWorkingMinutes(worked, start, minutes);
      if (!end) return;
      expect(workingMinutesBetween(worked, start, end)).toBe(minutes);
      expect(workingMinutesBetween(worked, start, new Date(end.getTime() - 1))).toBe(minutes - 1);
    }),
    { numRuns: 200 },
  );
});

test("work after work adds up", () => {
  fc.assert(
    fc.property(hours, aStretch, fc.integer({ min: 0, max: 5000 }), (worked, [from, middle], more) => {
      const [a, b] = [new Date(from), new Date(middle)];
      const c = new Date(middle + more * MINUTE);
      const parts = workingMinutesBetween(worked, a, b) + workingMinutesBetween(worked, b, c);
      expect(workingMinutesBetween(worked, a, c)).toBe(parts);
    }),
    { numRuns: 200 },
  );
});

test("where nobody ever works no time comes", () => {
  const idle = { ...defaultWorkingHours("Asia/Kolkata"), spans: [] };
  const now = new Date("2026-11-24T10:00:00Z");
  expect(nextWorkingTime(idle, now)).toBeUndefined();
  expect(addWorkingMinutes(idle, now, 1)).toBeUndefined();
  expect(workingMinutesBetween(idle, now, new Date("2026-12-24T10:00:00Z"))).toBe(0);
});
