import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { answered, asked } from "../../support/scripted-intake.ts";
import { type Bench, hello, newRequest, openBench, TEAM } from "./bench.ts";

let bench: Bench;
let slack: FakeSlack;
let channel: string;

beforeEach(async () => {
  bench = await openBench();
  ({ slack, channel } = bench);
});
afterEach(() => bench.stop());

const shown = (message: { text: string; blocks: unknown[] } | undefined) => JSON.stringify(message ?? null);

describe("a slash command", () => {
  it("is carried out as the one who typed it and answered to them in the acknowledgement", async () => {
    bench.intake.outcome = () => answered(hello);
    const { status, answer, triggerId } = await slack.command({
      user: "U1",
      channel,
      text: "request Fix it",
    });
    expect(status).toBe(200);
    expect(answer?.ephemeralFor).toBe("U1");
    expect(shown(answer)).toContain("Filed.");
    expect(bench.intake.dispatched).toEqual([
      {
        key: `slack:cmd:${triggerId}`,
        actor: { platform: "slack", workspace: TEAM, user: "U1", name: "asha" },
        place: {
          platform: "slack",
          workspace: TEAM,
          address: `slack|T1|${channel}`,
          kind: "channel",
          name: "acme",
        },
        input: { kind: "line", text: "request Fix it" },
      },
    ]);
  });

  it("answers everybody where the answer is for the channel", async () => {
    bench.intake.outcome = () => answered(hello, { to: "channel" });
    const { answer } = await slack.command({ user: "U1", channel, text: "link X" });
    expect(answer?.ephemeralFor).toBeUndefined();
    expect(slack.messages(channel)).toHaveLength(1);
  });

  it("hands on what was typed, not how Slack writes it", async () => {
    await slack.command({
      user: "U1",
      channel,
      text: `assign 12 @U2 R&D <b> <@slack:T9:U9> in #${channel} https://x.test/?a=1&b=2 @channel`,
    });
    expect(bench.intake.dispatched[0]?.input).toEqual({
      kind: "line",
      text: `assign 12 <@slack:T1:U2> R&D <b> < @slack:T9:U9> in #acme https://x.test/?a=1&b=2 @channel`,
    });
  });

  it("opens a form in the same breath, and says nothing beside it", async () => {
    bench.intake.outcome = () => asked(newRequest);
    const { body } = await slack.command({ user: "U1", channel, text: "request" });
    expect(body).toBe("");
    expect(slack.openView("U1")?.body).toMatchObject({ title: { text: "New request" } });
  });

  it("from a workspace where the bot isn't installed is refused", async () => {
    const { status } = await slack.raw(
      new URLSearchParams({
        command: "/va",
        team_id: "T9",
        channel_id: "C1",
        user_id: "U9",
        user_name: "x",
        text: "help",
        trigger_id: "1",
        response_url: slack.url,
      }).toString(),
      { contentType: "application/x-www-form-urlencoded" },
    );
    expect(status).toBe(401);
    expect(bench.intake.dispatched).toEqual([]);
  });
});

describe("a form", () => {
  async function opened() {
    bench.intake.outcome = () => asked(newRequest);
    await slack.command({ user: "U1", channel, text: "request" });
    const view = slack.openView("U1");
    if (!view) throw new Error("no form");
    bench.intake.dispatched.length = 0;
    return view;
  }

  it("comes back with what was filled in, where it was opened and what it carries", async () => {
    const view = await opened();
    const { hash } = view;
    const { message } = await slack.dm({ user: "U1", text: "", files: [{ name: "a.csv", content: "a" }] });
    const file = message.files[0];
    bench.intake.dispatched.length = 0;
    bench.intake.outcome = () => answered(hello);
    const values = {
      title: "A & B <c>",
      details: "one\ntwo",
      who: "U2",
      urgent: "No",
      files: file?.id ?? "",
    };
    const sent = await slack.submit({ user: "U1", view, values });
    expect(bench.intake.dispatched).toMatchObject([
      {
        key: `slack:view:${view.id}:${hash}`,
        actor: { user: "U1", workspace: TEAM },
        place: { address: `slack|T1|${channel}`, kind: "channel", name: "acme" },
        input: {
          kind: "form",
          verb: "request",
          preset: { client: "ACME" },
          values: { title: "A & B <c>", details: "one\ntwo", who: "<@slack:T1:U2>", urgent: "" },
          files: [{ name: "a.csv" }],
        },
      },
    ]);
    expect(JSON.stringify(sent.view?.body)).toContain("Filed.");
  });

  it("stays open with each error at its field", async () => {
    const view = await opened();
    bench.intake.outcome = () => asked(newRequest, { title: "Say more" });
    const { errors, view: after } = await slack.submit({ user: "U1", view, values: { title: "x" } });
    expect(errors).toEqual({ title: "Say more" });
    expect(after).toBe(view);
  });

  it("says errors of fields it doesn't have at its top", async () => {
    const view = await opened();
    bench.intake.outcome = () => asked(newRequest, { elsewhere: "Not like that" });
    const { view: after } = await slack.submit({ user: "U1", view, values: { title: "x" } });
    expect(JSON.stringify(after?.body)).toContain("Not like that");
  });

  it("closes where the answer is for the channel", async () => {
    const view = await opened();
    bench.intake.outcome = () => answered(hello, { to: "channel" });
    const { view: after } = await slack.submit({ user: "U1", view, values: { title: "x" } });
    expect(after).toBeUndefined();
    await expect.poll(() => slack.messages(channel)).toHaveLength(1);
  });

  it("leads to buttons that can be pressed in it", async () => {
    const view = await opened();
    bench.intake.outcome = () => answered(hello);
    const { view: after } = await slack.submit({ user: "U1", view, values: { title: "x" } });
    if (!after) throw new Error("closed");
    bench.intake.outcome = () => answered({ title: "Taken", body: [] });
    await slack.click({ user: "U1", view: after, label: "Take" });
    expect(bench.intake.dispatched.at(-1)).toMatchObject({
      place: { address: `slack|T1|${channel}`, name: "acme" },
      input: { kind: "action", verb: "take", values: { ref: "r1" }, revision: 3 },
    });
    expect(slack.openView("U1")?.body).toMatchObject({ title: { text: "Taken" } });
  });

  it("that was altered does nothing at the press of a button on it, and says so", async () => {
    const view = await opened();
    bench.intake.outcome = () => answered(hello);
    const { view: after } = await slack.submit({ user: "U1", view, values: { title: "x" } });
    if (!after) throw new Error("the form closed");
    after.body["private_metadata"] = String(after.body["private_metadata"]).replace(channel, "C0THER");
    const before = bench.intake.dispatched.length;
    await slack.click({ user: "U1", view: after, label: "Take" });
    expect(bench.intake.dispatched).toHaveLength(before);
    await expect.poll(() => JSON.stringify(slack.openView("U1")?.body)).toContain("doesn't count any more");
  });

  it("whose metadata is not ours changes nothing", async () => {
    const view = await opened();
    view.body["private_metadata"] = JSON.stringify({
      v: "delete",
      p: {},
      c: "C1|x",
      l: "en",
      z: "UTC",
    });
    await slack.submit({ user: "U1", view, values: { title: "x" } });
    expect(bench.intake.dispatched).toEqual([]);
  });

  it("whose metadata was altered changes nothing, and what was typed is given back", async () => {
    const view = await opened();
    const metadata = String(view.body["private_metadata"]);
    view.body["private_metadata"] = metadata.replace(channel, "C0THER");
    const before = bench.intake.dispatched.length;
    const { view: after } = await slack.submit({ user: "U1", view, values: { title: "My words" } });
    expect(bench.intake.dispatched).toHaveLength(before);
    expect(JSON.stringify(after?.body)).toContain("doesn't count any more");
    expect(JSON.stringify(after?.body)).toContain("My words");
  });
});

