import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WebChange, WebChat } from "../../../adapters/web/port.ts";
import { openWebChat } from "../../../src/store/web/index.ts";
import { manualClock } from "../../../src/time/clock.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const clock = manualClock("2026-11-24T09:00:00Z");
let database: TestDatabase;
let chat: WebChat;
const text = (words: string) => ({ kind: "text" as const, text: words, files: [] });
const said = (channel: string, author: string | null, words: string, more = {}) => ({
  channel,
  author,
  thread: null,
  to: null,
  key: null,
  content: text(words),
  ...more,
});

beforeAll(async () => {
  database = await testDatabase();
  chat = await openWebChat(database.db, clock);
  for (const id of ["asha", "jane", "bob"])
    await chat.addPerson({ id, name: id, zone: "Asia/Kolkata", locale: "en", demo: true });
  await chat.addChannel({ id: "acme", name: "acme", members: ["asha", "jane"] });
});
afterAll(() => database.drop());

describe("the local workspace", () => {
  it("makes a person once, with their conversation with VA Desk", async () => {
    expect(await chat.addPerson({ id: "asha", name: "Else", zone: null, locale: null, demo: false })).toBe(
      false,
    );
    expect(await chat.person("asha")).toMatchObject({ name: "asha", demo: true });
    expect((await chat.channelsOf("asha")).map((channel) => channel.id)).toEqual(["dm-asha", "acme"]);
    expect((await chat.channelsOf("bob")).map((channel) => channel.id)).toEqual(["dm-bob"]);
  });

  it("refuses a channel that would be somebody's direct messages", async () => {
    await expect(chat.addChannel({ id: "dm-asha", name: "x", members: ["bob"] })).rejects.toThrow("name");
    await chat.addMember("dm-asha", "bob");
    expect((await chat.channel("dm-asha"))?.members).toEqual(["asha"]);
  });

  it("says what carries one key once, however many say it at once", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => chat.say(said("acme", null, "once", { key: "k1" }))),
    );
    expect(new Set(all.map((message) => message.id)).size).toBe(1);
    expect((await chat.messageByKey("k1"))?.id).toBe(all[0]?.id);
  });

  it("keeps the order in which things were said, even within one millisecond", async () => {
    await chat.addChannel({ id: "order", name: "order", members: ["asha"] });
    const words = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    for (const word of words) await chat.say(said("order", "asha", word));
    const log = await chat.log("order", "asha");
    expect(log.map((m) => (m.content.kind === "text" ? m.content.text : ""))).toEqual(words);
  });

  it("shows a private message to nobody else, in the log or as news", async () => {
    await chat.addChannel({ id: "wall", name: "wall", members: ["asha", "jane"] });
    await chat.say(said("wall", null, "for asha", { to: "asha" }));
    expect(await chat.log("wall", "jane")).toEqual([]);
    expect(await chat.unread("jane", ["wall"])).toEqual([]);
    expect(await chat.unread("asha", ["wall"])).toEqual(["wall"]);
    await chat.markRead("wall", "asha");
    expect(await chat.unread("asha", ["wall"])).toEqual([]);
  });

  it("gives replies with the message they belong to", async () => {
    await chat.addChannel({ id: "thread", name: "thread", members: ["asha"] });
    const head = await chat.say(said("thread", null, "card"));
    await chat.say(said("thread", "asha", "reply", { thread: head.id }));
    const log = await chat.log("thread", "asha");
    expect(log.map((m) => m.thread)).toEqual([null, head.id]);
  });

  it("tells whoever follows of new and edited messages, and no longer once they stop", async () => {
    const heard: WebChange[] = [];
    const other = await openWebChat(database.db, clock);
    const stop = await other.follow((change) => heard.push(change));
    const message = await chat.say(said("acme", "jane", "hello"));
    await chat.edit(message.id, text("hello again"));
    await expect
      .poll(() => heard.map((c) => c.kind === "message" && c.message.content))
      .toContainEqual(text("hello again"));
    await stop();
    const count = heard.length;
    await chat.say(said("acme", "jane", "unheard"));
    expect(heard.length).toBe(count);
  });

  it("refuses a session that has expired, and tells when one ends", async () => {
    const expiresAt = new Date("2026-11-25T09:00:00Z");
    await chat.addSession({ id: "s1", person: "asha", expiresAt });
    expect(await chat.session("s1")).toMatchObject({ person: "asha" });
    clock.set("2026-11-25T09:00:00Z");
    expect(await chat.session("s1")).toBeUndefined();
    clock.set("2026-11-24T09:00:00Z");
    const heard: WebChange[] = [];
    const stop = await chat.follow((change) => heard.push(change));
    await chat.endSession("s1");
    await expect.poll(() => heard).toContainEqual({ kind: "session-ended", session: "s1" });
    await stop();
  });

  it("keeps a file's bytes, once per id", async () => {
    const bytes = new Uint8Array(300_000).map((_, i) => i % 251);
    await chat.addFile("f1", { channels: ["acme"], name: "brief.pdf", type: "application/pdf" }, bytes);
    await chat.addFile(
      "f1",
      { channels: ["acme"], name: "other.pdf", type: "text/plain" },
      new Uint8Array(1),
    );
    const file = await chat.file("f1");
    expect(file).toMatchObject({ channels: ["acme"], name: "brief.pdf", size: 300_000 });
    const chunks: Uint8Array[] = [];
    for await (const chunk of file?.bytes() ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(Buffer.from(bytes))).toBe(true);
  });
});
