import fc from "fast-check";
import { expect, test } from "vitest";
import { byKind, leftOf, periodOf, runsOut, type ToldTime } from "../../src/domain/hours.ts";
import { addDays, localDate } from "../../src/time/zones.ts";

const zone = fc.constantFrom("America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia");
const instant = fc.date({ min: new Date("2024-01-01"), max: new Date("2029-01-01"), noInvalidDate: true });

test("a monthly package runs from the first to the last day of the client's own month", () => {
  const monthly = { minutes: 1200, per: "month" } as const;
  const at = (iso: string) => periodOf({ zone: "America/New_York", package: monthly }, new Date(iso));
  expect(at("2026-11-24T10:00:00Z")).toEqual({ per: "month", from: "2026-11-01", to: "2026-11-30" });
  // Already December in Kolkata and London, still November in New York.
  expect(at("2026-12-01T03:00:00Z")).toMatchObject({ from: "2026-11-01", to: "2026-11-30" });
  expect(at("2028-02-10T12:00:00Z")).toMatchObject({ from: "2028-02-01", to: "2028-02-29" });
  expect(at("2026-12-31T12:00:00Z")).toMatchObject({ from: "2026-12-01", to: "2026-12-31" });
});

test("a weekly package runs from Monday to Sunday, and without a package the month is shown", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  expect(periodOf({ zone: "Europe/London", package: { minutes: 300, per: "week" } }, now)).toEqual({
    per: "week",
    from: "2026-11-23",
    to: "2026-11-29",
  });
  expect(periodOf({ zone: "Europe/London", package: null }, now)).toMatchObject({ per: "month" });
});

test("every day lies in its period, and the next period begins the day after", () => {
  fc.assert(
    fc.property(instant, zone, fc.constantFrom("month" as const, "week" as const), (now, where, per) => {
      const client = { zone: where, package: { minutes: 60, per } };
      const { from, to } = periodOf(client, now);
      const today = localDate(now, where);
      expect(from <= today && today <= to).toBe(true);
      const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
      expect(per === "week" ? days === 7 : days >= 28 && days <= 31).toBe(true);
      // Noon of the day after is in the next period, wherever it is.
      const next = periodOf({ ...client, zone: "UTC" }, new Date(`${addDays(to, 1)}T12:00:00Z`));
      expect(next.from).toBe(addDays(to, 1));
    }),
    { numRuns: 200 },
  );
});

const told = fc.record({
  minutes: fc.integer({ min: 1, max: 600 }),
  kind: fc.constantFrom("design", "admin", "calls", ""),
  private: fc.boolean(),
}) satisfies fc.Arbitrary<ToldTime>;

test("kinds of work add up, the most first, what is unsaid and what is private last and nameless", () => {
  expect(
    byKind([
      { minutes: 30, kind: "admin", private: false },
      { minutes: 90, kind: "", private: false },
      { minutes: 45, kind: "design", private: false },
      { minutes: 500, kind: "secret plan", private: true },
      { minutes: 20, kind: "admin", private: false },
    ]),
  ).toEqual([
    { kind: "admin", minutes: 50 },
    { kind: "design", minutes: 45 },
    { kind: "", minutes: 90 },
    { kind: null, minutes: 500 },
  ]);
});

test("no minute is lost among the kinds, and no kind of private work is named", () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 40 }), (entries) => {
      const totals = byKind(entries);
      const sum = (list: readonly { minutes: number }[]) => list.reduce((all, one) => all + one.minutes, 0);
      expect(sum(totals)).toBe(sum(entries));
      const open = new Set<string>(entries.filter((entry) => !entry.private).map((entry) => entry.kind));
      expect(totals.every(({ kind }) => kind === null || open.has(kind))).toBe(true);
      expect(new Set(totals.map(({ kind }) => kind)).size).toBe(totals.length);
    }),
  );
});

test("a package runs out when a fifth of it is left, and says by how much it is overdrawn", () => {
  expect(runsOut({ used: 959, of: 1200 })).toBe(false);
  expect(runsOut({ used: 960, of: 1200 })).toBe(true);
  expect(runsOut({ used: 30, of: 60 })).toBe(false);
  expect(runsOut({ used: 5000, of: null })).toBe(false);
  expect(leftOf({ used: 1300, of: 1200 })).toBe(-100);
  expect(runsOut({ used: 1300, of: 1200 })).toBe(true);
});
