import { afterEach, beforeEach, expect, test } from "vitest";
import { formOf, openDesk, viewOf, type World } from "./support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

test("a request is confirmed with its due date in both zones, and its card stands in the client's channel", async () => {
  const said = await world.say("jane", "acme", 'request Fix the invoice template due:"Friday 5pm"');
  expect(said.text).toContain("ACME-1");
  expect(said.text).toContain("Fri 27 Nov, 17:00");
  expect(said.text).toContain("Sat 28 Nov, 03:30 for Asha");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).toContain("ACME-1 · Fix the invoice template");
});

test("the owner gets a live card in her DM, and it follows what happens", async () => {
  await world.say("jane", "acme", "request Book a flight");
  await world.settle();
  const [card] = world.platform.in("fake|w|dm-asha");
  expect(card?.view.title).toBe("ACME-1 · Book a flight");
  await world.say("asha", "dm", "take ACME-1");
  await world.settle();
  expect(card?.edits).toBe(1);
  expect(world.platform.in("fake|w|acme")).toHaveLength(1);
  expect(world.platform.textIn("fake|w|acme")).toContain("Accepted");
});

test("the same command delivered again files nothing twice and says so", async () => {
  await world.say("jane", "acme", "request Once only", { key: "trigger-1" });
  const again = await world.say("jane", "acme", "request Once only", { key: "trigger-1" });
  expect(again.text).toContain("Already done");
  expect((await world.say("jane", "acme", "requests")).text.match(/Once only/g)).toHaveLength(1);
});

test("ten at once get ten numbers", async () => {
  await Promise.all(Array.from({ length: 10 }, (_, i) => world.say("jane", "acme", `request Job ${i}`)));
  const list = (await world.say("jane", "acme", "requests")).text;
  for (let n = 1; n <= 10; n += 1) expect(list).toContain(`ACME-${n} `);
});

test("another client's request does not exist", async () => {
  await world.say("jane", "acme", "request Secret merger");
  for (const line of ["show ACME-1", "show 1", "comment ACME-1 hello", "due ACME-1 tomorrow"]) {
    const said = await world.say("raj", "beta", line);
    expect(said.text).toContain("does not exist");
    expect(said.text).not.toContain("merger");
  }
  expect((await world.say("raj", "dm", "requests all")).text).not.toContain("merger");
});

test("what a contact files by DM stays between them and the team until they share it", async () => {
  const said = await world.say("jane", "dm", "request Plan the surprise party");
  expect(said.text).toContain("private");
  await world.press("mary", "acme", "join", { as: "contact" });
  expect((await world.say("mary", "acme", "requests")).text).not.toContain("surprise");
  expect((await world.say("mary", "acme", "show 1")).text).toContain("does not exist");
  expect((await world.say("asha", "dm", "show ACME-1")).text).toContain("surprise");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).not.toContain("surprise");
  await world.pressLabel("jane", "dm", said, "Share with Acme Ltd");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).toContain("surprise");
});

test("a whole life: take, start, stop, deliver, changes, deliver, approve", async () => {
  await world.say("jane", "acme", "request Write the report estimate:2h");
  await world.say("asha", "acme", "take 1");
  expect((await world.say("asha", "acme", "start 1")).text).toContain("Timer running on ACME-1");
  world.clock.advance(95);
  expect((await world.say("asha", "dm", "stop")).text).toContain("1h35 logged on ACME-1");
  await world.say("asha", "acme", "deliver 1 https://example.com/report");
  const card = await world.say("jane", "acme", "show 1");
  expect(card.text).toContain("https://example.com/report");
  const form = formOf(await world.pressLabel("jane", "acme", card, "Ask for changes"));
  await world.submit("jane", "acme", form, { what: "Shorter please" });
  expect((await world.say("asha", "dm", "show ACME-1")).text).toContain("Shorter please");
  await world.say("asha", "acme", "deliver 1");
  const done = await world.say("jane", "acme", "approve 1");
  expect(done.text).toContain("ACME-1 is done");
  expect((await world.say("jane", "acme", "approve 1")).text).toContain("already");
});

test("starting one timer stops the other and says so", async () => {
  await world.say("jane", "acme", "request One");
  await world.say("raj", "beta", "request Two");
  await world.say("asha", "dm", "start ACME-1");
  world.clock.advance(30);
  const said = await world.say("asha", "dm", "start BETA-1");
  expect(said.text).toContain("The one on ACME-1 stopped at 30m");
  expect((await world.say("asha", "dm", "timer")).text).toContain("BETA-1");
});

