import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formOf } from "../support/desk.ts";
import { openRepeating, type Repeating } from "../support/repeating.ts";

let world: Repeating["world"];
let asha: Repeating["asha"];
let jane: Repeating["jane"];
let at: Repeating["at"];
let requests: Repeating["requests"];
beforeEach(async () => {
  ({ world, asha, jane, at, requests } = await openRepeating());
});
afterEach(() => world.close());
describe("changing one of them", () => {
  beforeEach(async () => {
    world.platform.people.set("ben", { name: "Ben" });
    await asha("team add @ben");
    await jane("request Write the report details:Numbers");
    await asha("estimate ACME-1 2h");
    await asha("repeat ACME-1 every:Monday who:@asha");
  });

  test("typed, what the next one is differs from the others, once", async () => {
    const said = await asha(
      'repeat only ACME-1 title:"Write the short report" details:none estimate:45m who:@ben',
    );
    expect(said.text).toContain("ACME-1: changed for that one only");
    expect(said.text).toContain(
      "Only Mon 30 Nov: Write the short report · other details · Estimate: 45m · Who: Ben",
    );
    expect(said.text).toContain("Estimate: 2h");
    for (const day of ["2026-11-30", "2026-12-07"]) await at(`${day}T09:00`);
    const [, next, later] = await world.database.db
      .collection("requests")
      .find()
      .sort({ number: 1 })
      .toArray();
    const ben = await world.database.db.collection("members").findOne({ name: "Ben" });
    expect(next).toMatchObject({
      title: "Write the short report",
      details: "",
      estimate: 45,
      assignee: ben?.["person"],
    });
    expect(later).toMatchObject({ title: "Write the report", details: "Numbers", estimate: 120 });
    expect((await asha("repeat show ACME-1")).text).not.toContain("short report");
  });

  test("by its form, filled with how it is; what stays as it is follows when all are changed", async () => {
    const all = await world.pressLabel("asha", "dm", await asha("repeat show ACME-1"), "Change all");
    expect(formOf(all).fields.map(({ key }) => key)).toEqual([
      "every",
      "until",
      "title",
      "details",
      "due",
      "estimate",
      "who",
    ]);
    const form = formOf(
      await world.pressLabel("asha", "dm", await asha("repeat show ACME-1"), "Change the next"),
    );
    expect(Object.fromEntries(form.fields.map(({ key, value }) => [key, value]))).toMatchObject({
      title: "Write the report",
      details: "Numbers",
      estimate: "2h",
    });
    const said = await world.submit("asha", "dm", form, { estimate: "45m" });
    expect(said.text).toContain("Only Mon 30 Nov: Estimate: 45m");
    await asha('repeat ACME-1 title:"Write the long report"');
    for (const day of ["2026-11-30", "2026-12-07"]) await at(`${day}T09:00`);
    const [, next, later] = await world.database.db
      .collection("requests")
      .find()
      .sort({ number: 1 })
      .toArray();
    expect(next).toMatchObject({ title: "Write the long report", details: "Numbers", estimate: 45 });
    expect(later).toMatchObject({ title: "Write the long report", estimate: 120 });
  });

  test("also a later one by its day, and where it is moved to another", async () => {
    await asha('repeat only ACME-1 "7 December" title:"Year-end report"');
    await asha("repeat skip ACME-1");
    expect((await asha('repeat move ACME-1 "9 December"')).text).toContain("Only Mon 7 Dec: Year-end report");
    for (const day of ["2026-11-30", "2026-12-07", "2026-12-09", "2026-12-14"]) await at(`${day}T09:00`);
    expect((await requests()).map(({ title }) => title)).toEqual([
      "Write the report",
      "Year-end report",
      "Write the report",
    ]);
  });

  test("left out or made as the others are, nothing of it is kept; a new rhythm forgets it", async () => {
    const otherwise = async () => (await world.database.db.collection("repeats").findOne())?.["otherwise"];
    await asha("repeat only ACME-1 estimate:45m");
    expect(await otherwise()).toHaveLength(1);
    await asha("repeat only ACME-1 estimate:2h");
    expect(await otherwise()).toEqual([]);
    await asha("repeat only ACME-1 estimate:45m");
    await asha("repeat skip ACME-1");
    expect(await otherwise()).toEqual([]);
    await asha("repeat only ACME-1 estimate:45m");
    const said = await asha("repeat ACME-1 every:Tuesday");
    expect(said.text).toMatch(/counts no longer:[\s\S]*Only Mon 7 Dec: Estimate: 45m/);
    expect(await otherwise()).toEqual([]);
  });

  test("a form that is sent after its day came changes nothing; the client's own can't set what is the team's", async () => {
    const form = formOf(await asha("repeat only ACME-1"));
    await at("2026-11-30T09:00");
    expect((await world.submit("asha", "dm", form, { estimate: "45m" })).text).toContain(
      "None of it comes on",
    );
    const theirs = formOf(await jane("repeat only 1"));
    expect(theirs.fields.map(({ key }) => key)).toEqual(["title", "details", "due"]);
    expect((await jane("repeat only 1 estimate:45m")).text).toContain("the team's to set");
    expect((await jane("repeat only 1 every:Tuesday")).text).toContain("count for all of them");
    expect((await asha('repeat only ACME-1 title:"As for Beta Corp"')).text).toContain("Beta Corp");
  });
});
