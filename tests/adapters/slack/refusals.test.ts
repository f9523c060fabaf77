import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let acme: FakeSlack;
let channel: string;

beforeEach(async () => {
  world = await openAcmeWorld();
  ({ acme } = world);
  ({ channel } = await world.openDesk());
});
afterEach(() => world.close());

const shown = (title: string) =>
  acme.messages(channel).filter(({ own, blocks }) => own && JSON.stringify(blocks).includes(title));
const parked = async () => (await world.rows()).filter(({ state }) => state === "parked");

describe("what Slack will never take is set aside, and the owner reads why, once, with what helps", () => {
  it.each([
    ["an archived channel", () => acme.archive(channel), "the channel is archived", "Unarchive the channel"],
    ["a channel the bot was taken out of", () => acme.kick(channel), "not in that channel", "/invite"],
    [
      "a permission that is missing",
      () => acme.withoutScope("chat:write"),
      "I lack a permission in that workspace (chat:write)",
      "va-desk doctor",
    ],
  ])("%s", async (_what, happens, why, remedy) => {
    await world.request(channel, "One");
    await world.request(channel, "Two");
    happens();
    await world.settle();
    expect(shown("One")).toEqual([]);
    const heard = world.notices("could not be delivered");
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain("A message to acme");
    expect(heard[0]).toContain(why);
    expect(heard[0]).toContain(remedy);
    expect((await parked()).length).toBeGreaterThanOrEqual(2);
  });

  it("while everything else flows on", async () => {
    await acme.command({
      user: "U5",
      channel: acme.addChannel({ name: "beta", members: ["U5"] }).id,
      text: 'client add "Beta" code:BETA zone:London',
    });
    acme.archive(channel);
    await world.slack.command({
      user: "U1",
      channel: world.slack.direct("U1").id,
      text: "request One client:ACME",
    });
    await world.slack.command({
      user: "U1",
      channel: world.slack.direct("U1").id,
      text: "request Two client:BETA",
    });
    await world.settle();
    expect((await parked()).length).toBeGreaterThan(0);
    const beta = (await world.rows()).filter(
      ({ conversation, state }) => conversation !== `slack|T2|${channel}` && state !== "sent",
    );
    expect(beta).toEqual([]);
  });
});

describe("what Slack may take later is sent once in the end", () => {
  it.each([
    [
      "a limit, not before Slack says",
      () => acme.fail("chat.postMessage", { status: 429, retryAfter: 120 }),
      10,
    ],
    ["a limit, again and again", () => acme.fail("chat.postMessage", { status: 429, retryAfter: 30 }, 5), 30],
    ["an outage", () => acme.fail("chat.postMessage", { status: 503 }, 3), 30],
    ["Slack's own failure", () => acme.fail("chat.postMessage", { error: "internal_error" }, 2), 30],
    ["an answer that got lost", () => acme.fail("chat.postMessage", { acceptThenReset: true }), 30],
    [
      "answers that got lost while nobody could say",
      () => {
        acme.fail("chat.postMessage", { acceptThenReset: true });
        acme.fail("conversations.history", { status: 503 }, 2);
      },
      30,
    ],
  ])("%s", async (_what, happens, minutes) => {
    await world.request(channel, "One");
    happens();
    await world.settle();
    await world.pass(minutes);
    expect(shown("One")).toHaveLength(1);
    expect(world.notices("could not be delivered")).toEqual([]);
    expect(await parked()).toEqual([]);
  });

  it("and not a moment before Slack allows it", async () => {
    await world.request(channel, "One");
    acme.fail("chat.postMessage", { status: 429, retryAfter: 120 });
    await world.settle();
    world.clock.advance(1);
    await world.settle();
    expect(shown("One")).toEqual([]);
    world.clock.advance(2);
    await world.settle();
    expect(shown("One")).toHaveLength(1);
  });

  it.each([
    ["though an app may look at fifteen messages a minute", () => acme.unlist()],
    ["where it may look at more at once", () => undefined],
    ["where Slack has forgotten how far it had looked", () => acme.unlist(), "invalid_cursor"],
  ])("and is found among all that was said since, %s", async (_, limited, forgotten = "") => {
    await world.request(channel, "One");
    acme.fail("chat.postMessage", { acceptThenReset: true });
    await world.settle();
    for (let n = 0; n < 70; n += 1) acme.write({ user: "U1", channel, text: `chatter ${n}` });
    limited();
    await world.pass(2);
    if (forgotten !== "") acme.fail("conversations.history", { error: forgotten });
    await world.pass(10);
    expect(shown("One")).toHaveLength(1);
    expect(JSON.stringify(shown("One"))).not.toContain("may be a repeat");
    expect((await world.rows()).filter(({ state }) => state !== "sent")).toEqual([]);
  });
});
