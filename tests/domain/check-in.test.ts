import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckIn, checkInRule, deadlineOf, reminderOf } from "../../src/domain/check-in.ts";
import {
  answerMeant,
  parseQuestions,
  questionsAsTyped,
  repliesMeant,
} from "../../src/domain/check-in-words.ts";
import { parseRhythm } from "../../src/domain/rhythm-words.ts";
import { changedSchedules, scheduleFor } from "../../src/domain/schedule.ts";
import { defaultWorkingHours, isWorkingDay, type WorkingHours } from "../../src/time/business-hours.ts";
import { nextOccurrence, occurrences } from "../../src/time/occurrences.ts";
import { cycleOf, rruleOf } from "../../src/time/recurrence.ts";
import { localDate, localTime } from "../../src/time/zones.ts";

const zones = Intl.supportedValuesOf("timeZone")
  .filter((_, n) => n % 10 === 0)
  .slice(0, 40);
const BEGIN = new Date("2026-01-01T00:00:00Z");
const END = new Date("2027-01-01T00:00:00Z");

const day = fc
  .integer({ min: 0, max: 364 })
  .map((n) => new Date(BEGIN.getTime() + n * 86_400_000).toISOString().slice(0, 10));
/** Somebody who works on two days of the week or more, with holidays. */
const hours: fc.Arbitrary<WorkingHours> = fc.record({
  zone: fc.constantFrom(...zones),
  spans: fc
    .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 7 })
    .map((days) => days.map((weekday) => ({ weekday, from: "09:00", to: "17:00" }))),
  holidays: fc.uniqueArray(day, { maxLength: 12 }),
});
const rhythm = fc.constantFrom(
  "weekday",
  "week on Friday",
  "2 weeks on Monday",
  "month on the 31st",
  "month on the 29th",
  "quarter on the 15th",
);
const wall = fc.constantFrom("00:00", "01:30", "02:30", "09:30", "23:59");

function checkInOf(every: string, at: string): CheckIn {
  const said = parseRhythm(every, "2026-01-01");
  if ("problem" in said) throw new Error(every);
  return { rrule: rruleOf(said.rhythm), cycle: cycleOf(said.rhythm), from: "2025-12-29", at } as CheckIn;
}

test("a thousand people in forty zones are each asked once a round, at the hour on their own clock, and never on a day off", () => {
  expect(zones).toHaveLength(40);
  fc.assert(
    fc.property(fc.array(hours, { minLength: 100, maxLength: 100 }), rhythm, wall, (people, every, at) => {
      const checkIn = checkInOf(every, at);
      for (const one of people) {
        const asked = occurrences(checkInRule(checkIn, one), one.zone, BEGIN, END);
        const periods = asked.map(({ period }) => period);
        expect(new Set(periods).size).toBe(periods.length);
        for (const { at: when } of asked) {
          expect(isWorkingDay(one, localDate(when, one.zone))).toBe(true);
          // Where daylight saving skips the hour, it is the first minute after.
          const before = new Date(when.getTime() - 60_000);
          const skipped =
            localTime(before, one.zone) < at || localDate(before, one.zone) < localDate(when, one.zone);
          expect(localTime(when, one.zone) === at || skipped).toBe(true);
        }
        const wanted = { week: 50, month: every.startsWith("quarter") ? 4 : 11, day: 0, year: 0 }[
          checkIn.cycle
        ];
        const least = every.startsWith("2 weeks") ? 24 : wanted;
        expect(asked.length).toBeGreaterThanOrEqual(least);
      }
    }),
    { numRuns: 10 },
  );
});

