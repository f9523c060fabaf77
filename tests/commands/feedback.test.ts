import { afterEach, beforeEach, expect, test } from "vitest";
import { formOf, openDesk, postedIn, viewOf, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
  world.platform.people.set("ben", { name: "Ben", zone: "Asia/Manila" });
  await world.say("asha", "dm", "team add @ben");
});
afterEach(() => world.close());

const WORDS = "Ben answers too late";
const codeIn = (text: string): string => /f-[A-Z0-9]{4}/.exec(text)?.[0] ?? "";
const give = (line = WORDS) => world.say("jane", "dm", `feedback ${line}`);

test("feedback reaches the owner, is acknowledged, and stays in her digest until somebody says what changed", async () => {
  world.clock.set("2026-11-24T14:00:00Z");
  const said = await give();
  expect(said.text).toContain("Only the owners of the desk read it; Asha sees to it");
  expect(said.text).toContain(WORDS);
  const code = codeIn(said.text);
  await world.settle();
  const told = postedIn(world, "fake|w|dm-asha", "Feedback from Jane (Acme Ltd)");
  expect((await world.say("asha", "dm", "today")).text).toContain(code);
  const form = formOf(await world.pressLabel("asha", "dm", told, "Say what changed"));
  expect(form.fields[0]?.hint).toContain("Jane is told this");
  const closed = await world.submit("asha", "dm", form, { words: "Ben now answers before noon" });
  expect(closed.text).toContain(`${code} is closed`);
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-jane")).toContain("Ben now answers before noon");
  expect((await world.say("asha", "dm", "today")).text).not.toContain(code);
  expect((await world.say("jane", "dm", "followup")).text).toContain("answered");
});

test("the assistant it is about never learns of it, by whatever they type", async () => {
  const { text } = await give("about:@Ben He does not listen");
  expect(text).toContain("Ben does not see it");
  const code = codeIn(text);
  await world.settle();
  for (const line of ["followup", `followup ${code}`, `followup done ${code} Nothing`, "today", "help"])
    expect((await world.say("ben", "dm", line)).text.replaceAll(line, ""), line).not.toMatch(/listen|Jane/);
  expect(world.platform.textIn("fake|w|dm-ben")).not.toContain("listen");
  const kept = await world.say("asha", "dm", `followup give ${code} @Ben`);
  expect(kept.text).toContain("can't be given to Ben");
  expect((await world.say("asha", "dm", `followup request ${code}`)).text).toContain("in confidence");
});

test("what is said about an owner goes to another one, and does not exist for the one it is about", async () => {
  await world.say("asha", "dm", "team edit @Ben role:owner");
  const { text } = await give("about:@Ben He does not listen");
  expect(text).toContain("Asha sees to it");
  for (const line of ["followup", `followup ${codeIn(text)}`, "today"])
    expect((await world.say("ben", "dm", line)).text, line).not.toContain("listen");
});

test("what is not marked for them does not exist for an assistant either, and what is shared does", async () => {
  const secret = codeIn((await give("The price is too high")).text);
  const open = codeIn((await give('share:yes "The drafts are lovely"')).text);
  await world.settle();
  expect((await world.say("ben", "dm", `followup ${secret}`)).text).toContain("There is no follow-up");
  const list = (await world.say("ben", "dm", "followup")).text;
  expect(list).toContain(open);
  expect(list).not.toContain(secret);
  expect((await world.say("ben", "dm", `followup done ${open} Thanks`)).text).toContain(
    "Only who sees to it",
  );
});

test("another client's people see nothing of it", async () => {
  const code = codeIn((await give()).text);
  for (const line of ["followup", `followup ${code}`, `followup done ${code} x`])
    expect((await world.say("raj", "beta", line)).text).not.toContain("Ben");
});

test("a follow-up gets another day, another member, or becomes a request that its author hears of", async () => {
  world.clock.set("2026-11-25T00:30:00Z");
  const code = codeIn((await give('share:yes "Please send drafts earlier"')).text);
  expect((await world.say("asha", "dm", `followup move ${code} 2026-12-04`)).text).toContain("Fri 4 Dec");
  expect((await world.say("asha", "dm", `followup give ${code} @Ben`)).text).toContain("Ben sees to");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-ben")).toContain("Please send drafts earlier");
  expect((await world.say("ben", "dm", `followup request ${code}`)).text).toContain("became ACME-1");
  await world.settle();
  // It was said to us alone.
  expect(world.platform.textIn("fake|w|acme")).not.toContain("Please send drafts earlier");
  expect(world.platform.textIn("fake|w|dm-jane")).toContain("ACME-1 · Please send drafts earlier");
  expect(world.platform.textIn("fake|w|dm-jane")).toContain("working on it as ACME-1");
});

test("closed twice, it is told once, and the second text is given back", async () => {
  const code = codeIn((await give()).text);
  await world.say("asha", "dm", `followup done ${code} First answer`);
  const again = await world.say("asha", "dm", `followup done ${code} Second answer`);
  expect(again.text).toContain("was closed before");
  expect(again.text).toContain("Second answer");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-jane")).not.toContain("Second answer");
});

test("what names another client is asked about before the client is told", async () => {
  const code = codeIn((await give()).text);
  const asked = await world.say("asha", "dm", `followup done ${code} As we do for Beta Corp`);
  expect(asked.text).toContain("Beta Corp");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-jane")).not.toContain("Beta");
});

test("who leaves the team hands on what they were to follow up", async () => {
  const code = codeIn((await give("share:yes Slow")).text);
  await world.say("asha", "dm", `followup give ${code} @Ben`);
  await world.say("asha", "dm", "team remove @Ben");
  expect(viewOf(await world.say("asha", "dm", "followup")).body.length).toBeGreaterThan(0);
  expect((await world.say("asha", "dm", "today")).text).toContain(code);
});

test("what was said about an owner is left to another one, and is never lost with the last who might read it", async () => {
  world.platform.people.set("cleo", { name: "Cleo", zone: "Europe/London" });
  await world.say("asha", "dm", "team edit @Ben role:owner");
  await world.say("asha", "dm", "team add @cleo role:owner");
  const code = codeIn((await give("about:@Asha She never calls back")).text);
  await world.say("cleo", "dm", `followup give ${code} @Ben`);
  await world.say("asha", "dm", "team remove @Ben");
  expect((await world.say("cleo", "dm", "today")).text).toContain("never calls back");
  expect((await world.say("asha", "dm", "followup")).text).not.toContain("calls back");
  await world.say("asha", "dm", "team remove @Cleo");
  expect((await world.say("asha", "dm", `followup ${code}`)).text).toContain("never calls back");
});

test("bad input gets clear words, and its text back", async () => {
  const code = codeIn((await give()).text);
  for (const [line, words] of [
    ["followup done f-ZZZZ x", "no follow-up f-ZZZZ"],
    ["followup show banana", "is not a follow-up"],
    [`followup move ${code} 2020-01-01`, "in the past"],
    [`followup give ${code} @nobody`, "can't find @nobody"],
    [`followup done ${code} ${"x".repeat(10_001)}`, "at most 10000 characters"],
  ] as const)
    expect((await world.say("asha", "dm", line)).text, line).toContain(words);
  const long = await give("y".repeat(10_001));
  expect(long.text).toContain("at most 10000 characters");
  expect((await give("about:@nobody Hello")).text).toContain("Nobody who looks after you is called");
  expect((await world.say("asha", "dm", "feedback Hello")).text).toContain("Only people at the client");
});
