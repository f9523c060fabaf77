import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { type ManualClock, manualClock } from "../../../src/time/clock.ts";
import { APP_ID, type Person, type Posted, TENANT } from "../../fakes/teams/index.ts";
import { judgedByTeams } from "../../support/teams-schema.ts";
import { ACME, acme, asha, type Bench, direct, jane, openTeamsDesk, personal } from "./bench.ts";
import { type Dialog, dialogIn } from "./dialog.ts";
import { found as finding, pressed as pressing, words } from "./press.ts";

const bot = {
  type: "mention",
  text: "<at>VA Desk</at>",
  mentioned: { id: `28:${APP_ID}`, name: "VA Desk" },
};
const ben: Person = { name: "Ben", zone: "Asia/Manila" };

/** Tuesday, 15:30 in Kolkata, 18:00 in Manila, 05:00 in New York; it moves only when told to. */
let clock: ManualClock;
let bench: Bench;
beforeAll(async () => {
  clock = manualClock("2026-11-24T10:00:00Z");
  bench = await openTeamsDesk({ clock, role: "web" });
  await bench.say(ben, personal, "help");
  await bench.say(asha, acme, "", {
    text: "<at>VA Desk</at> team add <at>Ben</at> role:assistant",
    entities: [
      bot,
      { type: "mention", text: "<at>Ben</at>", mentioned: { id: `29:${TENANT}-Ben`, name: "Ben" } },
    ],
  });
  await bench.seen(direct(asha), "Ben is on the team");
  await at("2026-11-24T10:01:00Z");
}, 60_000);
afterAll(() => bench.stop());

/** Runs what is due by then, and sends what there is to say, at Teams' pace. */
async function at(iso: string): Promise<void> {
  clock.set(iso);
  await bench.desk.scheduler.tick();
  await bench.desk.scheduler.runDue();
  for (let round = 0; round < 5; round += 1) {
    await bench.desk.settle();
    clock.advance(0.05);
  }
}
const found = (conversation: string, text: string): Posted => finding(bench, conversation, text);
const times = (conversation: string, text: string): number =>
  bench.fake.in(conversation).filter((one) => words(one).includes(text)).length;
/** Sends a dialog off as filled in, and reads what came of it. */
async function sent(who: Person, { data, values }: Dialog, filled: Record<string, string>): Promise<string> {
  const value = { data: { ...data, ...values, ...filled }, context: {} };
  const { status, body } = await bench.invoke(who, personal, "task/submit", value);
  expect(status).toBe(200);
  return JSON.stringify(body);
}
const pressed = (who: Person, on: Posted, title: string) => pressing(bench, who, on, title);

test("the team is asked in personal chat, one answers in a dialog, one in words, and the owner reads both", async () => {
  await bench.say(asha, personal, "checkin add daily");
  await bench.seen(direct(asha), /"v":"checkin"/);
  const editor = dialogIn(await bench.press(asha, personal, found(direct(asha), '"v":"checkin"'), "checkin"));
  expect(editor.values["f.questions"]).toContain("Is anything in your way?");
  expect(await sent(asha, editor, {})).toContain("Added: Team daily");

  await at("2026-11-25T01:30:00Z");
  const asked = found(direct(ben), "Team daily · Wed 25 Nov");
  const form = dialogIn(await pressed(ben, asked, "Answer"));
  expect(await sent(ben, form, { "f.q1": "The report", "f.q3": "Waiting for the logo" })).toContain(
    "Your answers are in",
  );
  await at("2026-11-25T01:40:00Z");
  expect(words(asked)).toContain("Waiting for the logo");
  const change = dialogIn(await pressed(ben, asked, "Change my answers"));
  expect(change.values["f.q1"]).toBe("The report");

  const value = "श्री ज्ञान ".repeat(1_000).slice(0, 9_990).trim();
  const answers = ["q1", "q2", "q3"].map((question) => ({ question, value }));
  const parts = collectionOf(bench.database.db, c.checkInParts);
  await parts.updateOne({ personName: "Ben" }, { $set: { answers } });
  const large = dialogIn(await pressed(ben, asked, "Change my answers"));
  expect(Object.keys(large.values)).toEqual(["f.q2", "f.q3"]);
  expect(large.words).toContain("too long to be shown here and stays as it is");
  await sent(ben, large, { "f.q3": "Waiting for the logo" });
  const kept = await parts.findOne({ personName: "Ben" });
  expect(kept?.["answers"]).toEqual([
    ...answers.slice(0, 2),
    { question: "q3", value: "Waiting for the logo" },
  ]);
  await parts.updateOne(
    { personName: "Ben" },
    { $set: { "answers.0.value": "The report", "answers.1.value": "-" } },
  );

  await at("2026-11-25T04:00:00Z");
  await bench.say(asha, personal, "1. The budget\n3. Nothing");
  await bench.seen(direct(asha), "It answers the check-in");
  const offered = found(direct(asha), "It answers the check-in");
  await pressed(asha, offered, "It answers the check-in");
  await vi.waitFor(() => expect(words(offered)).toContain("Your answers are in"), { timeout: 20_000 });
  expect(words(offered)).toContain("The budget");

  await at("2026-11-25T12:00:00Z");
  const summary = found(direct(asha), "2 of 2 answered.");
  expect(words(summary)).toContain("Waiting for the logo");
  expect(words(summary)).toContain("The budget");
  const followed = JSON.stringify((await pressed(asha, summary, "Follow up: Ben")).body);
  expect(followed).toContain("Waiting for the logo");
  await at("2026-11-25T12:05:00Z");
  expect(times(direct(asha), "2 of 2 answered.")).toBe(1);
});

