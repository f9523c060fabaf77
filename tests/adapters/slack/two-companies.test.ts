import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { channels, identities, requests } from "../../../src/store/collections.ts";
import { judge, needsJudge } from "../../fakes/judge/index.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { asha, jane, openTwoCompanies, type TwoCompanies, words } from "./two-companies.ts";
import type { SlackWorld } from "./world.ts";

let two: TwoCompanies;
let world: SlackWorld;
let home: FakeSlack;
let acme: FakeSlack;
let shared: string;

async function open(by: "http" | "socket", app: "A1" | "A2"): Promise<void> {
  two = await openTwoCompanies(by, app);
  ({ world, home, acme, shared } = two);
}
afterEach(() => world.close());

const stored = () => collectionOf(world.database.db, requests).find().sort({ number: 1 }).toArray();
const known = async (user: string) =>
  (await collectionOf(world.database.db, identities).find({ user }).toArray()).map(({ _id }) => _id).sort();
const cards = (title: string) =>
  home
    .messages(shared)
    .filter((message) => message.own && message.threadTs === undefined && words(message).includes(title));

describe.each([
  ["http", "A1"],
  ["socket", "A1"],
  ["http", "A2"],
  ["socket", "A2"],
] as const)("a channel shared by two companies, both with the bot in it, over %s, by %s there", (by, app) => {
  beforeEach(() => open(by, app));

  it("carries a request's whole life: one request and one card, though everything is heard twice", async (test) => {
    await needsJudge(test);
    const said = await acme.say({ user: jane, channel: shared, text: "@U0BOT request Translate the flyer" });
    expect(said.deliveries.length).toBeGreaterThan(1);
    await two.settle();
    const asked = home.ephemerals(jane, shared);
    expect(asked).toHaveLength(1);
    await two.press(acme, jane, asked[0], "I'm with Acme Ltd");
    expect(await stored()).toMatchObject([{ title: "Translate the flyer" }]);
    expect(await known(jane)).toEqual([`slack:T2:${jane}`]);
    const [card, ...more] = cards("Translate the flyer");
    expect(more).toEqual([]);

    await acme.reply({ user: jane, message: card ?? said.message, text: "In both languages, please" });
    await two.settle();
    await two.press(home, asha, card, "Take");
    await home.command({ user: asha, channel: shared, text: "deliver 1 https://example.com/flyer" });
    await two.settle();
    expect(home.labels(card ?? said.message)).toContain("Approve");
    await two.press(acme, jane, card, "Approve");
    expect(words(card)).toContain("Done");
    const { answer } = await home.command({ user: asha, channel: shared, text: "show 1" });
    expect(words(answer).split("In both languages")).toHaveLength(2);
    expect(await judge(home.everything)).toEqual([]);
  });

  it("takes an emoji, a form and every message once, whichever of them hears it first", async () => {
    await two.meetJane();
    const message = acme.write({ user: jane, channel: shared, text: "Fix the footer" });
    await acme.react({ user: jane, message, emoji: "ticket", times: 2, atOnce: true });
    await two.settle();
    expect(await stored()).toMatchObject([
      { title: "Fix the footer", source: { ref: `slack|T1|${shared}|${message.ts}` } },
    ]);
    await home.react({ user: asha, message, emoji: "eyes" });
    await two.settle();
    expect(await stored()).toMatchObject([{ stage: "accepted" }]);

    const button = home.messages(shared).find((one) => home.labels(one).includes("New request"));
    await two.press(acme, jane, button, "New request");
    const view = home.openView(jane);
    if (!view) throw new Error("no form");
    await home.submit({ user: jane, view, values: { title: "By form" } });
    await two.settle();

    await home.command({ user: asha, channel: shared, text: "settings messages:every" });
    await acme.say({ user: jane, channel: shared, text: "One thing" });
    await two.settle();
    await acme.say({ user: jane, channel: shared, text: "@U0ABOT and another" });
    await home.say({ user: asha, channel: shared, text: "I'm on it" });
    await two.settle();
    const titles = (await stored()).map(({ title, details }) => [title, details]);
    expect(titles.slice(1)).toEqual([
      ["By form", ""],
      ["One thing", "and another"],
    ]);
    expect(await known(jane)).toEqual([`slack:T2:${jane}`]);
    expect(await known(asha)).toEqual([`slack:T1:${asha}`]);
  });

  it("is the same channel by a command in either workspace, and can't be linked twice", async () => {
    await two.meetJane();
    const { answer } = await acme.command({ user: jane, channel: shared, text: "request From next door" });
    expect(answer?.text).toContain("ACME-1");
    await two.settle();
    expect(cards("From next door")).toHaveLength(1);
    const dm = home.direct(asha).id;
    await home.command({ user: asha, channel: dm, text: 'client add "Beta Corp" code:BETA' });
    const linked = [];
    for (const code of ["ACME", "BETA"]) {
      const { answer: issued } = await home.command({ user: asha, channel: dm, text: `link ${code}` });
      const line = /link [A-Z0-9]{5}-[A-Z0-9]{5}/.exec(words(issued))?.[0] ?? "";
      linked.push((await acme.command({ user: jane, channel: shared, text: line })).answer?.text);
    }
    expect(linked).toEqual([
      expect.stringContaining("now belongs to Acme Ltd"),
      expect.stringContaining("belongs to another client already"),
    ]);
    expect(await collectionOf(world.database.db, channels).countDocuments()).toBe(1);
  });

  it("knows people of a third company, which has no app of ours, as one each", async () => {
    const third = home.workspace({ team: "T9", botUser: "U0THIRD" });
    third.addUser({ id: "U91", name: "lee" });
    home.share(shared, { team: "T9", members: ["U91"] });
    for (const text of ["hello", "requests", "help"]) {
      await third.say({ user: "U91", channel: shared, text: `@U0BOT ${text}` });
      await two.settle();
    }
    expect(await known("U91")).toEqual(["slack:T9:U91"]);
    await two.press(third, "U91", home.ephemerals("U91", shared)[1], "I'm with Acme Ltd");
    const { answer } = await home.command({ user: asha, channel: shared, text: "contact list" });
    expect(words(answer)).toContain("lee (another company)");
  });

  it("says whose workspace somebody belongs to, and that they are a guest", async () => {
    acme.addUser({ id: "U22", name: "kim", guest: "single" });
    home.share(shared, { team: "T2", members: ["U22"] });
    await two.meetJane();
    await acme.say({ user: "U22", channel: shared, text: "@U0BOT request Help" });
    await two.settle();
    await two.press(acme, "U22", home.ephemerals("U22", shared).at(-1), "I'm with Acme Ltd");
    const { answer } = await home.command({ user: asha, channel: shared, text: "contact list" });
    expect(words(answer)).toContain("jane (Acme <Ltd>)");
    expect(words(answer)).toContain("kim (Acme <Ltd>, guest)");
    expect(await stored()).toMatchObject([{ requesterName: "kim (Acme <Ltd>, guest)" }]);
  });
});
