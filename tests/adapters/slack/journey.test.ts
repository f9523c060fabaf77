import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FakeMessage, FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let acme: FakeSlack;
let channel: string;

/** What a message or answer shows, as its reader sees it. */
const words = (message: FakeMessage | undefined): string => JSON.stringify(message?.blocks ?? null);

const cards = () => acme.messages(channel).filter(({ own, threadTs }) => own && threadTs === undefined);

/** Presses a button of a message; what it is answered with, privately. */
async function press(user: string, message: FakeMessage | undefined, label: string): Promise<void> {
  if (!message) throw new Error(`nothing to press "${label}" on`);
  const { status } = await acme.click({ user, message, label });
  expect(status).toBe(200);
  await world.settle();
}

describe.each(["http", "socket"] as const)("a request's life in a client's own workspace, over %s", (by) => {
  beforeEach(async () => {
    world = await openAcmeWorld(by);
    ({ acme } = world);
    ({ channel } = await world.openDesk());
    acme.addUser({ id: "U7", name: "raj" });
  });
  afterEach(() => world.close());

  it("from a contact's line to their approval, with one card that follows", async () => {
    const { answer: asked } = await acme.command({ user: "U1", channel, text: "request Fix the template" });
    if (!asked) throw new Error("no answer");
    await acme.click({ user: "U1", message: asked, label: "I'm with Acme Ltd" });
    await world.settle();
    const [card, ...more] = cards().filter((message) => words(message).includes("Fix the template"));
    expect(more).toEqual([]);

    await press("U5", card, "Take");
    expect(words(card)).toContain("asha");
    const { answer: delivered } = await acme.command({
      user: "U5",
      channel,
      text: "deliver ACME-1 https://example.com/template",
    });
    expect(delivered?.text).not.toContain("didn't work");
    await world.settle();
    expect(words(card)).not.toContain("Done");
    await press("U1", card, "Approve");
    expect(words(card)).toContain("Done");
    // What was asked afterwards, how it was, is none.
    expect(cards().filter((message) => acme.labels(message).includes("Details"))).toHaveLength(1);

    const { answer: list } = await world.slack.command({
      user: "U1",
      channel: world.slack.direct("U1").id,
      text: "requests done",
    });
    expect(words(list)).toContain("Fix the template");
  });

  it("and shows nothing of it in the next client's workspace", async () => {
    await world.request(channel, "Secret plan");
    const beta = world.slack.workspace({ team: "T3", teamName: "Beta", botUser: "U0BOT" });
    beta.addUser({ id: "U1", name: "ravi" });
    beta.addUser({ id: "U5", name: "asha-beta" });
    await world.install(beta, "U1");
    await world.link(world.slack, "U1", beta, "U5");
    const theirs = beta.addChannel({ name: "beta", members: ["U1", "U5"] }).id;
    await beta.command({ user: "U5", channel: theirs, text: 'client add "Beta Corp" code:BETA zone:Sydney' });
    const { answer: joining } = await beta.command({ user: "U1", channel: theirs, text: "requests" });
    if (!joining) throw new Error("no answer");
    await beta.click({ user: "U1", message: joining, label: "I'm with Beta Corp" });
    await world.settle();
    for (const text of ["requests all", "show ACME-1", "hours client:ACME"]) {
      const { answer } = await beta.command({ user: "U1", channel: theirs, text });
      expect(answer?.ephemeralFor).toBe("U1");
      expect(words(answer)).not.toContain("Secret plan");
      expect(words(answer)).not.toContain("Acme Ltd");
    }
    // U1 here and U1 there are two people.
    const { answer } = await acme.command({ user: "U1", channel, text: "show BETA-1" });
    expect(answer?.ephemeralFor).toBe("U1");
    expect(words(answer)).not.toContain("Beta Corp");
    const all = beta.messages(theirs).concat(beta.messages(beta.direct("U1").id));
    expect(all.map(words).join()).not.toContain("Secret plan");
  });
});
