import { afterEach, beforeEach, expect, test } from "vitest";
import { actionsOf, openDesk, viewOf, type World } from "../support/desk.ts";

// Tuesday, 15:30 for Asha in Kolkata with an hour and a half left to work, 05:00 for Acme in New York, 21:00 for Beta in Sydney.
let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

const today = (who = "asha") => world.say(who, "dm", "today");
const order = (text: string, ...words: string[]) => words.map((word) => text.indexOf(word));

test("the day names what to do first, when it is due in both times, how long it takes and why", async () => {
  await world.say("jane", "acme", 'request Fix the invoice template due:"today 9am" estimate:30m');
  await world.say("asha", "dm", "important ACME-1");
  await world.say("asha", "dm", "estimate ACME-1 30m");
  await world.say("raj", "beta", "request Order pens");
  const { text } = await today();
  expect(text).toContain("Asha Desk · Tue 24 Nov");
  expect(text).toContain("2 requests to work on. 30m of it has to be done today; there is room for 1h21.");
  expect(text).toContain("Do first (1)");
  expect(text).toContain(
    "ACME-1 Fix the invoice template · due Tue 24 Nov, 19:30 (09:00 for Acme Ltd) · 30m — " +
      "1h30 of working time left for 30m of work; marked important; 20h left in the package",
  );
  expect(text).toContain("Later (1)");
  expect(text).toContain("BETA-1 Order pens · 1h assumed — no due date");
  const places = order(text, "Do first", "Later", "Answers owed", "see all with /va requests");
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(Math.min(...places)).toBeGreaterThan(0);
});

test("the first five have buttons that work; the rest are lines", async () => {
  for (let n = 1; n <= 7; n += 1) await world.say("jane", "acme", `request Job ${n}`);
  const said = await today();
  const labels = actionsOf(viewOf(said)).map((action) => action.label);
  expect(labels).toEqual(
    Array.from({ length: 5 }, () => ["Start timer", "Done", "Snooze", "Details"]).flat(),
  );
  for (const action of actionsOf(viewOf(said)))
    expect(Object.values(action.input).every((value) => /^[a-z0-9.]+$/.test(value))).toBe(true);
  expect((await world.pressLabel("asha", "dm", said, "Done")).text).toContain("is done");
  expect((await today()).text).toContain("6 requests to work on");
  expect((await world.pressLabel("asha", "dm", await today(), "Snooze")).outcome.kind).toBe("form");
});

test("a day with nothing in it is one line", async () => {
  const said = await today();
  expect(viewOf(said).body).toEqual([]);
  expect(said.text).toBe("Asha Desk · Tue 24 Nov: nothing is waiting for you.");
});

test("a timer left over is named with a way to stop it", async () => {
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "dm", "start ACME-1");
  world.clock.advance(14 * 60);
  const said = await today();
  expect(said.text).toContain("The timer on ACME-1 has been running for 14h, since Tue 24 Nov, 15:30");
  expect((await world.pressLabel("asha", "dm", said, "Stop")).text).toContain("14h logged on ACME-1");
});

test("what the client said last is owed an answer until somebody of the team answers", async () => {
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "dm", "take ACME-1");
  expect((await today()).text).not.toContain("Answers owed");
  await world.say("asha", "dm", "comment ACME-1 On it");
  world.clock.advance(1);
  await world.say("jane", "acme", "comment 1 Please add the summer figures");
  world.clock.advance(2 * 1440);
  expect((await today()).text).toContain("ACME-1 Write the report — Jane wrote, unanswered for 2 days");
  await world.say("asha", "dm", "comment ACME-1 internal She always asks for more");
  expect((await today()).text).toContain("Jane wrote");
  await world.say("asha", "dm", "comment ACME-1 Done, have a look");
  expect((await today()).text).not.toContain("Answers owed");
});

test("what waits says for whom, how long and why, and is not work to do", async () => {
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "dm", "deliver ACME-1");
  await world.say("raj", "beta", "request Order pens");
  await world.say("asha", "dm", "block BETA-1 Which colour?");
  world.clock.advance(3 * 1440);
  const { text } = await today();
  expect(text).toContain("Nothing to work on.");
  expect(text).toContain("ACME-1 Write the report — for Acme Ltd's approval for 3 days");
  expect(text).toContain("BETA-1 Order pens — for Beta Corp for 3 days: Which colour?");
});

test("a package that runs out is told, once a fifth of it is left", async () => {
  await world.say("asha", "acme", "log 15h59 Design");
  expect((await today()).text).not.toContain("Packages running out");
  await world.say("asha", "acme", "log 1m Design");
  expect((await today()).text).toContain("Acme Ltd: 4h of 20h left this month");
  await world.say("asha", "acme", "log 5h Design");
  expect((await today()).text).toContain("Acme Ltd: 1h over the 20h agreed this month");
});

