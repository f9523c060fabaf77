import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlack, type Slack } from "../../../adapters/slack/index.ts";
import { scopes } from "../../../manifest/slack/scopes.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/index.ts";
import { silent } from "../../support/desk.ts";
import { answered, asked, type ScriptedIntake, scriptedIntake } from "../../support/scripted-intake.ts";
import { BOT, hello, newRequest, TEAM } from "./bench.ts";

const TOKEN = "xoxb-of-tests";
const APP = "A1";

let slack: FakeSlack;
let adapter: Slack;
let intake: ScriptedIntake;
let channel: string;
const two = (count: number) => count === 2;

beforeEach(async () => {
  slack = await startFakeSlack({
    signingSecret: "",
    botToken: TOKEN,
    team: TEAM,
    botUser: BOT,
    appId: APP,
    scopes: scopes.map(({ name }) => name),
    echo: false,
  });
  slack.app({
    id: APP,
    appToken: "xapp-1",
    signingSecret: "",
    clientId: "1.1",
    clientSecret: "",
    redirectUrls: [],
  });
  slack.addUser({ id: "U1", name: "asha" });
  channel = slack.addChannel({ name: "acme", members: ["U1"] }).id;
  intake = scriptedIntake(() => adapter.platform);
  adapter = createSlack(
    { apps: [{ ours: true, appToken: "xapp-1", botToken: TOKEN }], apiUrl: slack.url },
    {
      intake,
      tell: async () => undefined,
      resume: async () => undefined,
      clock: systemClock,
      log: silent,
    },
  );
  adapter.start();
  await slack.sockets.until(APP, two);
});
afterEach(async () => {
  await adapter.stop();
  await slack.stop();
});

describe("over Socket Mode", () => {
  it("a command is answered, a form opens and comes back, a button is pressed", async () => {
    intake.outcome = () => answered(hello);
    const { answer } = await slack.command({ user: "U1", channel, text: "request Fix it" });
    expect(answer?.text).toContain("Got it");
    if (!answer) throw new Error("no answer");
    intake.outcome = () => asked(newRequest);
    await slack.click({ user: "U1", message: answer, label: "Take" });
    const view = slack.openView("U1");
    if (!view) throw new Error("no form");
    intake.outcome = () => asked(newRequest, { title: "Say more" });
    const { errors } = await slack.submit({ user: "U1", view, values: { title: "x" } });
    expect(errors).toEqual({ title: "Say more" });
    expect(intake.dispatched.map(({ input }) => input.kind)).toEqual(["line", "action", "form"]);
  });

  it("a mention is one act, written down before it is acknowledged", async () => {
    intake.outcome = () => answered(hello);
    let tries = 0;
    intake.onRecord = () => {
      tries += 1;
      if (tries === 1) throw new Error("no database");
    };
    await slack.mention({ user: "U1", channel, text: "help" });
    // Twice Slack tells of it, and once more of what was not acknowledged.
    expect(tries).toBe(3);
    await expect.poll(() => slack.ephemerals("U1", channel)).toHaveLength(1);
    expect(intake.recorded).toHaveLength(1);
    expect(intake.dispatched).toHaveLength(1);
  });

  it("is heard while Slack replaces a connection, without a gap", async () => {
    intake.outcome = () => answered(hello);
    for (let round = 0; round < 3; round += 1) {
      const [oldest] = slack.sockets.of(APP);
      if (!oldest) throw new Error("not connected");
      slack.sockets.refresh(oldest);
      const { answer } = await slack.command({ user: "U1", channel, text: `say ${round}` });
      expect(answer?.text).toContain("Got it");
      await slack.sockets.until(APP, two);
    }
    expect(intake.dispatched).toHaveLength(3);
  });

  it("comes back at once when every connection breaks; what was said meanwhile is heard, once", async () => {
    intake.outcome = () => answered(hello);
    const started = performance.now();
    for (const socket of slack.sockets.of(APP)) slack.sockets.drop(socket);
    await Promise.all([1, 2, 3].map((n) => slack.dm({ user: "U1", text: `line ${n}` })));
    await expect.poll(() => intake.dispatched.length).toBe(3);
    await slack.sockets.until(APP, two);
    expect(performance.now() - started).toBeLessThan(4000);
    expect(new Set(intake.dispatched.map(({ key }) => key)).size).toBe(3);
  });

  it("an event whose acknowledgement got lost comes again and changes nothing", async () => {
    let drop = true;
    intake.onRecord = () => {
      if (drop) for (const socket of slack.sockets.of(APP)) slack.sockets.drop(socket);
      drop = false;
    };
    intake.outcome = () => answered(hello);
    await slack.dm({ user: "U1", text: "today" });
    await expect.poll(() => slack.messages(slack.direct("U1").id).filter(({ own }) => own).length).toBe(1);
    expect(intake.dispatched).toHaveLength(1);
  });

  it("the answer to a command whose connection broke follows by its response url", async () => {
    intake.outcome = async () => {
      for (const socket of slack.sockets.of(APP)) slack.sockets.drop(socket);
      await slack.sockets.until(APP, two);
      return answered(hello);
    };
    await expect(slack.command({ user: "U1", channel, text: "request Fix it" })).rejects.toThrow(
      "connection broke",
    );
    await expect
      .poll(() => slack.ephemerals("U1", channel).map(({ text }) => text))
      .toEqual([expect.stringContaining("Got it")]);
    expect(intake.dispatched).toHaveLength(1);
  });

  it("goes on trying while Slack refuses connections, as late as Slack asks", async () => {
    slack.fail("apps.connections.open", { status: 503 }, 1);
    slack.fail("apps.connections.open", { error: "internal_error" }, 1);
    slack.fail("apps.connections.open", { status: 429, retryAfter: 1 }, 1);
    for (const socket of slack.sockets.of(APP)) slack.sockets.drop(socket);
    await slack.sockets.until(APP, two);
    intake.outcome = () => answered(hello);
    const { answer } = await slack.command({ user: "U1", channel, text: "help" });
    expect(answer?.text).toContain("Got it");
  });

  it("does not press on where Slack ends every connection at once", async () => {
    const before = slack.calls.length;
    const ended = new Set<unknown>();
    for (let n = 0; n < 6; n += 1) {
      await slack.sockets.until(APP, (count) => count > 0);
      for (const socket of slack.sockets.of(APP)) {
        ended.add(socket);
        slack.sockets.refresh(socket);
      }
    }
    expect(ended.size).toBeGreaterThan(5);
    const asked = slack.calls.slice(before).map(({ at }) => at.getTime());
    const pauses = asked.slice(1).map((at, n) => at - (asked[n] ?? 0));
    // Half a second and more, from the second time on.
    expect(Math.max(...pauses)).toBeGreaterThan(400);
  });

  it("stopping waits for what is under way and takes nothing more", async () => {
    let finish = (): void => undefined;
    intake.outcome = () =>
      new Promise((resolve) => {
        finish = () => resolve(answered(hello));
      });
    const asking = slack.command({ user: "U1", channel, text: "request Fix it" });
    await expect.poll(() => intake.dispatched.length).toBe(1);
    const stopping = adapter.stop();
    finish();
    expect((await asking).answer?.text).toContain("Got it");
    await stopping;
    await slack.sockets.until(APP, (count) => count === 0);
  });
});
