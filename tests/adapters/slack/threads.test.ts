import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { inbound } from "../../../src/store/collections.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import type { FakeMessage } from "../../fakes/slack/types.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let slack: FakeSlack;
let acme: FakeSlack;
/** Acme's channel, in their own workspace. */
let channel: string;
/** The card of ACME-1 there. */
let card: FakeMessage;

beforeEach(async () => {
  world = await openAcmeWorld();
  ({ slack, acme } = world);
  ({ channel } = await world.openDesk());
  await acme.command({ user: "U1", channel, text: "request Fix the template" });
  const asked = acme.ephemerals("U1", channel).at(-1);
  if (asked) await acme.click({ user: "U1", message: asked, label: "I'm with Acme Ltd" });
  await world.settle();
  const found = acme.messages(channel).find(({ text }) => text.includes("ACME-1"));
  if (!found) throw new Error("there is no card");
  card = found;
});
afterEach(() => world.close());

/** What the team reads about the request. */
async function talk(): Promise<string> {
  const { answer } = await acme.command({ user: "U5", channel, text: "show 1" });
  return JSON.stringify(answer?.blocks);
}

async function reply(text: string, user = "U1", files?: { name: string; content: string }[]) {
  const said = await acme.reply({ user, message: card, text, ...(files ? { files } : {}) });
  await expect.poll(talk, { timeout: 30_000 }).toContain(files?.[0]?.name ?? text);
  await world.settle();
  return said.message;
}

const told = (): string[] => [...world.heard(slack, "U1"), ...world.heard(acme, "U5")];

describe("what was said in a request's thread", () => {
  it("follows when its author changes it, wherever it had been passed on", async () => {
    const message = await reply("use the blue one");
    await acme.edit({ message, text: "use the green one" });
    await expect.poll(talk, { timeout: 30_000 }).toContain("use the green one");
    expect(await talk()).not.toContain("use the blue one");
    await world.settle();
    expect(told().some((text) => text.includes("jane changed what they said on ACME-1"))).toBe(true);
    expect(told().at(-1)).toContain("use the green one");
  });

  it("goes when its author takes it back, and nobody owes an answer to it", async () => {
    const message = await reply("my password is hunter2");
    await acme.retract(message);
    await expect.poll(talk, { timeout: 30_000 }).not.toContain("hunter2");
    await world.settle();
    expect(told().at(-1)).toContain("jane took back something they had said on ACME-1");
    expect(told().at(-1)).not.toContain("hunter2");
  });

  it("reads so wherever it had been passed on, and what was taken back can be read nowhere", async () => {
    const message = await reply("my password is hunter2");
    expect(told().some((text) => text.includes("hunter2"))).toBe(true);
    await acme.edit({ message, text: "never mind" });
    await expect.poll(talk, { timeout: 30_000 }).toContain("never mind");
    await world.settle();
    expect(told().join("\n")).not.toContain("hunter2");
    expect(told().filter((text) => text.includes("never mind")).length).toBe(2);
    await acme.retract(message);
    await expect.poll(talk, { timeout: 30_000 }).not.toContain("never mind");
    await world.settle();
    const copy = told().findIndex((text) => text.includes("took back something"));
    expect(copy).toBeGreaterThan(-1);
    expect((await world.rows()).filter(({ state }) => state !== "sent")).toEqual([]);
  });

  it("whose copy is gone is no trouble", async () => {
    const message = await reply("use the blue one");
    slack.fail("chat.update", { error: "message_not_found" });
    await acme.edit({ message, text: "use the green one" });
    await expect.poll(talk, { timeout: 30_000 }).toContain("use the green one");
    await world.settle();
    expect((await world.rows()).filter(({ state }) => state !== "sent")).toEqual([]);
    expect(told().some((text) => text.includes("jane changed what they said on ACME-1"))).toBe(true);
  });

  it("whose copy can't be changed for another reason is set aside, and its owner told", async () => {
    const message = await reply("use the blue one");
    slack.fail("chat.update", { error: "is_archived" }, 5);
    await acme.edit({ message, text: "use the green one" });
    await expect.poll(talk, { timeout: 30_000 }).toContain("use the green one");
    await world.settle();
    const aside = (await world.rows()).filter(({ state }) => state !== "sent");
    expect(aside.map(({ state, reason }) => [state, reason])).toEqual([["parked", "is_archived"]]);
  });

  it("changes once however often word of it comes, and each of two changes counts", async () => {
    const message = await reply("one");
    const { events } = await acme.edit({ message, text: "two" });
    await expect.poll(talk, { timeout: 30_000 }).toContain("two");
    await acme.deliver(events[0] ?? {}, { times: 3, atOnce: true });
    await acme.edit({ message, text: "three" });
    await expect.poll(talk, { timeout: 30_000 }).toContain("three");
    await world.settle();
    expect(told().filter((text) => text.includes("changed what they said"))).toHaveLength(2);
  });

  it("is not touched by a change in which no word changed, nor by what the bot changes itself", async () => {
    const message = await reply("see https://x.test/a");
    const before = await collectionOf(world.database.db, inbound).countDocuments();
    await acme.edit({ message, text: "see https://x.test/a" });
    const own = acme.messages(channel).find((one) => one.own && one.threadTs !== undefined) ?? card;
    await acme.edit({ message: own, text: "something else" });
    await acme.retract(own);
    expect(await collectionOf(world.database.db, inbound).countDocuments()).toBe(before);
    expect(told().some((text) => text.includes("changed what they said"))).toBe(false);
  });

  it("is nobody else's to change", async () => {
    const message = await reply("use the blue one");
    const { answer } = await acme.command({
      user: "U5",
      channel,
      text: `reword 1 slack:msg:${channel}:${message.ts} mine now`,
    });
    expect(answer).toBeDefined();
    expect(await talk()).toContain("use the blue one");
  });

  it("links its files by name and keeps no copy", async () => {
    await reply("here", "U1", [{ name: "logo.png", content: "pixels" }]);
    await world.settle();
    const passedOn = JSON.stringify([
      ...slack.messages(slack.direct("U1").id),
      ...acme.messages(acme.direct("U5").id),
    ]);
    expect(passedOn).toContain("logo.png");
    expect(slack.calls.filter(({ method }) => method.startsWith("files."))).toEqual([]);
  });
});
