import { afterEach, beforeEach, expect, test } from "vitest";
import { type Asking, openAsking } from "../support/asking.ts";
import { actionsOf, formOf } from "../support/desk.ts";
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

const acme = () => world.platform.in("fake|w|acme");

test("finished work is asked about where it was talked about, and one click answers", async () => {
  await finished();
  expect(question()?.view.title).toBe("One click, Jane");
  expect(world.platform.textIn("fake|w|acme")).toContain("How happy are you with ACME-1 · Write the report?");
  const said = await score("jane", 5);
  expect(said.text).toContain("You gave us 5 of 5");
  expect(question()?.view.title).toBe("Thank you, Jane");
  expect(question()?.edits).toBe(1);
  // Others read along.
  expect(JSON.stringify(question()?.view)).not.toContain("5 of 5");
  const form = formOf(await world.pressLabel("jane", "acme", said, "Add a word"));
  await world.submit("jane", "acme", form, { words: "Faster than I hoped" });
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha")).toContain("Faster than I hoped");
  expect(world.platform.textIn("fake|w|acme")).not.toContain("Faster than I hoped");
});

test("a low score opens a follow-up with an owner and a day at once; later words join it; its author hears what changed", async () => {
  await finished();
  const said = await score("jane", 2);
  expect(said.text).toMatch(/Asha looks into it and comes back to you by Thu 26 Nov/);
  const told = () => world.platform.textIn("fake|w|dm-asha");
  expect(told()).toContain("Jane (Acme Ltd) was not happy with our work");
  const form = formOf(await world.pressLabel("jane", "acme", said, "Add a word"));
  await world.submit("jane", "acme", form, { words: "It came late" });
  await world.settle();
  expect(told()).toContain("It came late");
  const day = (await world.say("asha", "dm", "today")).text;
  expect(day).toContain("It came late");
  const code = /f-[A-Z0-9]{4}/.exec(day)?.[0] ?? "";
  await world.say("asha", "dm", `followup done ${code} Reports now come on Mondays`);
  await world.settle();
  // Five in the morning in New York.
  expect(world.platform.textIn("fake|w|dm-jane")).not.toContain("Reports now come on Mondays");
  await at("2026-11-24T12:30:00Z");
  expect(world.platform.textIn("fake|w|dm-jane")).toContain("Reports now come on Mondays");
});

test("an answer in its thread counts, score and words; somebody else's talk there is none", async () => {
  await finished();
  const thread = question()?.ref ?? "";
  expect((await world.say("asha", "acme", "Thanks for looking!", { thread })).outcome.kind).toBe("none");
  expect((await world.say("jane", "acme", "5 - perfect", { thread })).text).toContain("You gave us 5 of 5");
  await world.settle();
  expect((await world.say("asha", "dm", "show ACME-1")).text).not.toContain("perfect");
  expect((await world.say("jane", "acme", "and on time", { thread })).text).toContain(
    "Your words are with us",
  );
});

test("what is said to the bot by name under a question is a command where it reads as one, and nobody's words are lost", async () => {
  await finished();
  const thread = question()?.ref ?? "";
  const named = { thread, loose: true };
  expect((await world.say("asha", "acme", "requests all", named)).text).toContain("Write the report");
  expect((await world.say("asha", "acme", "How do we do this?", named)).text).toContain("File as request");
  expect((await world.say("jane", "acme", "4 - well done", named)).text).toContain("You gave us 4 of 5");
});

test("typed, a score counts like a click; what is no score, or comes with nothing open, is given back", async () => {
  expect((await world.say("jane", "acme", "survey 5")).text).toContain("> 5");
  await finished();
  const form = formOf(await world.say("jane", "acme", "survey 9 lives"));
  expect(JSON.stringify(form)).toContain("9 lives");
  expect((await world.say("jane", "acme", "survey 4 quick work")).text).toContain("You gave us 4 of 5");
});

test("answered by somebody else, nothing is recorded and they are told so", async () => {
  await finished();
  await world.press("mary", "acme", "join", { as: "contact" });
  const said = await score("mary", 1);
  expect(said.text).toContain("This question is for Jane");
  expect((await score("asha", 1)).text).toContain("This question is for Jane");
  expect((await score("jane", 4)).text).toContain("You gave us 4");
  expect((await world.say("asha", "dm", "followup")).text).toContain("nothing to follow up");
});

test("answered twice, the first score stays and words are given their place", async () => {
  await finished();
  const button = actionsOf(question()?.view ?? { title: "", body: [] })[0];
  await score("jane", 5);
  const again = await world.press("jane", "acme", "survey", { ...button?.input });
  expect(again.text).toContain("You have given us 5 for this already, and it stays");
});

test("it is brought to mind once, closes after seven days, and says so to who comes late, with their words", async () => {
  await finished();
  const { input = {} } = actionsOf(question()?.view ?? { title: "", body: [] })[0] ?? {};
  await at("2026-11-27T14:59:00Z");
  expect(world.platform.textIn("fake|w|acme")).not.toContain("Still one click");
  // 10:00 in New York, three days on.
  for (const time of ["15:00", "15:01", "18:00"]) await at(`2026-11-27T${time}:00Z`);
  expect(count(world.platform.textIn("fake|w|acme"), "Still one click, Jane")).toBe(1);
  await at("2026-12-01T10:01:00Z");
  expect(question()?.view.title).toBe("This question is closed");
  const late = await world.press("jane", "acme", "survey", { ...input, words: "Too slow" });
  expect(late.text).toContain("nothing was recorded");
  expect(late.text).toContain("Too slow");
});

