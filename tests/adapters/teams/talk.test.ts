import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { APP_ID, type Person, type Where } from "../../fakes/teams/index.ts";
import { ACME, acme, asha, type Bench, direct, jane, openTeamsDesk, personal } from "./bench.ts";

const GROUP = "19:group@thread.v2";
const group: Where = { kind: "groupChat", id: GROUP };
const WAIT = { timeout: 20_000, interval: 30 };

let bench: Bench;
beforeAll(async () => {
  bench = await openTeamsDesk();
  await bench.say(asha, group, 'client add "Beta GmbH" code:BETA zone:Europe/London');
  await bench.seen(direct(asha), "Beta GmbH is a client");
  await bench.say(jane, group, "requests");
  await bench.seen(direct(jane), "with Beta GmbH");
  await bench.press(jane, personal, bench.fake.in(direct(jane)).at(-1), "join");
}, 60_000);
afterAll(() => bench.stop());

/** Words without the bot's name, as Teams brings them where it is let hear all. */
async function talk(who: Person, where: Where, text: string): Promise<void> {
  const { status } = await bench.post(bench.fake.activity(who, where, { type: "message", text }));
  expect(status).toBe(200);
}
const rows = (spec: Parameters<typeof collectionOf>[1], query: object) =>
  collectionOf(bench.database.db, spec).countDocuments(query);
const inbound = () => rows(c.inbound, {});
const thread = (of: string): Where => {
  const head = bench.fake.in(ACME).find(({ activity }) => JSON.stringify(activity).includes(of));
  return { kind: "channel", id: ACME, thread: head?.id ?? "no such message" };
};

describe("in a group chat", () => {
  test("a whole command needs no name", async () => {
    await talk(jane, group, 'request Paint the door due:"Friday 5pm"');
    await bench.seen(direct(jane), "Got it: BETA-1");
    await bench.seen(GROUP, "BETA-1 · Paint the door");
    await talk(asha, group, "take 1");
    await bench.seen(GROUP, "Accepted");
  });

  test("what people say to each other is heard by nobody, even where it begins with a verb", async () => {
    const [before, said] = [await inbound(), bench.fake.posted.length];
    for (const words of [
      "stop",
      "today",
      "help me please",
      "link it to the other one",
      "show me the money",
      "take your time",
      "cancel the meeting",
      "due on Friday, I think",
      "done!",
    ])
      await talk(jane, group, words);
    expect(await inbound()).toBe(before);
    expect(bench.fake.posted).toHaveLength(said);
  });
});

describe("in a channel that lets it hear all", () => {
  test("a reply under a card is a comment, and is seen on the request", async () => {
    await talk(jane, thread("ACME-1 ·"), "The logo is in the shared folder");
    const said = { text: "The logo is in the shared folder" };
    await vi.waitFor(async () => expect(await rows(c.comments, said)).toBe(1), WAIT);
    await bench.say(asha, personal, "show ACME-1");
    await bench.seen(direct(asha), "The logo is in the shared folder");
  });

  test("a comment follows its author's change, and goes when they take it back; nobody else's word changes it", async () => {
    const id = "1700000000123";
    const at = (who: Person, type: string, more: object) =>
      bench.post(bench.fake.activity(who, thread("ACME-1 ·"), { type, id, ...more }));
    await at(jane, "message", { text: "The key is under the mat" });
    const stored = (text: string) => rows(c.comments, { text });
    await vi.waitFor(async () => expect(await stored("The key is under the mat")).toBe(1), WAIT);
    const forged = { text: "There is no key", timestamp: "2026-11-24T10:00:30Z" };
    await at(asha, "messageUpdate", forged);
    const changed = { text: "चाबी पड़ोसी के पास है 🔑", timestamp: "2026-11-24T10:01:00Z" };
    await Promise.all([at(jane, "messageUpdate", changed), at(jane, "messageUpdate", changed)]);
    await vi.waitFor(async () => expect(await stored(changed.text)).toBe(1), WAIT);
    expect(await stored(forged.text)).toBe(0);
    expect(await stored("The key is under the mat")).toBe(0);
    await at(jane, "messageDelete", { text: "", timestamp: "2026-11-24T10:02:00Z" });
    await vi.waitFor(async () => expect(await stored(changed.text)).toBe(0), WAIT);
  });

  test("words beside the cards are none of its business, and not kept", async () => {
    const before = await inbound();
    await talk(jane, acme, "Shall we have lunch?");
    await talk(jane, { kind: "channel", id: ACME, thread: "1600000000000" }, "Yes, at noon");
    await talk(jane, acme, "request denied, says the bank");
    expect(await inbound()).toBe(before);
  });

  test("a slash command, which nobody else sees, needs no name", async () => {
    const recipient = { id: `28:${APP_ID}`, name: "VA Desk", isTargeted: true };
    const said = { type: "message", text: "request Renew the domain", recipient };
    await bench.post(bench.fake.activity(jane, acme, said));
    await bench.seen(direct(jane), /Got it: ACME-\d/);
    await bench.seen(ACME, "Renew the domain");
  });

  test("a reply by name under a card is a command if it reads as one", async () => {
    await bench.say(asha, thread("ACME-1 ·"), "estimate 1 3h");
    await vi.waitFor(async () => expect(await rows(c.requests, { estimate: 180 })).toBe(1), WAIT);
  });
});

describe("where it is new, it greets once", () => {
  const bot = { id: `28:${APP_ID}`, name: "VA Desk" };
  const arrivals = [
    { type: "installationUpdate", action: "add" },
    { type: "conversationUpdate", membersAdded: [bot] },
    { type: "conversationUpdate", membersAdded: [bot] },
  ];
  const places: [string, Where, string, RegExp][] = [
    ["a person", personal, direct({ name: "Noor" }), /Are you the VA/],
    ["a channel", { kind: "channel", id: "19:new@thread.tacv2" }, "19:new@thread.tacv2", /mention me/],
    ["a group chat", { kind: "groupChat", id: "19:new@thread.v2" }, "19:new@thread.v2", /mention me/],
  ];
  test.for(places)("%s", async ([_, where, conversation, words]) => {
    for (const arrival of arrivals) await bench.post(bench.fake.activity({ name: "Noor" }, where, arrival));
    await bench.seen(conversation.split(";")[0] ?? "", words);
    expect(bench.fake.in(conversation)).toHaveLength(1);
  });
});