test("whenever its hour or day changes within a week or month, that round is asked once all the same", () => {
  const of = { desk: "d1", job: "check-in", subject: "d1.1:p1" };
  fc.assert(
    fc.property(
      hours,
      fc.constantFrom<[string, string]>(
        ["week on Friday", "week on Monday"],
        ["month on the 5th", "month on the 25th"],
      ),
      fc.constantFrom("08:00", "16:00"),
      fc.array(fc.integer({ min: 60, max: 20 * 1440 }), { minLength: 1, maxLength: 6 }),
      (one, [first, second], other, gaps) => {
        let now = BEGIN;
        let checkIn = checkInOf(first, "12:00");
        let schedule = scheduleFor(of, checkInRule(checkIn, one), one.zone, now);
        const asked = new Set<string>();
        /** What the tick and the job make of it: a part is made once for a period. */
        const pass = (until: Date) => {
          while (schedule.nextAt && schedule.nextAt <= until) {
            const at = schedule.nextAt;
            // A holiday may have moved one to the minute of another.
            for (const { period } of occurrences(schedule.rule, one.zone, at, new Date(at.getTime() + 1)))
              asked.add(period);
            const next = nextOccurrence(schedule.rule, one.zone, at)?.at ?? null;
            schedule = { ...schedule, nextAt: next };
          }
        };
        for (const [n, gap] of gaps.entries()) {
          const then = new Date(now.getTime() + gap * 60_000);
          pass(then);
          now = then;
          checkIn = checkInOf(n % 2 === 0 ? second : first, n % 2 === 0 ? other : "12:00");
          const after = scheduleFor(of, checkInRule(checkIn, one), one.zone, now);
          [schedule = schedule] = changedSchedules([schedule], [after], now);
        }
        pass(new Date(now.getTime() + 62 * 86_400_000));
        const periods = [...asked].sort();
        // From the first to the last no week and no month is missing.
        const [begin = ""] = periods;
        const last = periods.at(-1) ?? "";
        const all = occurrences(
          checkInRule(checkIn, { ...one, holidays: [] }),
          one.zone,
          new Date(BEGIN.getTime() - 40 * 86_400_000),
          END,
        )
          .map(({ period }) => period)
          .filter((period) => period >= begin && period <= last);
        expect(periods.filter((period) => !all.includes(period))).toEqual([]);
        expect(all.filter((period) => !asked.has(period))).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

describe("questions", () => {
  test("come back from the editor as they went in, with the ids they had", () => {
    const text =
      "What got done? [done]\nHow was it? [1-5]\nAll well? [yes/no]\nWhich? [a / b / c]\nAnything else?";
    const first = parseQuestions(text, [], 0);
    if ("problem" in first) throw new Error(first.problem);
    expect(questionsAsTyped(first.questions)).toBe(text);
    const fewer = parseQuestions("All well? [yes/no]\nNew one?", first.questions, first.given);
    if ("problem" in fewer) throw new Error(fewer.problem);
    expect(fewer.questions.map(({ id }) => id)).toEqual(["q3", "q6"]);
    // An id that was given once is never given again.
    expect(fewer.given).toBe(6);
  });

  test("whatever is typed is questions or a problem with its line", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: "grapheme" }), (text) => {
        const parsed = parseQuestions(text, [], 0);
        if ("problem" in parsed) expect(parsed.line).toBeGreaterThan(0);
        else {
          expect(parsed.questions.length).toBeLessThanOrEqual(10);
          expect(parseQuestions(questionsAsTyped(parsed.questions), parsed.questions, parsed.given)).toEqual(
            parsed,
          );
        }
      }),
    );
  });

  test("an answer is taken only if it is one", () => {
    const parsed = parseQuestions("A [1-5]\nB [yes/no]\nC [good / bad]\nD", [], 0);
    if ("problem" in parsed) throw new Error(parsed.problem);
    const [scale, yes, choice, text] = parsed.questions;
    if (!scale || !yes || !choice || !text) throw new Error("four questions");
    expect(["0", "6", "x", "5"].map((typed) => answerMeant(scale, typed))).toEqual([
      undefined,
      undefined,
      undefined,
      "5",
    ]);
    expect(["maybe", "Yes", "नहीं"].map((typed) => answerMeant(yes, typed))).toEqual([undefined, "yes", "no"]);
    expect(["GOOD", "fair"].map((typed) => answerMeant(choice, typed))).toEqual(["good", undefined]);
    expect(repliesMeant(parsed.questions, [], "1. 4\n3) bad\n4: It rained\nall day")).toEqual([
      { question: scale.id, value: "4" },
      { question: choice.id, value: "bad" },
      { question: text.id, value: "It rained\nall day" },
    ]);
    expect(repliesMeant(parsed.questions, [], "Just words")).toEqual([
      { question: text.id, value: "Just words" },
    ]);
  });
});

test.for([
  ["a day's questions after three quarters", "2026-11-24T09:30Z", "2026-11-24T17:30Z", "2026-11-24T15:30Z"],
  ["a week's a day before the end", "2026-11-23T10:00Z", "2026-11-27T10:00Z", "2026-11-26T10:00Z"],
  ["not on a day off, but before it", "2026-11-25T10:00Z", "2026-11-30T10:00Z", "2026-11-27T10:00Z"],
  [
    "over a weekend an hour before the work ends",
    "2026-11-27T14:00Z",
    "2026-11-28T14:00Z",
    "2026-11-27T16:00Z",
  ],
] as const)("what is asked is brought to mind: %s", ([, asked, deadline, expected]) => {
  const part = { askedAt: new Date(asked), deadline: new Date(deadline) };
  expect(reminderOf(part, defaultWorkingHours("UTC"))).toEqual(new Date(expected));
});

test("what is open for days ends, and is brought to mind, at the hour at which it was asked, though the clocks change", () => {
  const zone = "Europe/Berlin";
  // Friday 10:00 in summer; the clocks go back on Sunday the 25th.
  const asked = new Date("2026-10-23T08:00:12Z");
  const fiveDays = { cycle: "month", open: 5 * 1440 } as const;
  const deadline = deadlineOf(fiveDays, asked, asked, zone);
  expect(deadline).toEqual(new Date("2026-10-28T09:00:12Z"));
  const hours = defaultWorkingHours(zone);
  expect(reminderOf({ askedAt: asked, deadline }, hours)).toEqual(new Date("2026-10-27T09:00:12Z"));
  // Back over the weekend on which they change, to the Friday.
  const monday = { askedAt: new Date("2026-10-22T08:00Z"), deadline: new Date("2026-10-27T09:00Z") };
  const off = { ...hours, holidays: ["2026-10-26"] };
  expect(reminderOf(monday, off)).toEqual(new Date("2026-10-23T08:00Z"));
  // Hours beside whole days stay hours, and a day's questions are open for so many.
  expect(deadlineOf({ cycle: "week", open: 1440 + 90 }, asked, asked, zone)).toEqual(
    new Date("2026-10-24T09:30:12Z"),
  );
  const night = new Date("2026-10-24T22:00Z");
  expect(deadlineOf({ cycle: "day", open: 480 }, night, night, zone)).toEqual(new Date("2026-10-25T06:00Z"));
});
