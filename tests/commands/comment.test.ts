import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, openDesk, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
const jane = (line: string, where = "acme") => world.say("jane", where, line);
const acme = () => world.platform.textIn("fake|w|acme");
const ashasDm = () => world.platform.textIn("fake|w|dm-asha");
const threadIn = (address: string) =>
  world.platform.in(address).find(({ view }) => view.title.startsWith("ACME-1 "))?.ref ?? "";

beforeAll(async () => {
  world = await openDesk();
  await jane("request One");
  await world.settle();
});
afterAll(() => world.close());

test("a comment goes to the threads of the other side, marked whose it is, in its readers' language", async () => {
  await asha("comment ACME-1 The draft is in the folder");
  await world.settle();
  const said = world.platform.in("fake|w|acme").at(-1);
  expect(said?.view.title).toBe("Asha on ACME-1");
  expect(said?.thread).toBe(threadIn("fake|w|acme"));
  expect(ashasDm()).not.toContain("in the folder");
  await asha("client edit ACME language:hi");
  await asha("comment ACME-1 Second word");
  await world.settle();
  expect(acme()).toContain("ACME-1 पर Asha");
  await asha("client edit ACME language:en");
});

test("talk under the client's card becomes a comment, and is in no thread twice", async () => {
  await world.say("jane", "acme", "Please check the footer", { thread: threadIn("fake|w|acme") });
  await world.settle();
  expect(ashasDm()).toContain("Jane on ACME-1\n> Please check the footer");
  expect(acme()).not.toContain("check the footer");
});

test("files under a card are kept, without a word too", async () => {
  const files = [{ name: "footer.png", url: "https://files.example/footer.png" }];
  await world.say("jane", "acme", "", { thread: threadIn("fake|w|acme"), files });
  await world.settle();
  expect(ashasDm()).toContain("footer.png (https://files.example/footer.png)");
  expect((await asha("show ACME-1")).text).toContain("Jane: footer.png");
});

test("internal notes stay in the team, however they are written", async () => {
  for (const line of [
    "comment ACME-1 internal They pay late",
    "comment ACME-1 internal: They pay late",
    "comment ACME-1 for:internal They pay late",
  ]) {
    expect((await asha(line)).text, line).toContain("Only the team sees it");
  }
  const form = formOf(await asha("comment ACME-1"));
  await world.submit("asha", "dm", form, { text: "They pay late", for: "internal" });
  // Under the card in one's own DM words are between oneself and the bot.
  await world.say("asha", "dm", "They pay late", { thread: threadIn("fake|w|dm-asha") });
  await world.settle();
  expect(acme()).not.toContain("pay late");
  expect((await jane("show 1")).text).not.toContain("pay late");
  expect((await asha("show ACME-1")).text.match(/Asha \(internal\): They pay late/g)).toHaveLength(5);
});

test("a contact's word is never internal", async () => {
  await jane("comment 1 internal rates apply");
  await world.settle();
  expect(ashasDm()).toContain("> internal rates apply");
  expect((await jane("show 1")).text).toContain("Jane: internal rates apply");
});

test("the wall keeps every word as it was, and posts them once", async () => {
  const asked = await asha('comment ACME-1 Like "Beta Corp" has,\n  for:internal use thread:x');
  expect(asked.text).toContain("Only the team sees it");
  const wall = await asha("comment ACME-1 Like “Beta Corp” has,\n  two lines");
  expect(wall.text).toContain("Your text names Beta Corp");
  await world.pressLabel("asha", "dm", wall, "Post it anyway");
  expect((await world.pressLabel("asha", "dm", wall, "Post it anyway")).text).toContain("Already done");
  await world.settle();
  expect(acme().match(/> Like “Beta Corp” has,\n> {3}two lines/g)).toHaveLength(1);
});

test("a private request is talked about between its requester and the team only", async () => {
  await world.press("mary", "acme", "join", { as: "contact" });
  await jane("request Secret", "dm");
  await world.settle();
  await asha("comment ACME-2 About the secret");
  await world.settle();
  expect(world.platform.textIn("fake|w|dm-jane")).toContain("About the secret");
  expect(acme()).not.toContain("secret");
});

test("an empty or endless comment is refused and given back", async () => {
  expect((await asha("comment ACME-1 \u200b\u202e")).outcome.kind).toBe("form");
  const said = await asha(`comment ACME-1 ${"x".repeat(100_000)}`);
  expect(said.text).toContain("at most 10000 characters");
  expect(said.text).toContain("x".repeat(1000));
});

test("a file under a card that nobody of the team can open is asked for once, one in a note of theirs is not", async () => {
  await jane("request Two");
  await world.settle();
  const thread = world.platform.in("fake|w|acme").find(({ view }) => view.title.startsWith("ACME-3 "))?.ref;
  const files = [
    { name: "logo.png", url: "https://files.example/logo.png", in: "fake:acme" },
    { name: "", url: "", closed: true },
    { name: "notes.txt", url: "https://files.example/notes.txt", in: "fake:w" },
  ];
  await world.say("jane", "acme", "Here they are", { files, ...(thread === undefined ? {} : { thread }) });
  const internal = [{ name: "mine.png", url: "https://files.example/mine.png", in: "fake:other" }];
  await world.say("asha", "dm", "comment ACME-3 internal Look", { files: internal });
  const before = await asha("show ACME-3");
  expect(before.text).toContain("You can't open logo.png, a file");
  const asked = await world.pressLabel("asha", "dm", before, "Ask them to share it");
  expect(asked.text).not.toContain("You can't open");
  await world.settle();
  const told = world.platform.in("fake|w|acme").filter(({ view }) => view.title.includes("can't open"));
  expect(told).toHaveLength(1);
  expect(told[0]?.thread).toBe(thread);
  const words = acme();
  for (const name of ["logo.png", "a file"]) expect(words).toContain(name);
  for (const name of ["notes.txt", "mine.png"]) expect(JSON.stringify(told)).not.toContain(name);
  expect((await asha("askfile ACME-3")).text).toContain("didn't work");
});

test("words to the bot under a card that are no command are a comment: in the client's channel for all, in one's own for the team", async () => {
  const named = (who: string, where: string, line: string) => {
    const thread = threadIn(where === "dm" ? `fake|w|dm-${who}` : `fake|w|${where}`);
    return world.say(who, where, line, { thread, loose: true });
  };
  expect((await named("jane", "acme", "here is what I meant")).text).toContain("Noted on ACME-1");
  expect((await named("asha", "dm", "they never know what they want")).text).toContain(
    "Only the team sees it",
  );
  expect((await named("asha", "dm", "show ACME-1")).text).toContain("Asha (internal): they never know");
  expect((await jane("show 1")).text).toContain("Jane: here is what I meant");
  expect((await jane("show 1")).text).not.toContain("they never know");
});
