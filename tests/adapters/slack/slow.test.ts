import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Outcome } from "../../../src/invocation.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { answered, asked } from "../../support/scripted-intake.ts";
import { type Bench, hello, newRequest, openBench } from "./bench.ts";

let bench: Bench;
let slack: FakeSlack;
let channel: string;
/** Lets the act that is waiting come to its end. */
let finish: (outcome: Outcome) => void;

beforeEach(async () => {
  bench = await openBench({ answerMs: 60, loadingMs: 10_000 });
  ({ slack, channel } = bench);
});
afterEach(() => bench.stop());

function slowly(): void {
  bench.intake.outcome = () =>
    new Promise((resolve) => {
      finish = resolve;
    });
}

const shown = (value: unknown) => JSON.stringify(value ?? null);

describe("an act that takes longer than Slack waits", () => {
  it("typed: the text is given back at once, the outcome follows", async () => {
    slowly();
    const { status, answer } = await slack.command({ user: "U1", channel, text: "request Fix *it* now" });
    expect(status).toBe(200);
    expect(shown(answer?.blocks)).toContain("Still saving");
    expect(shown(answer?.blocks)).toContain("request Fix *it* now");
    finish(answered(hello));
    await expect.poll(() => slack.ephemerals("U1", channel)).toHaveLength(2);
    expect(shown(slack.ephemerals("U1", channel).at(-1))).toContain("Filed.");
  });

  it("typed: the outcome follows by direct message where the channel's way is closed", async () => {
    slowly();
    const away = slack.addChannel({ name: "away", members: ["U1"], bot: false }).id;
    await slack.command({ user: "U1", channel: away, text: "request Fix it now" });
    slack.fail("response_url", { status: 500 });
    finish(answered(hello));
    await expect.poll(() => slack.messages(slack.direct("U1").id)).toHaveLength(1);
  });

  it.each([
    ["arrived", { acceptThenReset: true }],
    ["did not arrive", { status: 500 }],
  ] as const)(
    "typed: an outcome for all, of which nobody can say at once that it %s, is there once",
    async (_, fault) => {
      slowly();
      await slack.command({ user: "U1", channel, text: "link ACME" });
      slack.fail("response_url", fault);
      const answering = vi.spyOn(bench.intake, "answer");
      finish(answered(hello, { to: "channel" }));
      await expect.poll(() => answering.mock.settledResults).toMatchObject([{ type: "fulfilled" }]);
      expect(slack.messages(channel).filter(({ own }) => own)).toHaveLength(1);
    },
  );

  it("typed: a form that comes too late is a button that opens it", async () => {
    slowly();
    await slack.command({ user: "U1", channel, text: "request" });
    slack.fail("views.open", { error: "expired_trigger_id" });
    finish(asked(newRequest));
    await expect.poll(() => slack.ephemerals("U1", channel)).toHaveLength(2);
    const late = slack.ephemerals("U1", channel).at(-1);
    if (!late) throw new Error("nothing came");
    bench.intake.outcome = () => asked(newRequest);
    await slack.click({ user: "U1", message: late, label: "New request" });
    expect(bench.intake.dispatched.at(-1)?.input).toEqual({
      kind: "action",
      verb: "request",
      values: { client: "ACME" },
    });
    expect(slack.openView("U1")).toBeDefined();
  });

  it("pressed: says so, and then how it ended", async () => {
    await bench.adapter.platform.send(`slack|T1|${channel}`, hello, {
      key: "k",
      reader: { locale: "en", zone: "UTC" },
    });
    const [message] = slack.messages(channel);
    if (!message) throw new Error("no card");
    slowly();
    await slack.click({ user: "U1", message, label: "Take" });
    await expect.poll(() => slack.ephemerals("U1", channel)).toHaveLength(1);
    finish(answered({ title: "Taken", body: [] }));
    await expect.poll(() => slack.ephemerals("U1", channel)).toHaveLength(2);
  });

  async function submitted() {
    bench.intake.outcome = () => asked(newRequest);
    await slack.command({ user: "U1", channel, text: "request" });
    const view = slack.openView("U1");
    if (!view) throw new Error("no form");
    slowly();
    const { view: waiting } = await slack.submit({
      user: "U1",
      view,
      values: { title: "Fix it", details: "all" },
    });
    expect(shown(waiting?.body)).toContain("Still saving");
    expect(shown(waiting?.body)).toContain("Fix it");
    return waiting;
  }

  it("submitted: the form shows what was typed, then how it ended", async () => {
    await submitted();
    finish(answered(hello));
    await expect.poll(() => shown(slack.openView("U1")?.body)).toContain("Filed.");
  });

  it("submitted: a refusal brings the form back", async () => {
    await submitted();
    finish(asked(newRequest, { title: "Say more" }));
    await expect.poll(() => shown(slack.openView("U1")?.body)).toContain("Say more");
    expect(slack.openView("U1")?.body).toMatchObject({ submit: { text: "File it" } });
  });

  it("submitted: the outcome follows as a message if the form was closed meanwhile", async () => {
    const waiting = await submitted();
    if (waiting) slack.dismiss(waiting);
    finish(answered(hello));
    await expect.poll(() => slack.ephemerals("U1", channel)).toHaveLength(1);
  });

  it("is waited for when the adapter stops, and nothing new is taken", async () => {
    slowly();
    await slack.command({ user: "U1", channel, text: "request Fix it now" });
    const stopping = bench.adapter.stop();
    expect((await slack.command({ user: "U1", channel, text: "help me please" })).status).toBe(503);
    finish(answered(hello));
    await stopping;
    expect(slack.ephemerals("U1", channel)).toHaveLength(2);
  });

  it("speaks the language the person was last answered in", async () => {
    bench.intake.outcome = () => answered(hello, { reader: { locale: "hi", zone: "Asia/Kolkata" } });
    await slack.command({ user: "U1", channel, text: "help" });
    slowly();
    const { answer } = await slack.command({ user: "U1", channel, text: "request Fix it now" });
    expect(answer?.text).toMatch(/[\u0900-\u097f]/);
    finish({ kind: "none" });
  });
});

