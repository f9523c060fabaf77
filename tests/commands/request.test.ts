import { afterAll, beforeAll, expect, test } from "vitest";
import { actionsOf, formOf, openDesk, viewOf, type World } from "../support/desk.ts";

let world: World;
const jane = (line: string, where = "acme") => world.say("jane", where, line);
const asha = (line: string, where = "dm") => world.say("asha", where, line);
const acme = () => world.platform.textIn("fake|w|acme");
beforeAll(async () => {
  world = await openDesk();
});
afterAll(() => world.close());

test("the answer sums up what was understood, for both sides' clocks, with Edit", async () => {
  const said = await jane('request Fix the invoice template due:"Friday 5pm" urgent:yes estimate:90m');
  expect(said.text).toBe(
    [
      "Got it: ACME-1",
      "This is what I understood:",
      "Fix the invoice template",
      "Due: Fri 27 Nov, 17:00 (Sat 28 Nov, 03:30 for Asha)",
      "Priority: urgent",
      "Who: Asha",
      "Estimate: 1h30",
      "Asha is at work now.",
      "[Edit]",
    ].join("\n"),
  );
});

test("outside of working hours it says when the VA works next, in the reader's time", async () => {
  world.clock.set("2026-11-27T13:00:00Z");
  expect((await jane("request Later")).text).toContain("Asha works again: Sun 29 Nov, 22:30");
  world.clock.set("2026-11-24T10:00:00Z");
});

test("a date in prose counts after by, before or until; another is offered by a button", async () => {
  expect((await jane("request Send the report by Thursday 3pm")).text).toContain("Due: Thu 26 Nov, 15:00");
  const offered = await jane("request Prepare for the meeting on Monday");
  expect(offered.text).toContain("Due: no date");
  expect(offered.text).toContain("Is it due then?");
  const done = await world.pressLabel("jane", "acme", offered, "Due Mon 30 Nov, 17:00");
  expect(done.text).toContain("Due: Mon 30 Nov");
  expect((await jane("request I may need this")).text).not.toContain("I saw a date");
});

test("the title keeps its words, and Hindi has no date", async () => {
  const hindi = "शुक्रवार शाम 5 बजे तक चालान का टेम्पलेट ठीक करें";
  const said = await jane(`request ${hindi}`);
  expect(said.text).toContain(`\n${hindi}\n`);
  expect(said.text).toContain("Due: no date");
  expect(said.text).not.toContain("I saw a date");
  expect((await jane("request Note: call Ben, re: x:y")).text).toContain("\nNote: call Ben, re: x:y\n");
});

test("more lines are details, links are kept, and a very long line is kept whole", async () => {
  await jane("request Update the site\nSee https://example.com/a.\n\n  - point one");
  const shown = (await jane("show 8")).text;
  expect(shown).toContain("> See https://example.com/a.\n> \n>   - point one");
  expect(shown).toContain("• https://example.com/a\n");
  const long = `${"word ".repeat(100)}end`;
  await jane(`request ${long}`);
  expect((await jane("show 9")).text).toContain(`> ${long}`);
});

test("files come along", async () => {
  const files = [{ name: "logo.svg", url: "https://files.example/logo.svg" }];
  await world.say("jane", "acme", "request Use this logo", { files });
  expect((await asha("show ACME-10")).text).toContain("logo.svg (https://files.example/logo.svg)");
});

test("by form: nothing typed opens it, errors stand at their fields, everything else is kept", async () => {
  const form = formOf(await jane("request"));
  const wrong = await world.submit("jane", "acme", form, {
    title: "Book a room",
    details: "For twelve",
    due: "30 February",
  });
  expect(wrong.outcome).toMatchObject({
    kind: "form",
    errors: { due: expect.stringContaining("30 February") },
  });
  const again = formOf(wrong);
  expect(Object.fromEntries(again.fields.map(({ key, value }) => [key, value]))).toMatchObject({
    title: "Book a room",
    details: "For twelve",
    due: "30 February",
  });
  const done = await world.submit("jane", "acme", again, { due: "28 February" });
  expect(done.text).toContain("Due: Sun 28 Feb 2027");
});

