import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseWeek } from "../../src/domain/week-words.ts";
import { workClock } from "../../src/domain/work-clock.ts";
import { defaultWorkingHours, type WorkingHours } from "../../src/time/business-hours.ts";
import { noDaysOff } from "../../src/time/days-off.ts";
import { findCalendar, withCalendar } from "../../src/time/public-holidays.ts";

const weeks = {
  days: "Mon-Fri 9-13, 14-18",
  nights: "Mon-Fri 9-13, 14-18; Sat 22:00-02:00; Sun 22:30-03:00",
};

async function hoursIn(country: string, part: string, zone: string, week: string): Promise<WorkingHours> {
  const calendar = await findCalendar({ country, state: part === "" ? undefined : part });
  const spans = parseWeek(week, []);
  if ("problem" in calendar || "problem" in spans) throw new Error(`${country} ${part} ${week}`);
  const hours = { ...defaultWorkingHours(zone), spans };
  return (await withCalendar({ hours, off: { ...noDaysOff, calendar } }, 2026)).hours;
}

test("promises end in eight places when another language's zones and holidays say so, over clock changes and feasts", async () => {
  const file = new URL("../fixtures/promises/clocks.tsv", import.meta.url);
  const known = new Map<string, Promise<WorkingHours>>();
  const wrong: string[] = [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines.length).toBe(640);
  for (const line of lines) {
    const [country = "", part = "", zone = "", week = "", start = "", minutes = "", end = ""] =
      line.split("\t");
    const words = week === "days" ? weeks.days : weeks.nights;
    const hours = known.get(zone + week) ?? hoursIn(country, part, zone, words);
    known.set(zone + week, hours);
    const from = new Date(start);
    const at = workClock(await hours, [], from).after(from, Number(minutes));
    if (at?.getTime() !== Date.parse(end)) wrong.push(`${line} but ${at?.toISOString()}`);
  }
  expect(wrong).toEqual([]);
});
