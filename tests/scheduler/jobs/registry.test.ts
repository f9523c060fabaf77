import { expect, test } from "vitest";
import { jobs } from "../../../scheduler/jobs/index.ts";
import { messages } from "../../../src/i18n/index.ts";
import { occurrences } from "../../../src/time/occurrences.ts";

test("every job has a name of its own", () => {
  const names = jobs.map((job) => job.name);
  expect(new Set(names).size).toBe(names.length);
});

test("what fails at a desk is told its owners by name, in every language", () => {
  const told = jobs.filter((job) => job.scope === "desk").map((job) => job.name);
  for (const locale of ["en", "hi"] as const) {
    expect(Object.keys(messages(locale).jobs.names).sort()).toEqual(told.sort());
  }
});

test("no job is caught up with for longer than its period", () => {
  const week = { from: new Date("2026-11-23T00:00:00Z"), to: new Date("2026-11-30T00:00:00Z") };
  for (const job of jobs) {
    expect(job.catchUpMinutes, job.name).toBeGreaterThan(0);
    if (job.scope !== "system") continue;
    const [first, second] = occurrences(job.rule, "UTC", week.from, week.to);
    if (!first || !second) throw new Error(`${job.name} hardly ever runs`);
    const period = (second.at.getTime() - first.at.getTime()) / 60_000;
    expect(job.catchUpMinutes, job.name).toBeLessThanOrEqual(period);
  }
});
