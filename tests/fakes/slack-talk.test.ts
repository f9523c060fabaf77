import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FakeMessage, FakeSlack } from "./slack/index.ts";
import { objects } from "./slack/json.ts";
import { BENCH_TOKEN, type Bench, openBench } from "./slack/scripted-app.ts";

let bench: Bench;
let slack: FakeSlack;
let channel: string;

beforeEach(async () => {
  bench = await openBench();
  ({ slack, channel } = bench);
});
afterEach(() => bench.stop());

async function posted(): Promise<FakeMessage> {
  await bench.call("chat.postMessage", { channel, text: "card" });
  await slack.settle();
  const message = slack.messages(channel).at(-1);
  if (!message) throw new Error("nothing posted");
  return message;
}

describe("what is said", () => {
  it("reaches the app as app_mention and as message, with different event ids", async () => {
    const { message } = await slack.mention({ user: "U1", channel, text: "what's <new>?" });
    expect(
      bench
        .events()
        .map((event) => event["type"])
        .sort(),
    ).toEqual(["app_mention", "message"]);
    expect(new Set(bench.heard.map((one) => one.body["event_id"])).size).toBe(2);
    for (const event of bench.events()) {
      expect(event).toMatchObject({ ts: message.ts, user: "U1", channel });
      expect(event["text"]).toBe("<@U0BOT> what's &lt;new&gt;?");
    }
  });

  it("reaches the app only where the bot sits and the scope allows", async () => {
    const other = slack.addChannel({ name: "other", members: ["U1"], bot: false }).id;
    expect((await slack.say({ user: "U1", channel: other, text: "x" })).deliveries).toEqual([]);
    bench.scopes.splice(bench.scopes.indexOf("app_mentions:read"), 1);
    expect((await slack.mention({ user: "U1", channel, text: "x" })).deliveries).toHaveLength(1);
    expect((await slack.dm({ user: "U1", text: "hi" })).deliveries).toHaveLength(1);
    expect(bench.events().at(-1)).toMatchObject({ channel_type: "im", text: "hi" });
  });

  it("in a thread names the thread, with files names the files", async () => {
    const message = await posted();
    const file = { name: "a.csv", content: "a,b" };
    await slack.reply({ user: "U1", message, text: "here", files: [file] });
    expect(bench.events().at(-1)).toMatchObject({
      subtype: "file_share",
      thread_ts: message.ts,
      files: [{ name: "a.csv", size: 3 }],
    });
    const [shared] = objects(bench.events().at(-1)?.["files"]);
    const get = (token: string) =>
      fetch(String(shared?.["url_private"]), { headers: { authorization: `Bearer ${token}` } });
    expect(await (await get(BENCH_TOKEN)).text()).toBe("a,b");
    expect(await (await get("other")).text()).toContain("Sign in");
  });

  it("is delivered three times at once with one event id, as often as told", async () => {
    const { events: list } = await slack.dm({ user: "U1", text: "once" });
    bench.heard.length = 0;
    for (const event of list) await slack.deliver(event, { times: 3, atOnce: true });
    expect(bench.heard).toHaveLength(3);
    expect(new Set(bench.heard.map((one) => one.body["event_id"])).size).toBe(1);
    expect(bench.heard.map((one) => one.headers["x-slack-retry-num"]).sort()).toEqual(["1", "2", undefined]);
  });

  it("is told again when it is changed", async () => {
    const { message } = await slack.dm({ user: "U1", text: "frist" });
    await slack.edit({ message, text: "first" });
    expect(bench.events().at(-1)).toMatchObject({
      subtype: "message_changed",
      message: { text: "first" },
      previous_message: { text: "frist" },
    });
  });

  it("by the bot itself reaches the app too", async () => {
    const { ts } = await posted();
    expect(bench.events()[0]).toMatchObject({ bot_id: "B0BOT", app_id: "A1", ts, user: "U0BOT" });
    await bench.call("chat.update", { channel, ts, text: "changed" });
    await slack.settle();
    expect(bench.events()[1]).toMatchObject({ subtype: "message_changed" });
  });
});

describe("a signature", () => {
  it("can be forged, missing, stale, ahead of time by any number of seconds, on any body", async () => {
    for (const signing of [
      "valid",
      "forged",
      "missing",
      "stale",
      "future",
      { skewSeconds: 86_400 },
    ] as const) {
      await slack.raw('{"type":"event_callback"}', { signing });
    }
    expect(bench.heard.map((one) => one.signed)).toEqual([true, false, false, true, true, true]);
    expect(bench.heard.map((one) => one.age)).toEqual([0, 0, Number.NaN, 360, -360, -86_400]);
  });
});
