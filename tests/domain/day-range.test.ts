import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDayRange } from "../../src/domain/day-range.ts";
import { addDays } from "../../src/time/zones.ts";

const NOW = new Date("2026-11-24T10:00:00Z");
const read = (words: string, zone = "Asia/Kolkata") => parseDayRange(words, NOW, zone);

test.for([
  ["3-7 Aug", "2027-08-03", "2027-08-07"],
  ["3 – 7 August", "2027-08-03", "2027-08-07"],
  ["Aug 3-7", "2027-08-03", "2027-08-07"],
  ["3-7 Aug 2027", "2027-08-03", "2027-08-07"],
  ["tomorrow", "2026-11-25", "2026-11-25"],
  ["today", "2026-11-24", "2026-11-24"],
  ["Friday", "2026-11-27", "2026-11-27"],
  ["Wednesday to Friday", "2026-11-25", "2026-11-27"],
  ["Friday-Monday", "2026-11-27", "2026-11-30"],
  ["24 Dec - 2 Jan", "2026-12-24", "2027-01-02"],
  ["from 30 Nov until 3 Dec", "2026-11-30", "2026-12-03"],
  ["2026-12-24 to 2027-01-02", "2026-12-24", "2027-01-02"],
  ["2026-12-24..2026-12-24", "2026-12-24", "2026-12-24"],
] as const)("“%s” is read", ([words, from, to]) => {
  expect(read(words)).toEqual({ from, to });
});

test.for([
  ["7-3 Aug", "order"],
  ["2026-12-24 to 2026-12-20", "order"],
  ["2026-12-24 to 2026-11-01", "order"],
  ["10 Dec to 8 Dec", "order"],
  ["2020-01-01", "past"],
  ["2026-12-01 to 2027-12-01", "too-long"],
  ["30 Feb", "impossible"],
  ["2026-02-30 to 2026-03-02", "impossible"],
  ["soon", "unreadable"],
  ["Friday 5pm", "unreadable"],
  ["3-7", "unreadable"],
] as const)("“%s” is refused", ([words, problem]) => {
  expect(read(words)).toMatchObject({ problem });
});

test("it is the speaker's day that counts", () => {
  const late = new Date("2026-11-24T20:00:00Z");
  expect(parseDayRange("today", late, "Asia/Kolkata")).toEqual({ from: "2026-11-25", to: "2026-11-25" });
  expect(parseDayRange("today", late, "America/New_York")).toEqual({ from: "2026-11-24", to: "2026-11-24" });
});

test("days in a row read as what they are", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 119 }), (start, days) => {
      const from = addDays("2026-11-24", start);
      const to = addDays(from, days);
      expect(read(`${from} to ${to}`)).toEqual({ from, to });
    }),
  );
});
