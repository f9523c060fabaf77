import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { answered } from "../../support/scripted-intake.ts";
import { type Bench, BOT, hello, openBench, TEAM } from "./bench.ts";

let bench: Bench;
let slack: FakeSlack;
let channel: string;

beforeEach(async () => {
  bench = await openBench();
  ({ slack, channel } = bench);
});
afterEach(() => bench.stop());

describe("a message", () => {
  it("that mentions the bot is one act, though it comes twice under different event ids", async () => {
    bench.intake.outcome = () => answered(hello);
    const { message } = await slack.mention({ user: "U1", channel, text: "request Fix <it> & more" });
    await expect.poll(() => slack.ephemerals("U1", channel)).toHaveLength(1);
    expect(bench.intake.recorded).toHaveLength(1);
    expect(bench.intake.dispatched).toMatchObject([
      {
        key: `slack:msg:${channel}:${message.ts}`,
        actor: { user: "U1", workspace: TEAM },
        input: { kind: "line", loose: true, text: "request Fix <it> & more" },
      },
    ]);
  });

  it("delivered three times at once is carried out once", async () => {
    const { events } = await slack.dm({ user: "U1", text: "today" });
    await slack.deliver(events[0] ?? {}, { times: 3, atOnce: true });
    expect(bench.intake.dispatched).toHaveLength(1);
  });

  it("to the bot directly is a loose line, and answered there", async () => {
    bench.intake.outcome = () => answered(hello);
    await slack.dm({ user: "U1", text: "Cancel my flight" });
    const dm = slack.direct("U1").id;
    await expect.poll(() => slack.messages(dm).length).toBe(2);
    expect(bench.intake.dispatched).toMatchObject([
      {
        place: { kind: "dm", address: `slack|T1|${dm}` },
        input: { kind: "line", loose: true, text: "Cancel my flight" },
      },
    ]);
  });

  it("in a thread is talk under the thread's head, with its files", async () => {
    const head = slack.write({ user: "U2", channel, text: "head" });
    await slack.reply({ user: "U1", message: head, text: "see", files: [{ name: "a.csv", content: "x" }] });
    expect(bench.intake.recorded).toMatchObject([
      {
        place: { thread: `slack|T1|${channel}|${head.ts}` },
        input: { kind: "talk", text: "see", files: [{ name: "a.csv" }] },
      },
    ]);
  });

  it("of people among themselves is handed on as that, and so are its changes; what bots say is left alone", async () => {
    const { message } = await slack.say({ user: "U1", channel, text: "good morning" });
    await slack.edit({ message, text: "Good morning" });
    await bench.adapter.platform.send(`slack|T1|${channel}`, hello, {
      key: "k",
      reader: { locale: "en", zone: "UTC" },
    });
    await slack.settle();
    const dm = slack.direct("U1").id;
    await slack.deliver({
      type: "message",
      channel: dm,
      channel_type: "im",
      user: "U7",
      bot_id: "B7",
      ts: "1.1",
      text: "x",
    });
    await slack.deliver({
      type: "message",
      channel: dm,
      channel_type: "im",
      user: BOT,
      ts: "1.2",
      text: "x",
    });
    const [talk, ...others] = bench.intake.recorded;
    expect(talk?.input).toEqual({ kind: "talk", text: "good morning" });
    expect(others).toMatchObject([
      { input: { kind: "changed", said: talk?.key, text: "Good morning" }, message: talk?.message },
    ]);
  });

  it("that could not be written down is not acknowledged", async () => {
    bench.intake.onRecord = () => Promise.reject(new Error("no database"));
    const { deliveries } = await slack.dm({ user: "U1", text: "today" });
    expect(deliveries.map((one) => one.status)).toEqual([500]);
    bench.intake.onRecord = () => undefined;
    const { deliveries: again } = await slack.dm({ user: "U1", text: "today" });
    expect(again.map((one) => one.status)).toEqual([200]);
    expect(bench.intake.dispatched).toHaveLength(1);
  });
});