test("what will not fit today comes with words for the client, in their time, that a button posts once", async () => {
  await world.say("jane", "acme", 'request Fix the invoice template due:"today 9am"');
  await world.settle();
  await world.say("asha", "dm", "estimate ACME-1 2h");
  const said = await today();
  const words =
    "ACME-1 “Fix the invoice template” will take a little longer than planned. I expect to have it ready by " +
    "Wed 25 Nov, 01:00, your time. Does that work for you?";
  expect(said.text).toContain("there is room for only 1h21");
  expect(said.text).toContain("ACME-1 Fix the invoice template · 2h — can be ready Wed 25 Nov, 11:30");
  expect(said.text).toContain(words);
  const button = actionsOf(viewOf(said)).find((action) => action.label === "Send to Acme Ltd");
  expect(button?.confirm).toContain(words);
  expect(JSON.stringify(button?.input)).not.toContain("invoice");
  expect((await world.pressLabel("asha", "dm", said, "Send to Acme Ltd")).text).toContain(words);
  const again = await world.pressLabel("asha", "dm", said, "Send to Acme Ltd");
  expect(again.text).toContain("has been told this about ACME-1 already");
  await world.settle();
  const [card, message, ...more] = world.platform.in("fake|w|acme");
  expect(world.platform.textIn("fake|w|acme").split(words)).toHaveLength(2);
  expect(message?.thread).toBe(card?.ref);
  expect(more).toEqual([]);
});

test("a client who reads Hindi is told in Hindi, whatever the assistant reads", async () => {
  await world.say("asha", "acme", "client edit language:hi");
  await world.say("jane", "acme", 'request Fix the invoice template due:"today 9am"');
  await world.say("asha", "dm", "estimate ACME-1 2h");
  const { text } = await today();
  expect(text).toContain("आपके समय के अनुसार बुध 25 नव॰, 01:00 तक तैयार हो जाएगा");
  expect(text).toContain("Will not fit today (1)");
});

test("a message whose time has passed is not sent", async () => {
  await world.say("jane", "acme", 'request Fix the invoice template due:"today 9am"');
  await world.say("asha", "dm", "estimate ACME-1 2h");
  const said = await today();
  world.clock.advance(1440);
  expect((await world.pressLabel("asha", "dm", said, "Send to Acme Ltd")).text).toContain("has passed");
});

test("each sees their own day: the lead what nobody has, the subcontractor only what is theirs", async () => {
  world.platform.people.set("sue", { name: "Sue", zone: "Europe/London" });
  await world.say("sue", "dm", "help");
  await world.say("asha", "dm", "team add @sue role:subcontractor clients:ACME");
  await world.say("jane", "acme", "request Draw the logo");
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "acme", "log 18h Design");
  await world.say("asha", "acme", "assign 1 @sue");
  const hers = (await today("sue")).text;
  expect(hers).toContain("ACME-1 Draw the logo");
  for (const word of ["Write the report", "package", "Packages"]) expect(hers).not.toContain(word);
  const ours = (await today()).text;
  expect(ours).toContain("ACME-2 Write the report");
  expect(ours).not.toContain("Draw the logo");
});

test("a contact has no day, and is told so", async () => {
  expect((await today("jane")).text).toContain("Only the team");
});

test("the whole day is in Hindi for who reads Hindi", async () => {
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "dm", "settings language:hi");
  const { text } = await today();
  expect(text).toContain("करने को 1 अनुरोध हैं।");
  expect(text).toContain("बाद में (1)");
  expect(text.replace(/Asha Desk|ACME-1 Write the report|Jane|\/va requests|1h\w*|20h/g, "")).not.toMatch(
    /[A-Za-z]{4,}/,
  );
});

test("the week ahead sets what is due against working time and marks what is too much", async () => {
  await world.say("jane", "acme", 'request Fix the invoice template due:"tomorrow 5pm"');
  await world.say("asha", "dm", "estimate ACME-1 20h");
  await world.say("raj", "beta", "request Order pens");
  const { text } = await world.say("asha", "dm", "week");
  expect(text).toContain("Asha Desk · Tue 24 Nov to Mon 30 Nov");
  expect(text).toContain("Tue 24 Nov — 1h30 of working time, nothing due");
  // 17:00 in New York is Thursday, 03:30, in Kolkata; a day and a half of work is possible until then.
  expect(text).toContain("Thu 26 Nov — 8h of working time, 20h due ⚠ 2h30 more than fits until then");
  expect(text).toContain("ACME-1 Fix the invoice template · 03:30 · 20h");
  expect(text).not.toContain("Sat 28 Nov");
  expect(text).toContain("1 has no due date.");
});