test("work that is opened again is not asked about: the message says so", async () => {
  await finished();
  await world.say("jane", "acme", "reopen 1");
  await world.settle();
  expect(question()?.view.title).toBe("This question is withdrawn");
  await at("2026-11-27T15:00:00Z");
  expect(world.platform.textIn("fake|w|acme")).not.toContain("Still one click");
  // What was withdrawn does not count as asked.
  await finished();
  expect(acme().filter((message) => message.view.title === "One click, Jane")).toHaveLength(1);
});

test("undone within ten minutes it is withdrawn too", async () => {
  await finished();
  await world.say("asha", "dm", "undo");
  await world.settle();
  expect(question()?.view.title).toBe("This question is withdrawn");
});

test("nobody is asked again within fourteen days, however much is finished", async () => {
  await finished();
  await score("jane", 5);
  for (const [n, day] of [
    [2, "2026-11-25"],
    [3, "2026-12-07"],
    [4, "2026-12-09"],
  ] as const) {
    world.clock.set(`${day}T10:00:00Z`);
    await world.say("jane", "acme", `request Job ${n}`);
    await world.say("asha", "dm", `done ACME-${n}`);
    await world.settle();
  }
  const asked = await world.database.db.collection("surveys").find().sort({ askedAt: 1 }).toArray();
  expect(asked.map((one) => one["askedAt"].toISOString().slice(0, 10))).toEqual(["2026-11-24", "2026-12-09"]);
});

test("two pieces of work finished at the same moment ask once", async () => {
  await world.say("jane", "acme", "request Second");
  await Promise.all([world.say("asha", "dm", "done ACME-1"), world.say("asha", "dm", "done ACME-2")]);
  expect(await world.database.db.collection("surveys").countDocuments()).toBe(1);
  expect((await world.say("asha", "dm", "requests done")).text).toMatch(/ACME-1[\s\S]*ACME-2/);
});

test("an approval asks who approved; private work is asked about in private", async () => {
  // It is five in the morning for her.
  await world.say("jane", "dm", "settings quiet:off");
  await world.say("jane", "dm", "request Plan the party");
  await world.say("asha", "dm", "deliver ACME-2");
  await world.say("jane", "dm", "approve ACME-2");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-jane")).toContain(
    "How happy are you with ACME-2 · Plan the party?",
  );
  expect(world.platform.textIn("fake|w|acme")).not.toContain("party");
});

test("its reader stops it, an owner changes its rhythm, and neither is undone by the next job", async () => {
  await finished();
  const stop = question()?.view;
  if (!stop) throw new Error("not asked");
  expect((await world.pressLabel("jane", "acme", stop, "Don't ask me again")).text).toContain(
    "not asked any more",
  );
  world.clock.set("2026-12-20T10:00:00Z");
  await world.say("jane", "acme", "request More");
  await world.say("asha", "dm", "done ACME-2");
  expect(await world.database.db.collection("surveys").countDocuments()).toBe(1);
  expect((await world.say("jane", "acme", "survey on")).text).toContain("asked again");
  expect((await world.say("asha", "dm", "survey off ACME")).text).toContain("ACME");
  expect((await world.say("asha", "dm", "survey every 30")).text).toContain("30 days");
  for (const [line, words] of [
    ["survey every 0", "is not a number of days"],
    ["survey nps maybe", "say yes or no"],
    ["survey off NOPE", "no client NOPE"],
    ["survey send ACME-9", "does not exist"],
  ] as const)
    expect((await world.say("asha", "dm", line)).text, line).toContain(words);
});

test("once a quarter each contact is asked in private whether they would recommend the desk; a detractor is followed up by an owner", async () => {
  world.platform.people.set("ben", { name: "Ben" });
  await world.say("asha", "dm", "team add @ben");
  const direct = () => world.platform.textIn("fake|w|dm-jane");
  await at("2027-01-12T14:59:00Z");
  expect(direct()).not.toContain("recommend");
  for (const time of ["15:00", "15:01", "16:00"]) await at(`2027-01-12T${time}:00Z`);
  expect(count(direct(), "How likely are you to recommend Asha Desk")).toBe(1);
  const message = world.platform.in("fake|w|dm-jane").find(({ view }) => view.title === "One click, Jane");
  expect(actionsOf(message?.view ?? { title: "", body: [] })).toHaveLength(12);
  await world.pressLabel("jane", "dm", message?.view ?? { title: "", body: [] }, "6");
  await world.settle();
  // Half past nine in the evening in Kolkata.
  expect(world.platform.textIn("fake|w|dm-asha")).not.toContain("would not recommend us");
  await at("2027-01-13T02:30:00Z");
  expect(world.platform.textIn("fake|w|dm-asha")).toContain("would not recommend us");
  expect((await world.say("ben", "dm", "followup")).text).toContain("nothing to follow up");
  await at("2027-02-09T15:00:00Z");
  await at("2027-03-09T15:00:00Z");
  expect(count(direct(), "recommend Asha Desk")).toBe(0);
  await at("2027-04-13T14:00:00Z");
  expect(count(direct(), "How likely are you to recommend Asha Desk")).toBe(1);
});
