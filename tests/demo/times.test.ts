import fc from "fast-check";
import { expect, test } from "vitest";
import { people } from "../../src/demo/cast.ts";
import { story } from "../../src/demo/story.ts";
import { dueIn, instantOf, workdayFrom } from "../../src/demo/times.ts";
import { wallInstant } from "../../src/time/occurrences.ts";
import { weekdayOf } from "../../src/time/zones.ts";

const anyNow = fc.date({
  min: new Date("2024-01-01T00:00:00Z"),
  max: new Date("2030-12-31T23:59:00Z"),
  noInvalidDate: true,
});

const RUNS = { numRuns: 30 };

test("whenever it is told, the story lies in the past and in order, within ten days", () => {
  fc.assert(
    fc.property(anyNow, (now) => {
      const times = story.map(({ when }) => instantOf(when, now, people.asha.zone).getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)).toBeLessThan(now.getTime());
      expect(times[0]).toBeGreaterThan(now.getTime() - 11 * 86_400_000);
    }),
    RUNS,
  );
});

test("whenever it is told, every due date in it was still to come when it was said", () => {
  fc.assert(
    fc.property(anyNow, (now) => {
      for (const { when, who, deed } of story) {
        if (deed.kind !== "types" || typeof deed.line === "string") continue;
        const { zone } = people[who];
        const due = (workdays: number, at: string): string => {
          const date = dueIn(now, zone)(workdays, at);
          const falls = wallInstant(date.slice(0, 10), at, zone);
          expect(falls.getTime()).toBeGreaterThan(instantOf(when, now, people.asha.zone).getTime());
          return date;
        };
        deed.line({ due, deskCode: "" });
      }
    }),
    RUNS,
  );
});

test("working days are counted without weekends, and the way back is as long", () => {
  fc.assert(
    fc.property(anyNow, fc.integer({ min: 1, max: 20 }), (now, n) => {
      const today = now.toISOString().slice(0, 10);
      const later = workdayFrom(today, n);
      expect(weekdayOf(later)).toBeLessThan(6);
      if (weekdayOf(today) < 6) expect(workdayFrom(later, -n)).toBe(today);
    }),
    RUNS,
  );
});

test("due dates are days of the speaker's own calendar", () => {
  const now = new Date("2026-11-24T20:00:00Z");
  expect(dueIn(now, "Australia/Sydney")(1, "17:00")).toBe("2026-11-26T17:00");
  expect(dueIn(now, "America/New_York")(1, "17:00")).toBe("2026-11-25T17:00");
  expect(dueIn(now, "America/New_York")(-2, "09:00")).toBe("2026-11-20T09:00");
});