test("after finished work one click of the client says how it was, and a low score comes to the owner", async () => {
  await bench.say(asha, personal, "done ACME-1");
  await at("2026-11-25T12:10:00Z");
  const survey = found(ACME, "How happy are you with");
  expect(words(survey)).toContain("Jane");
  const before = structuredClone(survey);
  const stranger = await bench.press({ name: "Stranger" }, acme, survey, "survey");
  expect(JSON.stringify(stranger.body)).not.toContain("You gave us");
  const scored = await pressed(jane, survey, "2 😕");
  expect(JSON.stringify(scored.body)).toContain("You gave us 2 of 5");
  await at("2026-11-25T12:15:00Z");
  const twice = await pressed(jane, before, "5 😀");
  expect(JSON.stringify(twice.body)).toContain("given us 2");
  const follow = found(direct(asha), "was not happy with our work");
  const opened = dialogIn(await pressed(asha, follow, "Say what changed"));
  const field = Object.keys(opened.values)[0] ?? "";
  expect(await sent(asha, opened, { [field]: "Drafts come a day earlier" })).toContain("is closed");
  await at("2026-11-25T14:00:00Z");
  await bench.seen(direct(jane), "Drafts come a day earlier");
});

test("a promise is told, and warned of in personal chat before it breaks", async () => {
  await bench.say(asha, personal, "promise ACME answer:4h");
  await bench.seen(direct(asha), "Acme Ltd is promised this from now on");
  await bench.say(jane, acme, "request Book the hall");
  await at("2026-11-25T14:10:00Z");
  expect(words(found(direct(jane), "Got it: ACME-2"))).toContain("answers by");
  // Four hours from 09:00 in Kolkata; three are used up at noon.
  await at("2026-11-26T06:30:00Z");
  const warning = found(direct(asha), "first answer is promised soon");
  const taken = await pressed(asha, warning, "Take");
  expect(JSON.stringify(taken.body)).toContain("ACME-2");
  await at("2026-11-26T08:00:00Z");
  expect(times(direct(asha), "first answer is promised soon")).toBe(1);
  expect(times(direct(asha), "the promise is broken")).toBe(0);
});

test("feedback is private to the owner, and its author hears what came of it", async () => {
  await bench.say(jane, personal, "feedback The drafts come too late");
  await bench.seen(direct(jane), "Only the owners of the desk read it");
  await at("2026-11-26T08:10:00Z");
  const told = found(direct(asha), "Feedback from Jane (Acme Ltd)");
  expect(words(told)).toContain("too late");
  expect(times(ACME, "too late") + times(direct(ben), "too late")).toBe(0);
  await bench.say(jane, personal, "feedback");
  await bench.seen(direct(jane), /"v":"feedback"/);
  const opener = found(direct(jane), '"v":"feedback"');
  const form = dialogIn(await bench.press(jane, personal, opener, "feedback"));
  const field = Object.keys(form.values)[0] ?? "";
  expect(await sent(jane, form, { [field]: "But they are lovely" })).toContain("Only the owners");
});

test("once a quarter each contact is asked for one number, in their own chat", async () => {
  // The second Tuesday, at ten in New York.
  for (const time of ["14:59", "15:00", "15:01"]) await at(`2027-01-12T${time}:00Z`);
  const survey = found(direct(jane), "How likely are you to recommend");
  const scored = await pressed(jane, survey, "9");
  expect(JSON.stringify(scored.body)).toContain("9 of 10");
  await at("2027-01-12T16:00:00Z");
  // The thanks stand in its place.
  expect(times(direct(jane), "How likely are you to recommend")).toBe(0);
  expect(times(direct(jane), "You gave us 9 of 10")).toBe(1);
  const thanks = found(direct(jane), "You gave us 9 of 10");
  expect(thanks.id).toBe(survey.id);
  expect(words(thanks)).toContain('"survey"');
  const kept = await collectionOf(bench.database.db, c.surveys).findOne({ kind: "nps" });
  expect(kept?.["score"]).toBe(9);
});

test("every card that was ever said is one that Teams can show", () => {
  const cards = bench.fake.posted.flatMap(({ activity }) =>
    ((activity["attachments"] ?? []) as { content: object }[]).map(({ content }) => content),
  );
  expect(cards.length).toBeGreaterThan(20);
  cards.forEach(judgedByTeams);
});
