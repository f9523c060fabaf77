import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDesk, type Said, viewOf, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

const asha = (line: string, where = "dm") => world.say("asha", where, line);
const jane = (line: string, where = "acme") => world.say("jane", where, line);
const acme = () => world.platform.textIn("fake|w|acme");
const labels = (said: Said) =>
  viewOf(said).body.flatMap((node) =>
    node.kind === "actions" ? node.actions.map(({ label }) => label) : [],
  );
const count = (text: string, words: string) => text.split(words).length - 1;

/** A week of Acme's: something of everything, and things they must not read. */
async function week(): Promise<void> {
  await jane("request Fix the invoice template");
  await jane("request Write the report due:2026-12-04");
  await jane("request Clean the mailing list");
  await jane("request Choose a printer");
  await jane("request Plan the surprise party", "dm");
  await world.say("raj", "beta", "request Buy a boat");
  await asha("done ACME-1");
  await asha("start ACME-2");
  await asha("stop");
  await asha("estimate ACME-2 7h");
  await asha("comment ACME-2 for:internal Jane is hard to please");
  await asha('block ACME-3 "Waiting for the logo" solution:"Use the old one"');
  await asha("snooze ACME-4 2026-12-24");
  await asha("log 1h30 ACME-5 party");
  await asha("log 2h ACME-1 Secret note kind:design");
  await asha("log 45m ACME kind:admin");
  await asha("log 3h BETA kind:sailing");
}

describe("the preview", () => {
  test("shows what the client will read, and nothing of the desk's own", async () => {
    await week();
    const { text } = await asha("status ACME");
    expect(text).toContain("Preview: the weekly status for Acme Ltd");
    expect(text).toContain("It goes out by itself: Sat 28 Nov, 02:30.");
    for (const told of [
      "Done\n• ACME-1 Fix the invoice template",
      "In progress and next\n• ACME-2 Write the report · In progress · due Fri 4 Dec\n• ACME-4 Choose a printer",
      "Blocked\n• ACME-3 Clean the mailing list: Waiting for the logo. Proposed: Use the old one",
      "Decisions needed from you\n• ACME-3 Clean the mailing list · we propose: Use the old one. Is that all right?",
      "Time in these days: 4h16",
      "Used this month: 4h16 of 20h",
      "Left: 15h44",
      "Hours by kind of work: design 2h, admin 45m, other 1m, private 1h30",
      "1 private item, 1h30",
    ])
      expect(text).toContain(told);
    for (const hidden of [
      "party",
      "boat",
      "BETA",
      "Beta",
      "7h",
      "please",
      "Secret",
      "sailing",
      "snooze",
      "24 Dec",
    ])
      expect(text).not.toContain(hidden);
    expect(acme()).not.toContain("Weekly status");
  });

  test("is in the client's language, with the team's own around it", async () => {
    await asha("client edit ACME language:hi");
    await jane("request Write the report");
    const { text } = await asha("status ACME");
    expect(text).toContain("Preview: the weekly status for Acme Ltd");
    expect(text).toContain("चल रहा है और आगे\n• ACME-1 Write the report");
    expect(text).toContain("[Edit]");
  });

  test("of a week with nothing says what is next, or that nothing is", async () => {
    const { text } = await asha("status ACME");
    expect(text).toContain("It was a quiet week");
    expect(text).toContain("Nothing is open. Whenever you need something");
    expect(text).not.toContain("Done");
    await jane("request Write the report");
    const next = (await asha("status ACME")).text;
    expect(next).toContain("It was a quiet week");
    expect(next).toContain("In progress and next\n• ACME-1 Write the report");
    expect(next).not.toContain("Nothing is open");
  });

  test("asks which client where that is not clear, and needs no asking in the client's channel", async () => {
    const asked = await asha("status");
    expect(labels(asked)).toEqual(["ACME · Acme Ltd", "BETA · Beta Corp"]);
    expect((await world.pressLabel("asha", "dm", asked, "BETA · Beta Corp")).text).toContain("Beta Corp");
    const here = await asha("status", "acme");
    expect(here.text).toContain("weekly status for Acme Ltd");
    expect(here.outcome).toMatchObject({ to: "actor" });
  });

  test("is for those alone who see all of the client's work", async () => {
    expect((await jane("status")).text).toContain("Only the team can do that.");
    await world.say("sub", "dm", "help");
    expect((await asha("team add sub role:subcontractor clients:ACME")).text).toContain("is on the team");
    for (const line of ["status ACME", "status post ACME", "status edit ACME note:Hello"])
      expect((await world.say("sub", "dm", line)).text).toContain("only owners and assistants see it");
    await world.settle();
    expect(acme()).not.toContain("Weekly status");
  });

  test("names no other client by a kind of work", async () => {
    const asked = await asha('log 1h ACME kind:"beta corp design"');
    await world.pressLabel("asha", "dm", asked, "Post it anyway");
    const { text } = await asha("status ACME");
    expect(text).toContain("other 1h");
    expect(text).not.toMatch(/beta/i);
  });
});