test("in a DM with several clients the form asks for whom, and loses nothing typed or attached", async () => {
  const files = [{ name: "brief.pdf", url: "https://files.example/brief.pdf" }];
  const said = await world.say("asha", "dm", "request Write the brief due:Friday estimate:2h", { files });
  const form = formOf(said);
  expect(form.fields.map(({ key, value }) => [key, value])).toEqual(
    expect.arrayContaining([
      ["title", "Write the brief"],
      ["due", "Friday"],
      ["estimate", "2h"],
    ]),
  );
  expect(form.fields.find((field) => field.key === "client")?.options?.map(({ value }) => value)).toEqual([
    "ACME",
    "BETA",
  ]);
  const done = await world.submit("asha", "dm", form, { client: "ACME" });
  expect(done.text).toContain("Estimate: 2h");
  expect((await asha("show ACME-12")).text).toContain("brief.pdf");
  // Where no form can open there is a button: it brings the same form.
  const opened = formOf(await world.press("asha", "dm", "request", { ...form.preset }));
  expect(opened.fields.find((field) => field.key === "title")?.value).toBe("Write the brief");
});

test("one live card stands in the client's channel, and follows", async () => {
  await world.settle();
  const cards = () => world.platform.in("fake|w|acme").filter(({ view }) => view.title.startsWith("ACME-1 "));
  expect(cards()).toHaveLength(1);
  await asha("take ACME-1");
  await jane('edit 1 title:"Fix both templates"');
  await world.settle();
  expect(cards()).toHaveLength(1);
  expect(cards()[0]?.view.title).toBe("ACME-1 · Fix both templates");
  expect(acme()).toContain("Stage: Accepted");
});

test("what a contact files by DM is private to them and the team until they share it", async () => {
  await world.press("mary", "acme", "join", { as: "contact" });
  const filed = await jane("request Plan the party", "dm");
  expect(filed.text).toContain("private: only you and the team see it");
  await world.settle();
  expect(acme()).not.toContain("party");
  expect(world.platform.textIn("fake|w|dm-jane")).toContain("Plan the party");
  expect(world.platform.textIn("fake|w|dm-asha")).toContain("Plan the party");
  for (const line of ["show 13", "comment 13 hello", "cancel 13", "share 13", "approve 13"])
    expect((await world.say("mary", "acme", line)).text, line).toContain("13 does not exist");
  expect((await world.say("mary", "acme", "requests all")).text).not.toContain("party");
  const shared = await world.pressLabel("jane", "dm", filed, "Share with Acme Ltd");
  expect(shared.text).toContain("ACME-13 is now visible to Acme Ltd");
  await world.settle();
  expect(acme()).toContain("Plan the party");
  expect((await world.say("mary", "acme", "show 13")).text).toContain("Plan the party");
  expect((await world.say("mary", "acme", "share 13")).text).toContain("Only who filed it");
});

test("a member's words that name another client are asked about before they are filed", async () => {
  const asked = await asha("request Same layout as Beta Corp has client:ACME");
  expect(asked.text).toContain("Your text names Beta Corp");
  await world.settle();
  expect(acme()).not.toContain("Beta");
  const done = await world.pressLabel("asha", "dm", asked, "Post it anyway");
  expect(done.text).toContain("Same layout as Beta Corp has");
  expect((await world.pressLabel("asha", "dm", asked, "Post it anyway")).text).toContain("Already done");
});

test("who lives in no known zone is told which one was taken", async () => {
  await world.press("zed", "acme", "join", { as: "contact" });
  const said = await world.say("zed", "acme", "request Guess by tomorrow 9am");
  expect(said.text).toContain("I took the time to be that of America/New_York");
  expect(actionsOf(viewOf(said)).map((action) => action.label)).toContain("Change");
});

test("a date that can't be, or is past, files nothing", async () => {
  const before = (await jane("requests all")).text;
  for (const [due, words] of [
    ["2026-02-30", "is not a day in the calendar"],
    ["2020-01-01", "is in the past"],
    ["soonish", "I can't read “soonish” as a date"],
  ] as const) {
    const said = await jane(`request Never due:${due}`);
    expect(said.text).toContain(words);
    expect(said.text).toContain(`> request Never due:${due}`);
  }
  expect((await jane("requests all")).text).toBe(before);
});
