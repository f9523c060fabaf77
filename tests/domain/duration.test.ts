import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "../../src/domain/duration.ts";

const MOST = 31 * 24 * 60;

test("every way to write a duration means the same minutes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST }), (minutes) => {
      const hours = Math.floor(minutes / 60);
      const rest = String(minutes % 60).padStart(2, "0");
      const ways = [`${minutes}m`, `${minutes} min`, formatDuration(minutes)];
      if (hours < 1000) ways.push(`${hours}:${rest}`, `${hours}h${rest}`, `${hours} h ${rest} m`);
      if (minutes % 15 === 0 && hours < 1000)
        ways.push(`${minutes / 60}h`, `${String(minutes / 60).replace(".", ",")} hours`);
      for (const way of ways) expect(parseDuration(way), way).toBe(minutes);
    }),
  );
});

test("Hindi digits count", () => {
  expect(parseDuration("१:३०")).toBe(90);
  expect(parseDuration("४५m")).toBe(45);
});

test("what is no duration is none: nothing, no unit, nought, too much, negative, words", () => {
  for (const text of [
    "",
    "90",
    "0m",
    "0:00",
    "-5m",
    "1:60",
    "1h60",
    `${MOST + 1}m`,
    "999h",
    "1h30h",
    "1.234h",
    "two",
    "1 h or so",
    "∞h",
    "NaNm",
  ])
    expect(parseDuration(text), text).toBeUndefined();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const minutes = parseDuration(text);
      if (minutes !== undefined) {
        expect(Number.isInteger(minutes)).toBe(true);
        expect(minutes).toBeGreaterThan(0);
        expect(minutes).toBeLessThanOrEqual(MOST);
      }
    }),
  );
});
