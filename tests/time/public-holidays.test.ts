import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";
import { noDaysOff, type WorkingTime } from "../../src/time/days-off.ts";
import { findCalendar, withCalendar } from "../../src/time/public-holidays.ts";

async function holidays(country: string, state?: string): Promise<string[]> {
  const calendar = await findCalendar({ country, state });
  if ("problem" in calendar) throw new Error(calendar.problem);
  const time: WorkingTime = { hours: defaultWorkingHours("UTC"), off: { ...noDaysOff, calendar } };
  return (await withCalendar(time, 2026)).hours.holidays;
}

test("the days of a place are those of its governments, movable feasts among them", async () => {
  expect((await holidays("DE")).filter((day) => day.startsWith("2026"))).toEqual([
    "2026-01-01",
    "2026-04-03",
    "2026-04-06",
    "2026-05-01",
    "2026-05-14",
    "2026-05-25",
    "2026-10-03",
    "2026-12-25",
    "2026-12-26",
  ]);
  // Corpus Christi, in Catholic parts only; a Monday in place of a Saturday; days that follow the moon.
  expect(await holidays("Germany", "bayern")).toContain("2026-06-04");
  expect(await holidays("GB", "ENG")).toEqual(expect.arrayContaining(["2026-08-31", "2026-12-28"]));
  expect(await holidays("AE")).toEqual(expect.arrayContaining(["2026-03-20", "2026-03-21", "2026-03-22"]));
});

/** What the other library alone knows: days decided for once, and Fridays in place of Saturdays that one state keeps and another doesn't. */
const onlyTheirs: Record<string, readonly string[]> = {
  "GB SCT": ["2026-06-15"],
  "US NY": ["2028-02-11", "2028-11-10"],
  ZA: ["2026-11-04"],
};

test("another language's library knows the same days of the same places", async () => {
  const theirs = new Map<string, string[]>();
  const file = new URL("../fixtures/holidays/holidays.tsv", import.meta.url);
  for (const line of readFileSync(file, "utf8").trim().split("\n")) {
    const [country = "", part = "", day = ""] = line.split("\t");
    const place = `${country} ${part}`.trim();
    theirs.set(place, [...(theirs.get(place) ?? []), day]);
  }
  expect(theirs.size).toBe(14);
  for (const [place, days] of theirs) {
    const [country = "", part] = place.split(" ");
    const known = days.filter((day) => !onlyTheirs[place]?.includes(day));
    expect(await holidays(country, part), place).toEqual([...new Set(known)]);
  }
});

test("a day on which the clocks change is a whole one, and part of a day is none", async () => {
  // Easter Sunday, when summer time begins.
  expect(await holidays("SE")).toContain("2027-03-28");
  // The afternoon before the feast is free, the day isn't.
  const turkey = await holidays("TR");
  expect(turkey).toEqual(expect.arrayContaining(["2026-03-20", "2026-03-21", "2026-03-22"]));
  expect(turkey).not.toContain("2026-03-19");
  expect(turkey).not.toContain("2026-10-28");
});

test("four years are known, with days of one's own and without those that are worked", async () => {
  const calendar = { country: "IN", state: null, region: null };
  const off = { calendar, until: null, own: ["2026-11-08"], worked: ["2026-12-25"] };
  const { hours, off: now } = await withCalendar({ hours: defaultWorkingHours("Asia/Kolkata"), off }, 2026);
  expect(now.until).toBe(2028);
  const years = [...new Set(hours.holidays.map((day) => day.slice(0, 4)))];
  expect(years).toEqual(["2025", "2026", "2027", "2028"]);
  expect(hours.holidays).toContain("2026-11-08");
  expect(hours.holidays).toContain("2027-12-25");
  expect(hours.holidays).not.toContain("2026-12-25");
  const without = await withCalendar({ hours, off: { ...now, calendar: null } }, 2026);
  expect(without).toMatchObject({ hours: { holidays: ["2026-11-08"] }, off: { until: null } });
});

test("a place nobody knows is refused with the places there are", async () => {
  expect(await findCalendar({ country: "XX" })).toEqual({ problem: "country" });
  expect(await findCalendar({ country: "us", state: "xx" })).toMatchObject({
    problem: "state",
    within: "US",
    choices: expect.arrayContaining(["NY", "CA"]),
  });
  expect(await findCalendar({ country: "de", state: "by", region: "zz" })).toMatchObject({
    problem: "region",
    within: "DE-BY",
  });
  expect(await findCalendar({ country: "united states", state: "new york" })).toEqual({
    country: "US",
    state: "NY",
    region: null,
  });
});
