import fc from "fast-check";
import { expect, test } from "vitest";
import type { Timer } from "../../src/domain/time-entry.ts";
import { forgottenStep, stopTimer, stretches } from "../../src/domain/timer.ts";
import { localDate } from "../../src/time/zones.ts";

const at = (iso: string) => new Date(iso);
const zone = fc.constantFrom(
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/New_York",
  "Europe/London",
  "Africa/Cairo",
  "UTC",
);
const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
const span = fc.integer({ min: 0, max: 4 * 86_400_000 });
const timer = (more: Partial<Timer> = {}): Timer => ({
  id: "p1",
  desk: "d1",
  client: "c1",
  request: null,
  startedAt: at("2026-11-24T10:00:00Z"),
  note: "",
  askedAt: null,
  confirmedAt: null,
  version: 0,
  ...more,
});

test("work over midnight is split at the member's own midnight", () => {
  expect(stretches(at("2026-11-24T17:30:00Z"), at("2026-11-24T20:00:00Z"), "Asia/Kolkata")).toMatchObject([
    { date: "2026-11-24", minutes: 60 },
    { date: "2026-11-25", minutes: 90 },
  ]);
});

test("a timer stopped at once still counts one minute", () => {
  const now = at("2026-11-24T10:00:00Z");
  expect(stretches(now, now, "UTC")).toMatchObject([{ date: "2026-11-24", minutes: 1 }]);
  const midnight = [at("2026-11-24T23:59:50Z"), at("2026-11-25T00:00:10Z")] as const;
  expect(stretches(...midnight, "UTC").map((s) => s.minutes)).toEqual([1]);
});

test("the stretches of any timer make up the whole, each within one local day", () => {
  fc.assert(
    fc.property(instant, span, zone, (start, length, where) => {
      const [from, to] = [new Date(start), new Date(start + length)];
      const parts = stretches(from, to, where);
      const sum = parts.reduce((total, part) => total + part.minutes, 0);
      expect(sum).toBe(Math.max(1, Math.round(length / 60_000)));
      for (const part of parts) {
        expect(part.minutes).toBeGreaterThan(0);
        expect(localDate(part.start, where)).toBe(part.date);
        expect(part.end.getTime() - 1).toBeGreaterThanOrEqual(part.start.getTime() - 1);
      }
      expect(parts.map((part) => part.date)).toEqual([...new Set(parts.map((part) => part.date))]);
    }),
    { numRuns: 300 },
  );
});

test("what a stopped timer becomes is the member's, with their note, marked if it was cut back", () => {
  let n = 0;
  const names = () => {
    n += 1;
    return { id: `e${n}`, code: `t-${n}` };
  };
  const [entry] = stopTimer(timer({ note: "Draft" }), at("2026-11-24T11:30:00Z"), "UTC", names, true);
  expect(entry).toMatchObject({ id: "e1", person: "p1", minutes: 90, note: "Draft", trimmed: true });
});

test("a timer is asked about at the limit, and stopped at the limit half an hour after the question", () => {
  const limit = 240;
  expect(forgottenStep(timer(), limit, at("2026-11-24T13:59:00Z"))).toBeUndefined();
  expect(forgottenStep(timer(), limit, at("2026-11-24T14:00:00Z"))).toEqual({ kind: "ask" });
  const asked = timer({ askedAt: at("2026-11-24T14:02:00Z") });
  expect(forgottenStep(asked, limit, at("2026-11-24T14:31:00Z"))).toBeUndefined();
  expect(forgottenStep(asked, limit, at("2026-11-24T14:32:00Z"))).toEqual({
    kind: "stop",
    end: at("2026-11-24T14:00:00Z"),
  });
  const confirmed = timer({ confirmedAt: at("2026-11-24T14:10:00Z") });
  expect(forgottenStep(confirmed, limit, at("2026-11-24T18:09:00Z"))).toBeUndefined();
  expect(forgottenStep(confirmed, limit, at("2026-11-24T18:10:00Z"))).toEqual({ kind: "ask" });
});
