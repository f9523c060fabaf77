import { expect, test } from "vitest";
import { parseRhythm } from "../../src/domain/rhythm-words.ts";

/** A Wednesday. */
const BEGINS = "2026-11-25";

test.for([
  ["day", { unit: "day", every: 1 }],
  ["every 3 days", { unit: "day", every: 3 }],
  ["weekday", { unit: "weekday" }],
  ["working days", { unit: "weekday" }],
  ["week", { unit: "week", every: 1, weekdays: [3] }],
  ["weekly on Fri", { unit: "week", every: 1, weekdays: [5] }],
  ["2 weeks on Monday", { unit: "week", every: 2, weekdays: [1] }],
  ["other week on Thursday and Monday", { unit: "week", every: 2, weekdays: [1, 4] }],
  ["Mondays", { unit: "week", every: 1, weekdays: [1] }],
  ["Mon, Wed and Fri", { unit: "week", every: 1, weekdays: [1, 3, 5] }],
  ["month", { unit: "month", every: 1, days: [25] }],
  ["month on the 1st", { unit: "month", every: 1, days: [1] }],
  ["month on the 1st and 15th", { unit: "month", every: 1, days: [1, 15] }],
  ["month on the 31st", { unit: "month", every: 1, days: [31] }],
  ["2 months on the last day", { unit: "month", every: 2, days: [-1] }],
  ["month on the first Monday", { unit: "month", every: 1, nth: 1, weekday: 1 }],
  ["month on the last Friday", { unit: "month", every: 1, nth: -1, weekday: 5 }],
  ["the 15th", { unit: "month", every: 1, days: [15] }],
  ["1st of the month", { unit: "month", every: 1, days: [1] }],
  ["quarter on the 1st", { unit: "quarter", days: [1] }],
  ["year", { unit: "year", every: 1, month: 11, day: 25 }],
  ["year on 1 March", { unit: "year", every: 1, month: 3, day: 1 }],
  ["yearly on Feb 29th", { unit: "year", every: 1, month: 2, day: 29 }],
] as const)("“%s” is read", ([words, rhythm]) => {
  expect(parseRhythm(words, BEGINS)).toEqual({ rhythm, at: undefined });
});

test.for([
  ["month on the 1st at 9am", "09:00"],
  ["weekday at 14:30", "14:30"],
  ["Monday at 12am", "00:00"],
  ["Monday, at 12 pm", "12:00"],
] as const)("“%s” has its time", ([words, at]) => {
  expect(parseRhythm(words, BEGINS)).toMatchObject({ at });
});

test.for([
  ["0 weeks", "interval", "0 weeks"],
  ["-2 days", "interval", "-2 days"],
  ["1000 days", "interval", "1000 days"],
  ["2 quarters", "interval", "2 quarters"],
  ["month on the 32nd", "day", "32nd"],
  ["month on the 0th", "day", "0th"],
  ["year on 30 February", "day", "30 february"],
  ["month on the 30th and 31st", "days", "the 30th and 31st"],
  ["month on the 15th and last day", "days", "the 15th and last day"],
  ["blue moon", "unknown", "blue moon"],
  ["week on Funday", "unknown", "funday"],
  ["day on Monday", "unknown", "monday"],
  ["month at noonish", "unknown", "noonish"],
  ["month at 25:00", "unknown", "25:00"],
  ["", "unknown", ""],
] as const)("“%s” is refused, naming what is wrong", ([words, problem, part]) => {
  expect(parseRhythm(words, BEGINS)).toEqual({ problem, words: part });
});
