import { expect, test } from "vitest";
import { type Askings, stillToCome } from "../../src/check-in-round.ts";
import { askSchedule, subjectOf } from "../../src/check-ins.ts";
import { type CheckIn, checkInRule, type Part, type Participant } from "../../src/domain/check-in.ts";
import { occurrenceId, type Schedule, scheduleFor } from "../../src/domain/schedule.ts";
import { onceAt } from "../../src/surveys.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";

const ROUND = "2026-11-25";
const checkIn = {
  id: "d1.c1",
  desk: "d1",
  state: "on",
  rrule: "FREQ=DAILY",
  cycle: "day",
  from: "2026-11-01",
  at: "09:30",
  open: 8 * 60,
} as CheckIn;
const person = (name: string, zone: string): Participant => ({
  person: name,
  name,
  hours: defaultWorkingHours(zone),
  channel: null,
});
const asha = person("asha", "Asia/Kolkata");
const lou = person("lou", "Europe/London");
const asked = { person: "asha", state: "answered", deadline: new Date("2026-11-25T12:00Z") } as Part;
const of = { desk: "d1", job: "check-in", subject: subjectOf("d1.c1", "lou") };
const again = { ...of, subject: subjectOf("d1.c1", "lou", ROUND) };

/** When the round is looked at again, with Asha asked and Lou not yet. */
const wait = (now: string, schedules: Schedule[], due: string[] = []) => {
  const askings: Askings = { schedules, due: new Set(due) };
  const at = new Date(now);
  return stillToCome(
    checkIn,
    ROUND,
    { ...askings, parts: [asked], participants: [asha, lou] },
    at,
  )?.toISOString();
};
const next = (now: string) => askSchedule(checkIn, lou, new Date(now));

test("a round waits for whoever is asked further west", () => {
  expect(wait("2026-11-25T09:00Z", [next("2026-11-25T09:00Z")])).toBe("2026-11-25T17:30:00.000Z");
  expect(wait("2026-11-25T12:05Z", [next("2026-11-25T12:05Z")])).toBeUndefined();
});

test("a round waits for an asking that is due and not carried out, whether or not it was noticed", () => {
  const unnoticed = scheduleFor(
    of,
    checkInRule(checkIn, lou.hours),
    "Europe/London",
    new Date("2026-11-25T05:00Z"),
  );
  expect(wait("2026-11-25T12:05Z", [unnoticed])).toBe("2026-11-25T12:06:00.000Z");
  const noticed = next("2026-11-25T12:05Z");
  expect(wait("2026-11-25T12:05Z", [noticed], [occurrenceId(of, ROUND)])).toBe("2026-11-25T12:06:00.000Z");
  // Another day's is not this round's.
  expect(wait("2026-11-25T12:05Z", [noticed], [occurrenceId(of, "2026-11-24")])).toBeUndefined();
});

test("a round waits for an asking that was put off, and for it to be carried out", () => {
  const planned = new Date("2026-11-26T09:30Z");
  const later = onceAt(again, planned, new Date("2026-11-25T12:00Z"));
  const own = next("2026-11-25T12:05Z");
  expect(wait("2026-11-25T12:05Z", [own, later])).toBe("2026-11-26T17:30:00.000Z");
  expect(wait("2026-11-26T09:31Z", [own, later])).toBe("2026-11-26T09:32:00.000Z");
  const moved = { ...later, nextAt: null };
  const row = occurrenceId(again, "2026-11-26T09:30");
  expect(wait("2026-11-26T09:31Z", [own, moved], [row])).toBe("2026-11-26T09:32:00.000Z");
  expect(wait("2026-11-26T09:31Z", [own, moved])).toBeUndefined();
});