describe("a click", () => {
  async function card() {
    await bench.adapter.platform.send(`slack|T1|${channel}`, hello, {
      key: "k1",
      reader: { locale: "en", zone: "UTC" },
    });
    const message = slack.messages(channel).at(-1);
    if (!message) throw new Error("no card");
    return message;
  }

  it("is one act however often it is delivered, and another one on the next revision", async () => {
    const message = await card();
    bench.intake.outcome = () => answered({ title: "Taken", body: [] });
    await slack.doubleClick({ user: "U1", message, label: "Take" });
    const keys = bench.intake.dispatched.map((one) => one.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(new RegExp(`^slack:click:${channel}:${message.ts}:take\\..+:3:U1$`));
    expect(bench.intake.dispatched[0]).toMatchObject({
      input: { kind: "action", verb: "take", values: { ref: "r1" }, revision: 3 },
      place: { address: `slack|T1|${channel}`, name: "acme" },
    });
  });

  it("is answered to the one who pressed", async () => {
    const message = await card();
    bench.intake.outcome = () => answered({ title: "Taken", body: [] });
    await slack.click({ user: "U1", message, label: "Take" });
    expect(slack.ephemerals("U1", channel).map((one) => one.text)).toEqual(["Taken"]);
    expect(slack.messages(channel)).toEqual([message]);
  });

  it("on a stale private answer puts the present state in its place, never on a card that others see", async () => {
    bench.intake.outcome = () => answered(hello);
    const { answer } = await slack.command({ user: "U1", channel, text: "show 1" });
    const message = await card();
    if (!answer) throw new Error("no answer");
    bench.intake.outcome = () => answered({ title: "As it is now", body: [] }, { replaces: true });
    await slack.click({ user: "U1", message: answer, label: "Take" });
    expect(slack.ephemerals("U1", channel).map((one) => one.text)).toEqual(["As it is now"]);
    await slack.click({ user: "U1", message, label: "Take" });
    expect(slack.messages(channel).map((one) => one.text)).toEqual([message.text]);
    expect(message.text).toContain("Got it");
  });

  it("opens a form", async () => {
    const message = await card();
    bench.intake.outcome = () => asked(newRequest);
    await slack.click({ user: "U1", message, label: "Take" });
    expect(slack.openView("U1")?.body).toMatchObject({ title: { text: "New request" } });
    expect(slack.ephemerals("U1")).toEqual([]);
  });

  it("in a thread names the thread's head and is answered there", async () => {
    const head = await card();
    const { platform } = bench.adapter;
    const thread = `slack|T1|${channel}|${head.ts}`;
    await platform.send(`slack|T1|${channel}`, hello, {
      key: "k2",
      reader: { locale: "en", zone: "UTC" },
      thread,
    });
    const message = slack.messages(channel).at(-1);
    if (!message) throw new Error("no reply");
    bench.intake.outcome = () => answered({ title: "Taken", body: [] });
    await slack.click({ user: "U1", message, label: "Take" });
    expect(bench.intake.dispatched[0]?.place.thread).toBe(thread);
    expect(slack.ephemerals("U1")[0]?.threadTs).toBe(head.ts);
  });
});