describe("a status that is posted", () => {
  test("goes to the client's channel in their language, once for a week", async () => {
    await week();
    await asha("client edit ACME language:hi");
    expect((await asha("status post ACME")).text).toContain("Posted: the weekly status for Acme Ltd");
    await world.settle();
    expect(acme()).toContain("Acme Ltd की साप्ताहिक रिपोर्ट");
    expect(acme()).toContain("पूरा हुआ\n• ACME-1 Fix the invoice template");
    expect(acme()).toContain("1 निजी काम, 1h30");
    expect(world.platform.textIn("fake|w|beta")).not.toContain("साप्ताहिक");
    const again = await asha("status post ACME");
    expect(again.text).toContain("The status of this week was posted.");
    expect(again.text).toContain("status post ACME");
    await world.settle();
    expect(count(acme(), "साप्ताहिक रिपोर्ट")).toBe(1);
  });

  test("is posted once by two who post it at the same time", async () => {
    await Promise.all([asha("status post ACME"), asha("status post ACME"), asha("status post", "acme")]);
    await world.settle();
    expect(count(acme(), "Weekly status for Acme Ltd")).toBe(1);
  });

  test("does not count a click twice, nor one on an older state", async () => {
    const seen = await asha("status ACME");
    await asha("status edit ACME note:Hello");
    const late = await world.pressLabel("asha", "dm", seen, "Post");
    expect(late.text).toContain("It has changed since you saw it");
    expect(late.text).toContain("Hello");
    const posted = await world.pressLabel("asha", "dm", late, "Post");
    expect(posted.text).toContain("Posted");
    expect((await world.pressLabel("asha", "dm", late, "Post")).text).toContain("was posted");
    await world.settle();
    expect(count(acme(), "Weekly status for Acme Ltd")).toBe(1);
  });

  test("tells the next one only what is new", async () => {
    await week();
    await asha("status post ACME");
    world.clock.advance(7 * 1440);
    await asha("done ACME-2");
    await asha("log 20m ACME kind:admin");
    const { text } = await asha("status ACME");
    expect(text).toContain("Done\n• ACME-2 Write the report");
    expect(text).not.toContain("Fix the invoice template");
    expect(text).toContain("Time in these days: 20m");
    expect(text).not.toContain("private");
    expect(text).not.toContain("Corrections");
  });

  test("needs a channel", async () => {
    await asha('client add "Gamma" code:GAMMA zone:London');
    const refused = await asha("status post GAMMA");
    expect(refused.text).toContain("type link GAMMA to join it");
    expect(refused.text).toContain("status post GAMMA");
  });
});

describe("corrections", () => {
  const codeIn = (said: Said) => /t-[A-Z0-9]{4}/.exec(said.text)?.[0] ?? "";

  test("tell what was changed, deleted or moved to another client after it was told, and are told once", async () => {
    await jane("request Write the report");
    const changed = codeIn(await asha("log 2h ACME-1"));
    const deleted = codeIn(await asha("log 1h ACME"));
    const moved = codeIn(await asha("log 30m ACME"));
    await asha("status post ACME");
    expect((await asha(`edit ${changed} 90m`)).text).toContain("reported to the client already");
    expect((await asha(`delete ${deleted}`)).text).toContain("reported to the client already");
    await asha(`edit ${moved} client:BETA`);
    // Beta hears of the moved time first, and Acme still hears that it is gone.
    await world.settle();
    await asha("status post BETA");
    world.clock.advance(7 * 1440);
    const { text } = await asha("status ACME");
    expect(text).toContain("Corrections of earlier weeks");
    expect(text).toContain("• Tue 24 Nov · ACME-1: 2h → 1h30");
    expect(text).toContain("• Tue 24 Nov: 1h → 0m");
    expect(text).toContain("• Tue 24 Nov: 30m → 0m");
    expect(text).toContain("Together: −2h");
    expect(text).not.toMatch(/beta/i);
    await asha("status post ACME");
    world.clock.advance(7 * 1440);
    expect((await asha("status ACME")).text).not.toContain("Corrections");
    await world.settle();
    expect(world.platform.textIn("fake|w|beta")).toContain("Time in these days: 30m");
  });

  test("are not made of time that was logged late: it is new", async () => {
    await asha("log 1h ACME");
    await asha("status post ACME");
    await asha("log 15m ACME date:yesterday");
    world.clock.advance(7 * 1440);
    const { text } = await asha("status ACME");
    expect(text).toContain("Time in these days: 15m");
    expect(text).not.toContain("Corrections");
  });
});

test("a status that is left out keeps everything for the next, and can still be posted", async () => {
  await jane("request Write the report");
  await asha("done ACME-1");
  const left = await asha("status skip ACME");
  expect(left.text).toContain("Left out: this week's status for Acme Ltd");
  expect(labels(left)).toEqual(["Edit", "Post"]);
  world.clock.advance(7 * 1440);
  expect((await asha("status ACME")).text).toContain("Done\n• ACME-1");
  await asha("status skip ACME");
  await asha("status post ACME");
  await world.settle();
  expect(count(acme(), "Weekly status for Acme Ltd")).toBe(1);
});
