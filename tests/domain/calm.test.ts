import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Calm, heldBack, isQuiet, putOff, usualCalm } from "../../src/domain/calm.ts";
import { defaultWorkingHours, isWorkingDay } from "../../src/time/business-hours.ts";
import { localDate, localTime } from "../../src/time/zones.ts";
import { wallTimes } from "../support/walls.ts";

const zones = fc.constantFrom(
  "Asia/Kolkata",
  "America/St_Johns",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "America/Santiago",
);
const instants = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2028-01-01"), noInvalidDate: true })
  .map((at) => new Date(Math.floor(at.getTime() / 60_000) * 60_000));
const calms: fc.Arbitrary<Calm> = fc.record({
  perDay: fc.integer({ min: 1, max: 10 }),
  quiet: fc.option(
    fc
      .tuple(wallTimes, wallTimes)
      .filter(([a, b]) => a !== b)
      .map(([from, to]) => ({ from, to })),
  ),
});

/** Nothing speaks for it, and nobody works. */
const plain = { pressing: undefined, work: [] };

test("what is held back comes at a moment that is later and not quiet, and on another day where the day had enough", () => {
  fc.assert(
    fc.property(calms, zones, instants, fc.integer({ min: 0, max: 12 }), (calm, zone, now, today) => {
      const held = heldBack({ calm, zone, now, today, backAt: undefined, ...plain });
      const free = !isQuiet(calm, zone, now) && today < calm.perDay;
      expect(held === undefined).toBe(free);
      if (!held) return;
      expect(held.until > now).toBe(true);
      expect(isQuiet(calm, zone, held.until)).toBe(false);
      if (held.why === "budget") expect(localDate(held.until, zone) > localDate(now, zone)).toBe(true);
    }),
  );
});

test("quiet hours are quiet from their first minute to before their last, over midnight too", () => {
  const at = (time: string) => isQuiet(usualCalm, "UTC", new Date(`2026-11-24T${time}:00Z`));
  expect(["19:59", "20:00", "23:59", "00:00", "07:29", "07:30", "12:00"].map(at)).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("asked again whenever it may come, everything comes, never more of it on one day than was agreed", () => {
  fc.assert(
    fc.property(calms, zones, fc.array(instants, { minLength: 1, maxLength: 40 }), (calm, zone, said) => {
      const waiting = said.map((at) => at.getTime()).sort((a, b) => a - b);
      const sent: Date[] = [];
      for (let asked = 0; waiting.length > 0; asked += 1) {
        expect(asked).toBeLessThan(2000);
        const [first = 0] = waiting.splice(0, 1);
        const now = new Date(first);
        const today = sent.filter((at) => localDate(at, zone) === localDate(now, zone)).length;
        const held = heldBack({ calm, zone, now, today, backAt: undefined, ...plain });
        if (held) waiting.push(held.until.getTime());
        else sent.push(now);
        waiting.sort((a, b) => a - b);
      }
      expect(sent).toHaveLength(said.length);
      const days = new Map<string, number>();
      for (const at of sent) {
        expect(isQuiet(calm, zone, at), localTime(at, zone)).toBe(false);
        days.set(localDate(at, zone), (days.get(localDate(at, zone)) ?? 0) + 1);
      }
      for (const n of days.values()) expect(n).toBeLessThanOrEqual(calm.perDay);
    }),
    { numRuns: 60 },
  );
});

test("somebody who is away hears nothing until they are back and it isn't quiet", () => {
  const backAt = new Date("2026-12-07T00:00:00Z");
  const now = new Date("2026-12-01T12:00:00Z");
  expect(heldBack({ calm: usualCalm, zone: "UTC", now, today: 0, backAt, ...plain })).toEqual({
    why: "away",
    until: new Date("2026-12-07T07:30:00Z"),
  });
});

test("who works in the night is told in the night, unless they chose hours of their own", () => {
  const now = new Date("2026-12-01T22:00:00Z");
  const nights = { zone: "UTC", holidays: [], spans: [{ weekday: 2, from: "21:00", to: "05:00" }] };
  const of = { zone: "UTC", today: 0, backAt: undefined, pressing: undefined };
  const held = (calm: Calm, at = now) => heldBack({ ...of, calm, now: at, work: [nights] })?.until;
  expect(held(usualCalm)).toBeUndefined();
  expect(held(usualCalm, new Date("2026-12-01T20:30:00Z"))).toEqual(new Date("2026-12-01T21:00:00Z"));
  expect(held(usualCalm, new Date("2026-12-02T05:00:00Z"))).toEqual(new Date("2026-12-02T07:30:00Z"));
  expect(held({ perDay: 12, quiet: { from: "21:30", to: "07:00" } })).toEqual(
    new Date("2026-12-02T07:00:00Z"),
  );
});

describe("a question that is put off", () => {
  const hours = { ...defaultWorkingHours("Asia/Kolkata"), holidays: ["2026-11-30"] };
  // Saturday.
  const until = new Date("2026-11-28T07:30:00+05:30");
  const later = (why: "quiet" | "budget", deadline: string, calm = usualCalm) =>
    putOff(
      { why, until },
      {
        calm,
        zone: hours.zone,
        deadline: new Date(`${deadline}+05:30`),
        works: (day) => isWorkingDay(hours, day),
      },
    )?.toISOString();
  const tuesday = "2026-12-01T02:00:00.000Z";

  test("comes on the next morning on which its reader works", () => {
    expect(later("quiet", "2026-12-01T08:30:00")).toBe(tuesday);
    expect(later("budget", "2026-12-04T12:00:00", { perDay: 1, quiet: null })).toBe(tuesday);
  });

  test("but not so late that less than an hour is left to answer", () => {
    expect(later("quiet", "2026-12-01T08:29:00")).toBe(until.toISOString());
    expect(later("quiet", "2026-11-28T07:00:00")).toBe(until.toISOString());
    expect(later("budget", "2026-11-28T08:00:00")).toBeUndefined();
  });
});
