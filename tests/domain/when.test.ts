import * as fc from "fast-check";
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { findDue, parseWhen, whenWords } from "../../src/domain/when.ts";

/** Tuesday. */
const NOW = new Date("2026-11-24T10:00:00Z");
const zones = [
  "Asia/Kolkata",
  "Australia/Sydney",
  "Europe/London",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "UTC",
] as const;
const zone = fc.constantFrom(...zones);
const local = (text: string, where: string = "Europe/London", now = NOW) => {
  const found = parseWhen(text, now, where);
  return "problem" in found ? found.problem : `${found.local}${found.hasTime ? "" : " (day)"}`;
};

test.for([
  ["Friday 5pm", "2026-11-27T17:00"],
  ["by Friday 5pm", "2026-11-27T17:00"],
  ["tomorrow", "2026-11-25T17:00 (day)"],
  ["today", "2026-11-24T17:00 (day)"],
  ["EOD", "2026-11-24T17:00"],
  ["end of the week", "2026-11-27T17:00"],
  ["next Monday at 9", "2026-11-30T09:00"],
  ["1 December", "2026-12-01T17:00 (day)"],
  ["2026-12-01", "2026-12-01T17:00 (day)"],
  ["2026-12-01T17:30", "2026-12-01T17:30"],
  ["2026-12-01 7:30", "2026-12-01T07:30"],
  ["in 2 hours", "2026-11-24T12:00"],
  ["2026-02-30", "impossible"],
  ["2026-13-01", "impossible"],
  ["30 February", "impossible"],
  ["2020-01-01", "past"],
  ["yesterday", "past"],
  ["whenever", "unreadable"],
  ["Friday or Monday", "unreadable"],
  ["Friday or so", "unreadable"],
  ["शुक्रवार", "unreadable"],
  ["", "unreadable"],
  ["25:99", "unreadable"],
] as const)("“%s” is %s", ([text, found]) => {
  expect(local(text)).toBe(found);
});

test("a day without a time is the end of the working day, or of the day once that has passed", () => {
  const evening = new Date("2026-11-24T18:30:00Z");
  expect(local("today", "Europe/London", evening)).toBe("2026-11-24T23:59 (day)");
});

test("a wall time is that of the speaker, in whichever zone and on whichever side of a clock change", () => {
  fc.assert(
    fc.property(
      zone,
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom(0, 15, 30, 45),
      (where, days, hour, minute) => {
        const day = DateTime.fromJSDate(NOW, { zone: where }).plus({ days }).toFormat("yyyy-MM-dd");
        const wall = `${day}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
        const found = parseWhen(wall, NOW, where);
        if ("problem" in found) throw new Error(`${wall} in ${where}: ${found.problem}`);
        const shown = DateTime.fromJSDate(found.at, { zone: where }).toFormat("yyyy-MM-dd'T'HH:mm");
        // A wall time that the clocks skip is the first one after the gap; every other is itself.
        const exists = DateTime.fromISO(wall, { zone: where }).toFormat("yyyy-MM-dd'T'HH:mm") === wall;
        if (exists) expect(shown).toBe(wall);
        else expect(shown > wall).toBe(true);
      },
    ),
  );
});

test("words and the same date in figures are one instant", () => {
  fc.assert(
    fc.property(
      zone,
      fc.constantFrom("Friday 5pm", "tomorrow 9am", "monday 13:45", "3 March 8am"),
      (where, words) => {
        const found = parseWhen(words, NOW, where);
        if ("problem" in found) throw new Error(found.problem);
        const again = parseWhen(found.local, NOW, where);
        expect("at" in again && again.at).toEqual(found.at);
      },
    ),
  );
});

test("what a form shows is read back as it was", () => {
  fc.assert(
    fc.property(zone, fc.integer({ min: 60, max: 500_000 }), fc.boolean(), (where, minutes, hasTime) => {
      const at = new Date(NOW.getTime() + minutes * 60_000);
      const read = parseWhen(whenWords({ at, hasTime }, where), NOW, where);
      if ("problem" in read) return expect(hasTime).toBe(false);
      expect(read.hasTime).toBe(hasTime);
      const wall = (date: Date) =>
        DateTime.fromJSDate(date, { zone: where }).toFormat(hasTime ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd");
      expect(wall(read.at)).toBe(wall(at));
    }),
  );
});

test("in prose a date counts after by, before or until; another is offered; no word is a month by chance", () => {
  const due = (text: string) => findDue(text, NOW, "Europe/London");
  expect(due("Send it by Friday 5pm please").due?.local).toBe("2026-11-27T17:00");
  expect(due("Finish before the 1st of December").due?.local).toBe("2026-12-01T17:00");
  expect(due("Wait until Monday").due?.local).toBe("2026-11-30T17:00");
  expect(due("The meeting is on Friday")).toMatchObject({ offered: { local: "2026-11-27T17:00" } });
  for (const text of [
    "I may need help",
    "Can march be on it",
    "Sun and sea pictures",
    "done now",
    "by the way",
    "stand by me",
  ])
    expect(due(text), text).toEqual({});
  expect(due("It was due by 2020-01-01")).toEqual({});
  expect(due("शुक्रवार शाम 5 बजे तक भेजें")).toEqual({});
});

test("whatever is typed, a date lies ahead or there is none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), zone, (text, where) => {
      const found = parseWhen(text, NOW, where);
      if (!("problem" in found)) expect(found.at > NOW).toBe(true);
      const { due, offered } = findDue(text, NOW, where);
      for (const one of [due, offered]) if (one) expect(one.at > NOW).toBe(true);
    }),
  );
});