test("undo takes back the last log, and after it the last done", async () => {
  await world.say("jane", "acme", "request One");
  await world.say("asha", "acme", "done 1");
  world.clock.advance(1);
  await world.say("asha", "acme", "log 45m Phone call");
  expect((await world.say("asha", "dm", "undo")).text).toContain("Taken back: t-");
  expect((await world.say("asha", "dm", "undo")).text).toContain("Taken back: done ACME-1");
  expect((await world.say("asha", "dm", "undo")).text).toContain("nothing");
});

test("an internal note never reaches the client; other comments go to the card's thread", async () => {
  await world.say("jane", "acme", "request One");
  await world.settle();
  await world.say("asha", "dm", "comment ACME-1 internal They never pay on time");
  await world.say("asha", "dm", "comment ACME-1 The draft is ready");
  await world.settle();
  const channel = world.platform.in("fake|w|acme");
  expect(world.platform.textIn("fake|w|acme")).not.toContain("never pay");
  expect(channel.at(-1)?.thread).toBe(channel[0]?.ref);
  expect(world.platform.textIn("fake|w|acme")).toContain("The draft is ready");
  expect((await world.say("jane", "acme", "show 1")).text).not.toContain("never pay");
});

test("talk in a card's thread becomes a comment", async () => {
  await world.say("jane", "acme", "request One");
  await world.settle();
  const thread = world.platform.in("fake|w|acme")[0]?.ref ?? "";
  await world.say("jane", "acme", "Please also check the footer", { thread });
  expect((await world.say("asha", "dm", "show ACME-1")).text).toContain("check the footer");
});

test("words that name another client are asked about before they leave", async () => {
  await world.say("jane", "acme", "request One");
  await world.settle();
  const asked = await world.say("asha", "dm", "comment ACME-1 Same as for Beta Corp");
  expect(asked.text).toContain("Beta Corp");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).not.toContain("Beta");
  await world.pressLabel("asha", "dm", asked, "Post it anyway");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).toContain("Beta Corp");
});

test("a verb of another role is refused with the text given back", async () => {
  for (const [line, reason] of [
    ["log 1h Something", "Only the team"],
    ["client add Evil code:EVIL", "Only the owner"],
  ] as const) {
    const said = await world.say("jane", "acme", line);
    expect(said.text).toContain(reason);
    expect(said.text).toContain(line);
  }
});

test("someone new in a client's channel is asked who they are, and nothing they typed is lost", async () => {
  const asked = await world.say("newbie", "acme", "request Order pens");
  expect(asked.text).toContain("on the team?");
  const done = await world.pressLabel("newbie", "acme", asked, "I'm with Acme Ltd");
  expect(done.text).toContain("Order pens");
  expect((await world.say("jane", "acme", "requests")).text).toContain("Order pens");
});

test("in a DM only a whole command is a command", async () => {
  for (const line of [
    "Cancel my flight",
    "today we should talk",
    "log in to the bank",
    "help me with taxes",
  ]) {
    const said = await world.say("jane", "dm", line, { loose: true });
    expect(viewOf(said).title, line).toContain("File it as a request?");
    expect(said.text).toContain(line);
  }
  const filed = await world.pressLabel(
    "jane",
    "dm",
    await world.say("jane", "dm", "Cancel my flight", { loose: true }),
    "File as request",
  );
  expect(filed.text).toContain("Cancel my flight");
});

test("bad input gets what was wrong and its own text back, and writes nothing", async () => {
  const cases: [string, string][] = [
    ["frobnicate 12", "I don't know “frobnicate”"],
    ["reqest Fix it", "Did you mean “request”?"],
    ["show 99", "99 does not exist"],
    ["show banana", "is not a request"],
    ["due 1 2026-02-30", "not a day in the calendar"],
    ["due 1 2020-01-01", "in the past"],
    ["log 99 ACME x", "not a duration"],
    ["assign 1 @nobody", "can't find @nobody"],
    ["edit t-ZZZZ 45m", "no time entry"],
    ["request", "New request"],
  ];
  await world.say("jane", "acme", "request One");
  for (const [line, words] of cases)
    expect((await world.say("asha", "acme", line)).text, line).toContain(words);
  expect((await world.say("asha", "acme", `request ${"x".repeat(100_000)}`)).text).toContain("too long");
  for (const nasty of ["__proto__", "$where", "constructor", "\u202eevil", "{$ne:1}"]) {
    expect((await world.say("asha", "acme", nasty)).outcome.kind).toBe("view");
    expect((await world.say("asha", "acme", `show ${nasty}`)).text).toContain("is not a request");
  }
});

test("Hindi and emoji come through whole", async () => {
  await world.say("jane", "acme", "settings language:hi");
  const said = await world.say("jane", "acme", "request चालान का टेम्पलेट ठीक करें 👩‍💻");
  expect(said.text).toContain("चालान का टेम्पलेट ठीक करें 👩‍💻");
  expect(said.text).toContain("समझ गया");
});
