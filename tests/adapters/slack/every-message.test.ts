import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { comments, inbound, requests } from "../../../src/store/collections.ts";
import { judge, needsJudge } from "../../fakes/judge/index.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let slack: FakeSlack;
let acme: FakeSlack;
let channel: string;

beforeEach(async () => {
  world = await openAcmeWorld();
  ({ slack, acme } = world);
  ({ channel } = await world.openDesk());
  await acme.command({ user: "U1", channel, text: "requests" });
  const question = acme.ephemerals("U1", channel).at(-1);
  if (!question) throw new Error("not asked");
  await acme.click({ user: "U1", message: question, label: "I'm with Acme Ltd" });
});
afterEach(() => world.close());

const everyMessage = () => acme.command({ user: "U5", channel, text: "settings messages:every" });
const stored = () => collectionOf(world.database.db, requests).find().sort({ number: 1 }).toArray();
const team = () => [...world.heard(slack, "U1"), ...world.heard(acme, "U5")];
const say = async (text: string, user = "U1") => {
  const said = await acme.say({ user, channel, text });
  await world.main.intake.stop();
  return said;
};

describe("a client's channel in which every message is a request", () => {
  it("files what is said there, with its link and files, and edits one card in place as more is added", async (test) => {
    await needsJudge(test);
    const { answer } = await everyMessage();
    expect(answer?.ephemeralFor).toBeUndefined();
    const { message } = await acme.say({
      user: "U1",
      channel,
      text: "Fix the footer",
      files: [{ name: "footer.png", content: "a" }],
    });
    await world.main.intake.stop();
    await world.settle();
    await say("and <@U5> the header");
    await world.settle();
    const link = `https://example.slack.com/archives/${channel}/p${message.ts.replace(".", "")}`;
    expect(await stored()).toMatchObject([
      {
        title: "Fix the footer",
        details: expect.stringContaining("the header"),
        files: [{ name: "footer.png" }],
        requesterName: "jane",
        source: { ref: `slack|T2|${channel}|${message.ts}`, link },
      },
    ]);
    const cards = acme.messages(channel).filter(({ own, text }) => own && text.includes("ACME-1"));
    expect(cards).toHaveLength(1);
    expect(JSON.stringify(cards[0]?.blocks)).toContain(link);
    const told = acme.ephemerals("U1", channel).map(({ text }) => text);
    expect(told.filter((text) => text.includes("Got it: ACME-1"))).toHaveLength(1);
    expect(told.filter((text) => text.includes("Added to ACME-1"))).toHaveLength(1);
    expect(await judge(acme.everything)).toEqual([]);
  });

  it("is one request by name too, though that comes as two events, and each of them again", async () => {
    await everyMessage();
    const { events } = await acme.mention({ user: "U1", channel, text: "please fix the footer" });
    for (const event of events) await acme.deliver(event, { times: 3, atOnce: true });
    await world.main.intake.stop();
    expect(await stored()).toMatchObject([{ title: "please fix the footer", details: "" }]);
  });

  it("is the same by whichever of two processes hears each message, and each again", async () => {
    await everyMessage();
    const other = await world.another();
    const texts = ["one", "two", "three", "four", "five"];
    const events = texts.flatMap((text) => {
      const { channel: at, ts, user } = acme.write({ user: "U1", channel, text });
      return [{ type: "message", channel: at, channel_type: "channel", ts, user, text, event_ts: ts }];
    });
    const tell = async (to: string) => {
      acme.connect(`${to}/slack/events`);
      return events.map((event) => acme.deliver(event, { times: 2, atOnce: true }));
    };
    const all = [
      ...(await tell(world.main.url)),
      ...(await tell(other.url)),
      ...(await tell(world.main.url)),
    ];
    expect((await Promise.all(all)).flat().every(({ status }) => status === 200)).toBe(true);
    await Promise.all([world.main.intake.stop(), other.intake.stop()]);
    const [request, ...more] = await stored();
    expect(more).toEqual([]);
    const words = [request?.["title"], ...String(request?.["details"]).split("\n\n")];
    expect(words.sort()).toEqual([...texts].sort());
    await world.settle();
    // Whoever came second had taken a number, too.
    const name = `ACME-${request?.["number"]} `;
    expect(acme.messages(channel).filter(({ own, text }) => own && text.includes(name))).toHaveLength(1);
  });

  it("hears what is said under it as talk about it, and follows what is changed or taken back there", async () => {
    await everyMessage();
    const message = await say("Fix the footer");
    const { message: reply } = await acme.reply({
      user: "U1",
      message: message.message,
      text: "here is the logo",
      files: [{ name: "logo.png", content: "pixels" }],
    });
    await acme.reply({ user: "U5", message: message.message, text: "will do" });
    await world.main.intake.stop();
    await world.settle();
    const talk = () => collectionOf(world.database.db, comments).find().sort({ at: 1 }).toArray();
    expect(await talk()).toMatchObject([
      { text: "here is the logo", files: [{ name: "logo.png" }], internal: false },
      { text: "will do", internal: false },
    ]);
    const bots = acme.messages(channel).filter(({ own }) => own);
    expect(JSON.stringify(bots)).not.toContain("here is the logo");
    expect(team().join()).toContain("here is the logo");
    await acme.edit({ message: reply, text: "here is the new logo" });
    await world.main.intake.stop();
    expect(await talk()).toMatchObject([{ text: "here is the new logo" }, { text: "will do" }]);
    await acme.edit({ message: message.message, text: "Fix the header" });
    await world.main.intake.stop();
    expect(await stored()).toMatchObject([{ title: "Fix the header", stage: "new" }]);
    // It has replies, so a stone stays in its place.
    await acme.retract(message.message);
    await world.main.intake.stop();
    expect(await stored()).toMatchObject([{ title: "Fix the header", stage: "new" }]);
    expect((await talk()).at(-1)).toMatchObject({ text: expect.stringContaining("I deleted it") });
  });

  it("is cancelled when the message is taken back before anybody began, once however often it is heard", async () => {
    await everyMessage();
    await acme.mention({ user: "U1", channel, text: "please fix the footer" });
    await world.main.intake.stop();
    const [message] = acme.messages(channel).filter(({ text }) => text.includes("please fix"));
    if (!message) throw new Error("not said");
    const typed = message.text.replace(/<(@\w+)>/, "$1").replace("footer", "header");
    await acme.edit({ message, text: typed });
    await world.main.intake.stop();
    expect(await stored()).toMatchObject([{ title: "please fix the header" }]);
    // Only the name of the bot is left, beside a picture perhaps: no words, and nothing taken back.
    await acme.edit({ message, text: typed.replace(/ please.*/, "") });
    await world.main.intake.stop();
    expect(await stored()).toMatchObject([{ title: "please fix the header", stage: "new" }]);
    const { events } = await acme.retract(message);
    await acme.deliver(events[0] ?? {}, { times: 3, atOnce: true });
    await world.main.intake.stop();
    expect(await stored()).toMatchObject([{ title: "please fix the header", stage: "cancelled" }]);
    expect(await collectionOf(world.database.db, comments).countDocuments()).toBe(0);
    await world.settle();
    expect(team().join()).toContain("jane cancelled ACME-1");
  });

  it("takes no reply, edit, bot or newcomer for one, nor what the team says", async () => {
    await everyMessage();
    const kept = await collectionOf(world.database.db, inbound).countDocuments();
    const head = acme.write({ user: "U1", channel, text: "Good morning" });
    await acme.reply({ user: "U1", message: head, text: "and you?" });
    await acme.edit({ message: head, text: "Good evening" });
    await acme.retract(head);
    const event = { type: "message", channel, channel_type: "channel", ts: "1764000000.000100" };
    await acme.deliver({ ...event, subtype: "channel_join", user: "U1", text: "<@U1> has joined" });
    await acme.deliver({ ...event, subtype: "bot_message", bot_id: "B7", user: "U1", text: "Build failed" });
    expect(await collectionOf(world.database.db, inbound).countDocuments()).toBe(kept);
    await say("I am on it", "U5");
    expect(await stored()).toEqual([]);
    expect(
      acme
        .ephemerals("U5", channel)
        .map(({ text }) => text)
        .join(),
    ).not.toContain("ACME-");
  });
});

describe("any other channel", () => {
  it("keeps nothing of what people say or mark among themselves", async () => {
    const before = await collectionOf(world.database.db, inbound).countDocuments();
    const { message } = await say("Good morning");
    for (const emoji of ["tada", "eyes", "white_check_mark"])
      await acme.react({ user: "U5", message, emoji });
    await acme.reply({ user: "U1", message, text: "you too" });
    const elsewhere = acme.addChannel({ name: "random", members: ["U1", "U5"] }).id;
    const { message: there } = await acme.say({ user: "U1", channel: elsewhere, text: "hello" });
    await acme.react({ user: "U1", message: there, emoji: "ticket" });
    expect(await collectionOf(world.database.db, inbound).countDocuments()).toBe(before);
    expect(await stored()).toEqual([]);
  });
});