describe("a form that takes long to come", () => {
  beforeEach(async () => {
    await bench.stop();
    bench = await openBench({ answerMs: 1000, loadingMs: 30 });
    ({ slack, channel } = bench);
    slowly();
  });

  it("is announced by an empty one and takes its place", async () => {
    const typing = slack.command({ user: "U1", channel, text: "request" });
    await expect.poll(() => shown(slack.openView("U1")?.body)).toContain("Loading…");
    finish(asked(newRequest));
    await typing;
    expect(slack.openView("U1")?.body).toMatchObject({ submit: { text: "File it" } });
    expect(slack.calls.filter((call) => call.method === "views.open")).toHaveLength(1);
  });

  it("and is none after all leaves its answer there", async () => {
    const typing = slack.command({ user: "U1", channel, text: "request" });
    await expect.poll(() => slack.openView("U1")).toBeDefined();
    finish(answered(hello));
    await typing;
    expect(shown(slack.openView("U1")?.body)).toContain("Filed.");
  });

  it("is not announced for a line that has all it needs", async () => {
    const typing = slack.command({ user: "U1", channel, text: "request Fix the invoice" });
    await expect.poll(() => bench.intake.dispatched).toHaveLength(1);
    const ended = finish;
    bench.intake.outcome = () => ({ kind: "none" });
    // Others are served meanwhile, for longer than a form would be waited for.
    const started = performance.now();
    while (performance.now() - started < 40) await slack.command({ user: "U2", channel, text: "help" });
    ended(answered(hello));
    expect(shown((await typing).answer)).toContain("Filed.");
    expect(slack.openView("U1")).toBeUndefined();
  });
});
