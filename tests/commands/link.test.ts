import { afterEach, beforeEach, expect, test } from "vitest";
import { codeIn, deskCode, openDesk, postedIn, type Said, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

/** Types Asha's code from another account and lets her answer. */
async function linked(other: string, label: string): Promise<Said> {
  const code = codeIn(await world.say("asha", "dm", "link"));
  await world.say(other, "dm", `link ${code}`);
  await world.settle();
  return world.pressLabel("asha", "dm", postedIn(world, "fake|w|dm-asha", "Was that you?"), label);
}

test("two accounts become one person once the code's issuer says that it was them", async () => {
  const code = codeIn(await world.say("asha", "dm", "link"));
  const typed = await world.say("asha@second", "dm", `link ${code}`);
  expect(typed.text).toContain("Confirm it there");
  expect((await world.say("asha@second", "dm", "team")).text).not.toContain("owner");
  await world.settle();
  const asked = postedIn(world, "fake|w|dm-asha", "Was that you?");
  const done = await world.pressLabel("asha", "dm", asked, "Yes, that's me");
  expect(done.text).toContain("Welcome, Asha");
  expect((await world.say("asha@second", "dm", "team")).text).toContain("owner");
  await world.settle();
  expect(world.platform.textIn("fake|second|dm-asha")).toContain("Welcome, Asha");
});

test("whoever the issuer doesn't know stays a stranger, and is told", async () => {
  expect((await linked("mallory", "No")).text).toContain("Nothing was joined");
  expect((await world.say("mallory", "dm", "team")).text).toContain("I don't know you yet");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-mallory")).toContain("says this wasn't them");
});

test("nobody but the issuer can say yes, and nobody twice", async () => {
  const code = codeIn(await world.say("asha", "dm", "link"));
  await world.say("mallory", "dm", `link ${code}`);
  await world.settle();
  const asked = postedIn(world, "fake|w|dm-asha", "Was that you?");
  expect((await world.pressLabel("mallory", "dm", asked, "Yes, that's me")).text).toContain(
    "has been answered",
  );
  expect((await world.pressLabel("asha", "dm", asked, "No")).text).toContain("Nothing was joined");
  expect((await world.pressLabel("asha", "dm", asked, "Yes, that's me")).text).toContain("has been answered");
  expect((await world.say("mallory", "dm", "team")).text).toContain("I don't know you yet");
});

test("a question about an account goes stale after an hour", async () => {
  const code = codeIn(await world.say("asha", "dm", "link"));
  await world.say("asha2", "dm", `link ${code}`);
  await world.settle();
  world.clock.advance(61);
  const asked = postedIn(world, "fake|w|dm-asha", "Was that you?");
  expect((await world.pressLabel("asha", "dm", asked, "Yes, that's me")).text).toContain("too old");
});

test("unknown, used, expired and foreign codes can't be told apart", async () => {
  const answers: string[] = [];
  const answerTo = async (code: string) => {
    const { text } = await world.say("mallory", "dm", `link ${code}`);
    answers.push(text.replace(code, "…"));
  };
  await answerTo("AAAAA-BBBBB");
  const used = codeIn(await world.say("asha", "dm", "link"));
  await world.say("asha2", "dm", `link ${used}`);
  await answerTo(used);
  const expired = codeIn(await world.say("asha", "dm", "link"));
  world.clock.advance(16);
  await answerTo(expired);
  const ofDesk = await deskCode(world);
  await answerTo(ofDesk);
  expect(answers[0]).toContain("unknown, used or expired");
  expect(new Set(answers).size).toBe(1);
});

test("one's own code is of no use to oneself, and is not used up by trying", async () => {
  const code = codeIn(await world.say("asha", "dm", "link"));
  expect((await world.say("asha", "dm", `link ${code}`)).text).toContain("your own code");
  expect((await world.say("asha2", "dm", `link ${code}`)).text).toContain("Confirm it there");
});

test("the same act delivered again may use its code again, another may not", async () => {
  const code = codeIn(await world.say("asha", "dm", "link"));
  await world.say("asha2", "dm", `link ${code}`, { key: "once" });
  const again = await world.say("asha2", "dm", `link ${code}`, { key: "once" });
  expect(again.text).toContain("Already done");
  await world.settle();
  const questions = world.platform.in("fake|w|dm-asha").filter(({ view }) => view.title === "Was that you?");
  expect(questions).toHaveLength(1);
});

test("what both were and had becomes one: work, time, and the newer of two timers", async () => {
  await world.say("jane", "acme", "request First");
  await world.say("raj", "beta", "request Second");
  world.platform.people.set("asha2", { name: "Asha" });
  await world.say("asha", "dm", "team add @asha2 role:assistant");
  await world.say("asha2", "dm", "take ACME-1");
  await world.say("asha2", "dm", "start ACME-1");
  world.clock.advance(50);
  await world.say("asha", "dm", "start BETA-1");
  world.clock.advance(10);
  await linked("asha2", "Yes, that's me");
  expect((await world.say("asha2", "dm", "timer")).text).toContain("BETA-1: 10m so far");
  const card = await world.say("asha2", "dm", "show ACME-1");
  expect(card.text).toContain("Who: Asha\n");
  expect(card.text).toContain("Time so far: 1h");
  expect((await world.say("asha", "dm", "team")).text.match(/Asha/g)).toHaveLength(1);
});

test("messages on their way to the former account reach the person they are now", async () => {
  world.platform.people.set("asha2", { name: "Asha" });
  await world.say("asha", "dm", "team add @asha2");
  await world.say("jane", "acme", "request First");
  await world.say("asha", "dm", "assign ACME-1 @asha2");
  await linked("asha2", "Yes, that's me");
  world.clock.advance(5);
  await world.say("asha2", "dm", "timer");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-asha2")).toContain("ACME-1 · First");
});

test("a client's channel in another workspace is joined by a code, once, and shows the client's cards", async () => {
  const issued = await world.say("asha", "dm", "link ACME");
  const code = codeIn(issued);
  expect(issued.text).toContain("Acme Ltd's channel");
  expect((await world.say("jane@acme-slack", "dm", `link ${code}`)).text).toContain(
    "type it in the client's channel",
  );
  const joined = await world.say("jane@acme-slack", "work", `link ${code}`);
  expect(joined.text).toContain("belongs to Acme Ltd");
  expect((await world.say("jane@acme-slack", "other", `link ${code}`)).text).toContain(
    "unknown, used or expired",
  );
  await world.press("jane@acme-slack", "work", "join", { as: "contact" });
  await world.say("jane@acme-slack", "work", "request From our own Slack");
  await world.settle();
  expect(world.platform.textIn("fake|acme-slack|work")).toContain("From our own Slack");
  expect(postedIn(world, "fake|acme-slack|work", "belongs to Acme Ltd")).toMatchObject({ keep: true });
  expect(world.platform.textIn("fake|w|acme")).toContain("From our own Slack");
});

test("a channel that is one client's can't become another's", async () => {
  const code = codeIn(await world.say("asha", "dm", "link BETA"));
  expect((await world.say("jane", "acme", `link ${code}`)).text).toContain(
    "belongs to another client already",
  );
  expect((await world.say("asha", "acme", "link BETA")).text).toContain("belongs to another client already");
  expect((await world.say("asha", "acme", "link ACME")).text).toContain("belongs to Acme Ltd");
});

test("of two who link one channel to two clients at once, one succeeds", async () => {
  const [acme, beta] = [
    codeIn(await world.say("asha", "dm", "link ACME")),
    codeIn(await world.say("asha", "dm", "link BETA")),
  ];
  const said = await Promise.all([
    world.say("jane", "new", `link ${acme}`),
    world.say("raj", "new", `link ${beta}`),
  ]);
  const won = said.filter(({ text }) => text.includes("now belongs to"));
  expect(won).toHaveLength(1);
});

test("the team's own channel is linked to the desk", async () => {
  expect((await world.say("asha", "dm", "link team")).text).toContain("team's own channel");
  expect((await world.say("asha", "office", "link team")).text).toContain("the team of Asha Desk");
  expect((await world.say("asha", "office", "requests")).text).toContain("Open requests");
});

test("after unlink nothing of the client is posted there", async () => {
  await world.say("jane", "acme", "request First");
  await world.settle();
  expect((await world.say("asha", "acme", "unlink")).text).toContain("no longer linked");
  await world.say("asha", "dm", "take ACME-1");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).not.toContain("Accepted");
  expect((await world.say("newbie", "acme", "requests")).text).toContain("isn't linked to a client");
  expect((await world.say("asha", "dm", "unlink")).text).toContain("isn't linked to anything");
});
