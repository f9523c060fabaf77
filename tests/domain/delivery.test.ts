import { expect, test } from "vitest";
import { unansweredStep, workingDaysSince } from "../../src/domain/delivery.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";

const hours = defaultWorkingHours("Asia/Kolkata");
const at = (iso: string) => new Date(iso);
// A Tuesday, in the evening of Kolkata.
const delivered = {
  stage: "delivered" as const,
  hold: null,
  deliveredAt: at("2026-11-24T13:00:00Z"),
  remindedAt: null as Date | null,
};

test("working days count in the zone of who works, without weekends and holidays", () => {
  expect(workingDaysSince(hours, at("2026-11-24T13:00:00Z"), at("2026-11-24T18:00:00Z"))).toBe(0);
  // 18:31 UTC is the next day in Kolkata.
  expect(workingDaysSince(hours, at("2026-11-24T13:00:00Z"), at("2026-11-24T18:31:00Z"))).toBe(1);
  expect(workingDaysSince(hours, at("2026-11-24T13:00:00Z"), at("2026-11-30T12:00:00Z"))).toBe(4);
  const off = { ...hours, holidays: ["2026-11-25"] };
  expect(workingDaysSince(off, at("2026-11-24T13:00:00Z"), at("2026-11-30T12:00:00Z"))).toBe(3);
});

test("a delivery is brought to mind after three working days and closed after ten", () => {
  expect(unansweredStep(delivered, hours, at("2026-11-26T12:00:00Z"))).toBeUndefined();
  expect(unansweredStep(delivered, hours, at("2026-11-27T12:00:00Z"))).toBe("remind");
  const reminded = { ...delivered, remindedAt: at("2026-11-27T12:00:00Z") };
  expect(unansweredStep(reminded, hours, at("2026-12-07T12:00:00Z"))).toBeUndefined();
  expect(unansweredStep(reminded, hours, at("2026-12-08T12:00:00Z"))).toBe("close");
});

test("after a long downtime nothing is closed that was not brought to mind before", () => {
  const after = at("2026-12-20T12:00:00Z");
  expect(unansweredStep(delivered, hours, after)).toBe("remind");
  expect(
    unansweredStep({ ...delivered, remindedAt: after }, hours, at("2026-12-21T12:00:00Z")),
  ).toBeUndefined();
});

test("what is on hold or answered is left alone", () => {
  const later = at("2026-12-20T12:00:00Z");
  expect(unansweredStep({ ...delivered, stage: "done" }, hours, later)).toBeUndefined();
  const hold = { kind: "snoozed" as const, until: later, since: later };
  expect(unansweredStep({ ...delivered, hold }, hours, later)).toBeUndefined();
});
