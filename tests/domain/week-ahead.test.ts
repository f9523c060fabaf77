import fc from "fast-check";
import { expect, test } from "vitest";
import { weekAhead } from "../../src/domain/week-ahead.ts";
import { workingMinutesBetween } from "../../src/time/business-hours.ts";
import { aMember, aRequest, dueAt, NOW } from "../support/requests.ts";

const asha = aMember();

test("each of seven days has its working time and what is due on it, in the member's own days", () => {
  const lateTonight = aRequest({ due: dueAt("2026-11-24T17:00:00Z"), estimate: 30 });
  const afterMidnight = aRequest({ due: dueAt("2026-11-24T19:00:00Z"), estimate: 45 });
  const { days } = weekAhead([afterMidnight, lateTonight], asha, NOW);
  expect(days.map(({ date, working, due }) => [date, working, due])).toEqual([
    ["2026-11-24", 90, 30],
    ["2026-11-25", 480, 45],
    ["2026-11-26", 480, 0],
    ["2026-11-27", 480, 0],
    ["2026-11-28", 0, 0],
    ["2026-11-29", 0, 0],
    ["2026-11-30", 480, 0],
  ]);
});

test("a day is overloaded when what is due by its end, overdue work included, is more than can be worked until then", () => {
  const overdue = aRequest({ due: dueAt("2026-11-23T10:00:00Z"), estimate: 300 });
  const tomorrow = aRequest({ due: dueAt("2026-11-25T11:30:00Z"), estimate: 300 });
  const friday = aRequest({ due: dueAt("2026-11-27T11:30:00Z"), estimate: 300 });
  const week = weekAhead([friday, tomorrow, overdue], asha, NOW);
  expect(week.overdue).toEqual([overdue]);
  // 600 minutes of work in 90 + 480; by Friday there is room again.
  expect(week.days.map((day) => day.over)).toEqual([0, 30, 0, 0, 0, 0, 0]);
});

test("what is held, later or without a date is counted apart or left out", () => {
  const later = aRequest({ due: dueAt("2026-12-24T10:00:00Z") });
  const asleep = aRequest({
    due: dueAt("2026-11-25T10:00:00Z"),
    hold: { kind: "snoozed", until: new Date("2026-12-01"), since: NOW },
  });
  const done = aRequest({ due: dueAt("2026-11-25T10:00:00Z"), stage: "done" });
  const week = weekAhead([later, asleep, done, aRequest()], asha, NOW);
  expect(week).toMatchObject({ later: 1, undated: 1, overdue: [] });
  expect(week.days.every((day) => day.requests.length === 0)).toBe(true);
});

const due = fc.option(
  fc.record({
    at: fc.date({ min: new Date("2026-11-20"), max: new Date("2026-12-06"), noInvalidDate: true }),
    hasTime: fc.boolean(),
  }),
);
const some = fc.array(fc.record({ due, estimate: fc.option(fc.integer({ min: 1, max: 900 })) }), {
  maxLength: 20,
});

test("every request is somewhere once, and the days' working time is the week's", () => {
  fc.assert(
    fc.property(some, (list) => {
      const week = weekAhead(list.map(aRequest), asha, NOW);
      const inDays = week.days.flatMap((day) => day.requests);
      expect(inDays.length + week.overdue.length + week.later + week.undated).toBe(list.length);
      const end = new Date("2026-11-30T18:30:00Z");
      const working = week.days.reduce((sum, day) => sum + day.working, 0);
      expect(working).toBe(workingMinutesBetween(asha.hours, NOW, end));
    }),
  );
});
