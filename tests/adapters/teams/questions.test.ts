import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import type { Person, Posted } from "../../fakes/teams/index.ts";
import {
  ACME,
  acme,
  asha,
  type Bench,
  direct,
  jane,
  objectsIn,
  openTeamsDesk,
  personal,
  pressOf,
} from "./bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openTeamsDesk();
}, 60_000);
afterAll(() => bench.stop());

const words = (posted: Posted | undefined): string => JSON.stringify(posted?.activity);
const last = (who: Person): Posted | undefined => bench.fake.in(direct(who)).at(-1);
async function asked(who: Person, line: string, answer: string | RegExp): Promise<Posted | undefined> {
  await bench.say(who, personal, line);
  // A card of what was filed before may come after it.
  const answered = () => bench.fake.in(direct(who)).findLast((posted) => words(posted).match(answer));
  await vi.waitFor(() => expect(answered()).toBeDefined(), { timeout: 20_000 });
  return answered();
}
/** A press as clients send it that don't know `Action.Execute`: a message with what the button carries. */
async function oldPress(who: Person, on: Posted | undefined, verb: string): Promise<void> {
  const [, value] = pressOf(on, verb) as [string, { action: { data: object } }];
  const carried = { type: "message", value: value.action.data, replyToId: on?.id };
  expect((await bench.post(bench.fake.activity(who, personal, carried))).status).toBe(200);
}
const titled = (title: string) =>
  collectionOf(bench.database.db, c.requests).countDocuments({ title: { $regex: title } });

test("who answered a question finds the answer in its place, with its buttons", async () => {
  const [first, ...more] = bench.fake.in(direct(jane));
  await vi.waitFor(() => expect(words(first)).toContain("ACME-1"));
  expect(words(first)).not.toContain('"join"');
  expect(words(first)).toContain('"edit"');
  expect(first?.edits).toBe(1);
  expect(more).toEqual([]);
});

test("words that are no command are filed at the press of a button, and the question is gone", async () => {
  const question = await asked(jane, "Book a room in Leeds please", "Book a room in Leeds");
  await bench.press(jane, personal, question, "draft");
  await vi.waitFor(() => expect(words(question)).toContain("ACME-2"));
  expect(words(question)).not.toContain('"draft"');
});

test("the button of an old client, pressed twice and at once, has one effect, and its question is gone", async () => {
  const question = await asked(jane, "Order the printer paper", "Order the printer paper");
  const again = question && structuredClone(question);
  await Promise.all([oldPress(jane, question, "draft"), oldPress(jane, question, "draft")]);
  await vi.waitFor(() => expect(words(question)).toContain("Got it"));
  await oldPress(jane, again, "draft");
  await bench.seen(direct(jane), /already/i);
  expect(await titled("printer paper")).toBe(1);
});

test("what an old client's button takes back is taken back once", async () => {
  await asked(asha, "log 1h ACME-1 First", "Logged 1h");
  const logged = await asked(asha, "log 2h ACME-1 Second", "Logged 2h");
  await oldPress(asha, logged, "undo");
  await oldPress(asha, logged, "undo");
  await bench.seen(direct(asha), /already/i);
  const entries = await collectionOf(bench.database.db, c.timeEntries).find({ deletedAt: null }).toArray();
  expect(entries.map((entry) => entry["minutes"])).toEqual([60]);
});

test("who presses a button and is asked back can answer", async () => {
  const noor: Person = { name: "Noor", zone: "Europe/London" };
  const card = bench.fake.in(ACME).find((posted) => words(posted).includes("ACME-1 ·"));
  const asked = await bench.press(noor, acme, card, "show");
  expect(JSON.stringify(asked.body)).toContain("with Acme Ltd");
  // In a dialog there are only buttons that send it off.
  expect(JSON.stringify(asked.body)).not.toContain("Action.Execute");
  const [join] = objectsIn(asked.body).filter(
    ({ type, data }) => type === "Action.Submit" && JSON.stringify(data).includes('"join"'),
  );
  const answer = await bench.invoke(noor, acme, "task/submit", { data: join?.["data"] }, card?.id);
  expect(JSON.stringify(answer.body)).toContain("ACME-1");
});

test("a survey is answered with one press, and a word can be added", async () => {
  // Whatever hour it is where she is.
  await bench.say(jane, personal, "settings quiet:off");
  await bench.seen(direct(jane), /[Qq]uiet/);
  await bench.say(asha, personal, "done ACME-2");
  await bench.seen(direct(jane), "How happy are you");
  const survey = bench.fake.in(direct(jane)).find((posted) => words(posted).includes("How happy are you"));
  const scored = await bench.press(jane, personal, survey, "survey");
  expect(JSON.stringify(scored.body)).toMatch(/You gave us \d of 5/);
  await vi.waitFor(() => expect(words(last(jane))).toContain("Add a word"), { timeout: 20_000 });
  const opened = await bench.press(jane, personal, last(jane), "survey");
  expect(opened.body).toMatchObject({ task: { type: "continue" } });
});

test("in a channel a card stays a card, whoever presses it", async () => {
  const card = bench.fake.in(ACME).find((posted) => words(posted).includes("ACME-1 ·"));
  await bench.press(asha, acme, card, "take");
  await bench.seen(ACME, "Accepted");
  expect(words(card)).toContain('"show"');
});
