import { afterEach, beforeEach, expect, test } from "vitest";
import { formOf, openDesk, type World } from "../support/desk.ts";

/** Tuesday, 24 November, 10:00 UTC: 15:30 for Asha, who works until 17:00, and 05:00 for Jane. */
let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
const jane = (line: string) => world.say("jane", "acme", line);
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

/** Acme Ltd is promised an answer, and these were filed: 1 as normal, 2 as urgent, 3 by the desk for itself. */
async function promised(): Promise<void> {
  await asha('promise ACME answer:"12h, urgent 2h" finish:5d');
  await jane("request Book the hall");
  await jane("request Right now urgent:yes");
  await asha("request For us client:ACME");
}

const stored = async (number: number) =>
  world.database.db.collection("requests").findOne({ number, client: await acme() });
const acme = async () => (await world.database.db.collection("clients").findOne({ code: "ACME" }))?._id;
const answer = async (number: number) => (await stored(number))?.["clocks"]?.answer;

test("a client's promise is set in one line, and shown to who files in both people's time", async () => {
  expect((await asha("promise ACME")).text).toContain("Nothing is promised");
  const set = await asha('promise ACME answer:"12h, urgent 2h" finish:5d');
  expect(set.text).toContain("Acme Ltd is promised this from now on");
  expect(set.text).toContain("normal: 12h of working time, urgent: 2h of working time");
  expect(set.text).toContain("normal: 5 working days or the due date");
  const filed = (await jane("request Book the hall")).text;
  // 1h30 today, 8h on Wednesday, 2h30 on Thursday: 11:30 in Kolkata.
  expect(filed).toContain("Asha answers by Thu 26 Nov, 01:00 your time. It is 15:30 for Asha now.");
  expect(filed).toContain("Ready by: Tue 1 Dec, 05:00");
  expect((await jane("request Right now urgent:yes")).text).toContain("Asha answers by Tue 24 Nov, 23:00");
  // What the desk files for itself owes nobody an answer.
  await asha("request For us client:ACME");
  expect(await answer(3)).toBeNull();
  // Nor does it once something else is promised.
  await asha('promise ACME answer:"12h, urgent 2h"');
  expect(await answer(3)).toBeNull();
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha")).toContain("First answer promised by Thu 26 Nov, 11:30");
});

test("the first word of a person ends it, an internal note doesn't, and a question starts the next", async () => {
  await promised();
  await asha("comment ACME-1 for:internal Who has the key?");
  expect((await answer(1)).endedAt).toBeNull();
  const version = Number((await stored(1))?.["version"]);
  await asha("comment ACME-1 I am on it");
  expect((await answer(1)).endedAt).toEqual(world.clock.now());
  // A button that was drawn before still works: nothing of the request itself has changed.
  const id = String((await stored(1))?._id);
  const pressed = await world.press("asha", "dm", "start", { ref: id }, { revision: version });
  expect(pressed.text).toContain("Timer running on ACME-1");
  await jane("comment 1 And when?");
  expect(await answer(1)).toMatchObject({ of: "next", endedAt: null });
  await asha("deliver ACME-1");
  expect((await answer(1)).endedAt).toEqual(world.clock.now());
  await world.relay.drain();
  const ended = await world.database.db
    .collection("events")
    .find({ "data.clock": { $exists: true } })
    .sort({ "data.clock": 1 })
    .toArray();
  expect(ended.map(({ kind, data }) => [kind, data["clock"], data["kept"], data["minutes"]])).toEqual([
    ["clock-ended", "first", true, 0],
    ["clock-ended", "next", true, 0],
  ]);
});

test("a changed promise counts for open work at once; none ends it", async () => {
  await promised();
  const said = await asha("promise ACME answer:4h finish:none warn:50 told:yes");
  expect(said.text).toContain("It counts for their 3 open requests too.");
  // Taken as urgent, it had two hours; now all have four from when they were filed.
  expect((await answer(2)).by.toISOString()).toBe("2026-11-25T06:00:00.000Z");
  expect((await stored(2))?.["clocks"].finish).toBeNull();
  expect((await stored(2))?.["promiseAt"].toISOString()).toBe("2026-11-25T04:00:00.000Z");
  const form = formOf(await world.pressLabel("asha", "dm", said, "Change"));
  expect(Object.fromEntries(form.fields.map(({ key, value }) => [key, value]))).toEqual({
    answer: "4h",
    finish: undefined,
    warn: "50",
    told: "yes",
  });
  expect((await world.submit("asha", "dm", form, { answer: "soon" })).outcome).toMatchObject({
    kind: "form",
    errors: { answer: expect.stringContaining("“soon”") },
  });
  const none = await world.submit("asha", "dm", form, { answer: "" });
  expect(none.text).toContain("Acme Ltd is promised nothing any more");
  expect(await stored(2)).toMatchObject({ promiseAt: null, clocks: { answer: { by: null, endedAt: null } } });
});

test("what can't be read is given back, and nothing is changed", async () => {
  await asha("promise ACME answer:24h");
  const before = JSON.stringify(await world.database.db.collection("clients").findOne({ code: "ACME" }));
  for (const [line, words] of [
    ["promise ACME answer:soon", "I can't read “soon” as time to an answer"],
    ['promise ACME answer:"urgent 4h"', "I can't read “urgent 4h”"],
    ['promise ACME answer:"4h, 5h"', "I can't read “4h, 5h”"],
    ["promise ACME finish:0d", "I can't read “0d” as working days"],
    ["promise ACME finish:9999d", "I can't read “9999d” as working days"],
    ["promise ACME warn:99", "10 to 95 per cent"],
    ["promise NOPE answer:24h", "There is no client NOPE"],
    [`promise ACME answer:"${"4h, ".repeat(2500)}"`, "300 characters"],
  ] as const) {
    const said = await asha(line);
    expect(said.text, line).toContain(words);
    expect(said.text, line).toContain(`> ${line}`.slice(0, 60));
    expect(
      JSON.stringify(await world.database.db.collection("clients").findOne({ code: "ACME" })),
      line,
    ).toBe(before);
  }
  expect((await jane("promise answer:24h")).text).toContain("Only the owner");
});
