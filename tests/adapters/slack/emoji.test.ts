import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { requests } from "../../../src/store/collections.ts";
import { judge, needsJudge } from "../../fakes/judge/index.ts";
import type { FakeMessage, FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let acme: FakeSlack;
let channel: string;
let said: FakeMessage;

beforeEach(async () => {
  world = await openAcmeWorld();
  ({ acme } = world);
  ({ channel } = await world.openDesk());
  await becomeContact();
  said = acme.write({
    user: "U1",
    channel,
    text: "Fix the footer\nit says 2025",
    files: [{ name: "footer.png", content: "a" }],
  });
});
afterEach(() => world.close());

/** Jane says she is with Acme. */
async function becomeContact(): Promise<void> {
  await acme.command({ user: "U1", channel, text: "requests" });
  const question = acme.ephemerals("U1", channel).at(-1);
  if (!question) throw new Error("not asked");
  await acme.click({ user: "U1", message: question, label: "I'm with Acme Ltd" });
}

const stored = () => collectionOf(world.database.db, requests).find().sort({ number: 1 }).toArray();
const told = (user: string) =>
  acme
    .ephemerals(user, channel)
    .map(({ text }) => text)
    .join("\n");
const react = async (user: string, emoji: string, message = said, times = 1) => {
  const delivered = await acme.react({ user, emoji, message, times, atOnce: true });
  await world.main.intake.stop();
  return delivered;
};
const settled = async () => {
  await world.settle();
  return acme.messages(channel).filter(({ own, text }) => own && text.includes("ACME-"));
};

describe("🎫 on a message", () => {
  it("of a contact's files it at once, confirmed to them alone, with a card that leads back to it", async (test) => {
    await needsJudge(test);
    await react("U1", "ticket");
    const link = `https://example.slack.com/archives/${channel}/p${said.ts.replace(".", "")}`;
    expect(await stored()).toMatchObject([
      {
        title: "Fix the footer",
        details: `jane: Fix the footer\nit says 2025\n${link}`,
        files: [{ name: "footer.png" }],
        requesterName: "jane",
        source: { ref: `slack|T2|${channel}|${said.ts}`, link },
      },
    ]);
    expect(told("U1")).toContain("ACME-1");
    const [card] = await settled();
    expect(JSON.stringify(card?.blocks)).toContain(link);
    expect(await judge(acme.everything)).toEqual([]);
  });

  it("is one request however often it is delivered, put there again, or by however many people", async () => {
    await react("U1", "ticket", said, 3);
    await react("U1", "ticket");
    expect(await stored()).toHaveLength(1);
    await react("U5", "ticket");
    expect(await stored()).toHaveLength(1);
    expect(told("U5")).toContain("That message is ACME-1 already");
  });

  it("by two people in the same moment is one request", async () => {
    await Promise.all([
      acme.react({ user: "U1", message: said, emoji: "ticket" }),
      acme.react({ user: "U5", message: said, emoji: "ticket" }),
    ]);
    await world.main.intake.stop();
    expect(await stored()).toHaveLength(1);
  });

  it("on a reply in a thread files the reply, not the head", async () => {
    const reply = acme.write({ user: "U1", channel, text: "And the header", thread: said });
    await react("U5", "ticket", reply);
    expect(await stored()).toMatchObject([{ title: "And the header", requesterName: "asha" }]);
  });

  it.each([
    ["not_in_channel", "Invite me back there with /invite"],
    ["missing_scope", "permission"],
  ])("that can't be read (%s) says what helps, and files nothing", async (error, remedy) => {
    world.slack.fail("conversations.replies", { error });
    await react("U1", "ticket");
    expect(told("U1")).toContain("I can't read that message");
    expect(told("U1")).toContain(remedy);
    expect(told("U1")).not.toContain("quote");
    expect(await stored()).toEqual([]);
    world.slack.clearFaults();
    await react("U5", "ticket");
    expect(await stored()).toHaveLength(1);
  });

  it("of somebody unknown is asked privately who they are, and then filed", async () => {
    acme.addUser({ id: "U7", name: "kim" });
    acme.addChannel({ id: channel, name: "acme", members: ["U1", "U5", "U7"] });
    await react("U7", "ticket");
    expect(await stored()).toEqual([]);
    const question = acme.ephemerals("U7", channel).at(-1);
    if (!question) throw new Error("not asked");
    await acme.click({ user: "U7", message: question, label: "I'm with Acme Ltd" });
    expect(await stored()).toMatchObject([{ requesterName: "kim", source: { link: expect.any(String) } }]);
  });
});

describe("the team's emoji", () => {
  it("👀, 🚨 and ✅ on the card or on the message take it, mark it and close it", async () => {
    await react("U1", "ticket");
    const [card] = await settled();
    if (!card) throw new Error("no card");
    await react("U5", "eyes", card);
    expect((await stored())[0]).toMatchObject({ stage: "accepted", assignee: expect.any(String) });
    await react("U5", "rotating_light");
    expect((await stored())[0]).toMatchObject({ urgent: true });
    await react("U5", "white_check_mark", card, 3);
    expect((await stored())[0]).toMatchObject({ stage: "done" });
    expect(told("U5")).toContain("ACME-1");
  });

  it("✅ put there again closes again what was opened again, and each is one act however often it comes", async () => {
    await react("U1", "ticket");
    await react("U5", "white_check_mark", said, 3);
    expect((await stored())[0]).toMatchObject({ stage: "done" });
    await acme.command({ user: "U5", channel, text: "reopen 1" });
    expect((await stored())[0]?.["stage"]).not.toBe("done");
    world.clock.advance(1);
    await react("U5", "white_check_mark", said, 3);
    expect((await stored())[0]).toMatchObject({ stage: "done" });
  });

  it("mean nothing from a contact, on other messages, or without a request", async () => {
    await react("U1", "ticket");
    const before = await stored();
    const heard = told("U1");
    for (const emoji of ["eyes", "white_check_mark", "rotating_light", "tada"]) await react("U1", emoji);
    const other = acme.write({ user: "U1", channel, text: "Good morning" });
    await react("U5", "eyes", other);
    expect(await stored()).toEqual(before);
    expect(told("U1")).toBe(heard);
    expect(told("U5")).not.toContain("ACME-1");
  });

  it("are the desk's own choice", async () => {
    await acme.command({ user: "U5", channel, text: 'settings emoji:"create=memo take=off"' });
    await react("U1", "ticket");
    expect(await stored()).toEqual([]);
    await react("U1", "memo");
    expect(await stored()).toHaveLength(1);
    await react("U5", "eyes");
    expect((await stored())[0]).toMatchObject({ stage: "new" });
    const { answer } = await acme.command({ user: "U5", channel, text: 'settings emoji:"create=x take=x"' });
    expect(answer?.text).toContain("create=x take=x");
  });
});
