import { afterEach, beforeEach, expect, test } from "vitest";
import { type Asking, openAsking } from "../support/asking.ts";
import { formOf } from "../support/desk.ts";
import { count } from "../support/rounds.ts";

let world: Asking["world"];
let question: Asking["question"];
let finished: Asking["finished"];
let at: Asking["at"];
let score: Asking["score"];
beforeEach(async () => {
  ({ world, question, finished, at, score } = await openAsking());
});
afterEach(() => world.close());

const projects = () =>
  world.database.db
    .collection("surveys")
    .find({ about: { $ne: "" } })
    .sort({ askedAt: 1 })
    .toArray();

test("a project is asked about by hand, of who is named; the score, the words and the report know its name", async () => {
  const said = await world.say("asha", "dm", 'survey send "Website relaunch" client:ACME to:@jane');
  expect(said.text).toContain("Jane is asked about Website relaunch");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).toContain("How happy are you with Website relaunch?");
  await world.press("mary", "acme", "join", { as: "contact" });
  expect((await score("mary", 1)).text).toContain("This question is for Jane");
  const thanked = await score("jane", 2);
  expect(thanked.text).toMatch(/Asha looks into it and comes back to you by/);
  const form = formOf(await world.pressLabel("jane", "acme", thanked, "Add a word"));
  await world.submit("jane", "acme", form, { words: "The shop broke twice" });
  const report = (await world.say("asha", "dm", "report satisfaction")).text;
  expect(report).toContain("Website relaunch");
  expect(report).toContain("The shop broke twice");
});

test("asked by hand the fourteen days don't count, and it is said; an open question, a wish to be left alone and a closed client do", async () => {
  await finished();
  const ask = (line: string) => world.say("asha", "dm", `survey send ${line}`);
  expect((await ask('"Relaunch" client:ACME')).text).toContain("Jane has a question open already");
  await score("jane", 5);
  expect((await ask('"Relaunch" client:ACME')).text).toContain(
    "You ask by hand, so Jane is asked all the same",
  );
  expect(await projects()).toHaveLength(1);
  await world.settle();
  await score("jane", 4);
  await world.say("asha", "dm", "survey off ACME");
  expect((await ask('"Relaunch" client:ACME')).text).toContain("ACME is not to be asked");
  await world.say("asha", "dm", "survey on ACME");
  await world.say("jane", "acme", "survey stop");
  expect((await ask("ACME-1")).text).toContain("Jane asked not to be asked any more");
  expect((await ask('"Relaunch" client:ACME to:@nobody')).text).toContain("is no contact of this client");
  expect((await ask(`"${"x".repeat(301)}" client:ACME`)).text).toContain("at most 300 characters");
  expect(await projects()).toHaveLength(1);
});

test("without a name the form asks what about and whom; a name that is another client's asks first", async () => {
  const form = formOf(await world.say("asha", "dm", "survey send"));
  const jane = form.fields.find(({ key }) => key === "to")?.options?.find(({ label }) => /Jane/.test(label));
  expect(jane?.label).toBe("Jane · ACME");
  const named = await world.submit("asha", "dm", form, {
    words: "The Beta Corp launch",
    to: jane?.value ?? "",
  });
  expect(named.text).toContain("Beta Corp");
  expect(await projects()).toHaveLength(0);
  await world.submit("asha", "dm", form, { words: "The launch", to: jane?.value ?? "" });
  expect((await projects()).map((one) => [one["about"], one["personName"]])).toEqual([
    ["The launch", "Jane"],
  ]);
});

test("a question about a project is brought to mind, closes and is taken back like any other", async () => {
  const said = await world.say("asha", "acme", 'survey send "Website relaunch"');
  await world.settle();
  for (const time of ["15:00", "15:01"]) await at(`2026-11-27T${time}:00Z`);
  expect(count(world.platform.textIn("fake|w|acme"), "Still one click, Jane")).toBe(1);
  expect((await world.pressLabel("asha", "acme", said, "Take the question back")).text).toContain(
    "Nobody is asked about Website relaunch any more",
  );
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).toContain(
    "You need not answer about Website relaunch any more",
  );
  expect((await world.say("asha", "dm", 'survey withdraw "Website relaunch"')).text).toContain(
    "No question about",
  );
  await world.say("asha", "acme", 'survey send "Second project"');
  expect((await world.say("asha", "dm", "survey withdraw second project")).text).toContain("any more");
  await world.say("asha", "acme", 'survey send "Third project"');
  await at("2026-12-04T15:01:00Z");
  expect((await projects()).map((one) => one["state"])).toEqual(["withdrawn", "withdrawn", "expired"]);
});

test("work that is closed because nobody answered its delivery is asked about, once", async () => {
  await world.say("asha", "dm", "deliver ACME-1");
  await world.settle();
  for (let day = 25; day <= 40; day += 1) await at(new Date(Date.UTC(2026, 10, day, 10)).toISOString());
  expect(world.platform.textIn("fake|w|acme")).toContain("ACME-1");
  const asked = await world.database.db.collection("surveys").find({ kind: "csat" }).toArray();
  expect(asked.map((one) => [one["personName"], one["state"]])).toEqual([["Jane", "asked"]]);
  expect(question()?.view.title).toBe("One click, Jane");
});
