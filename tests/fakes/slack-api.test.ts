import { webApi } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ManualClock, manualClock } from "../../src/time/clock.ts";
import { type FakeSlack, startFakeSlack } from "./slack/index.ts";

const SCOPES = [
  "chat:write",
  "im:write",
  "channels:read",
  "channels:history",
  "groups:read",
  "groups:history",
  "im:history",
  "im:read",
  "users:read",
  "channels:join",
  "files:write",
];

let slack: FakeSlack;
let clock: ManualClock;
let scopes: string[];
let client: webApi.WebClient;
let general: string;

const clientWith = (token: string): webApi.WebClient =>
  new webApi.WebClient(token, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 300,
  });

/** Slack's error code, or what else went wrong. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "accepted";
  } catch (error) {
    const { data, code } = error as { data?: { error?: string }; code?: string };
    return data?.error ?? code ?? String(error);
  }
}

const post = (more: Record<string, unknown> = {}): Promise<string> =>
  refusal(client.apiCall("chat.postMessage", { channel: general, text: "hello", ...more }));

beforeEach(async () => {
  clock = manualClock("2026-11-24T10:00:00Z");
  scopes = [...SCOPES];
  slack = await startFakeSlack({
    signingSecret: "secret",
    botToken: "xoxb-good",
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes,
    clock,
  });
  slack.addUser({ id: "U1", name: "asha", tz: "Asia/Kolkata" });
  general = slack.addChannel({ name: "general", members: ["U1"] }).id;
  client = clientWith("xoxb-good");
});
afterEach(() => slack.stop());

describe("who may call", () => {
  it("refuses a token it did not give, no token, and one that was taken back", async () => {
    expect(await refusal(clientWith("xoxb-bad").auth.test())).toBe("invalid_auth");
    const bare = await fetch(`${slack.url}auth.test`, { method: "POST" });
    expect(await bare.json()).toEqual({ ok: false, error: "not_authed" });
    expect(await client.auth.test()).toMatchObject({ ok: true, team_id: "T1", user_id: "U0BOT" });
    slack.revokeToken();
    expect(await refusal(client.auth.test())).toBe("token_revoked");
  });

  it("names the scope that is missing and those that are there", async () => {
    scopes.splice(scopes.indexOf("chat:write"), 1);
    const answer = await client.chat
      .postMessage({ channel: general, text: "x" })
      .catch((error: { data: unknown }) => error.data);
    expect(answer).toMatchObject({
      error: "missing_scope",
      needed: "chat:write",
      provided: scopes.join(","),
    });
  });

  it("wants the history scope of the very kind of conversation", async () => {
    scopes.splice(scopes.indexOf("groups:history"), 1);
    const hidden = slack.addChannel({ name: "hidden", members: ["U1"], kind: "private" }).id;
    expect(await refusal(client.conversations.history({ channel: hidden }))).toBe("missing_scope");
    expect(await refusal(client.conversations.history({ channel: general }))).toBe("accepted");
  });

  it("refuses an unknown method, broken JSON and JSON that is no object", async () => {
    expect(await refusal(client.apiCall("chat.shout"))).toBe("unknown_method");
    const send = async (body: string) =>
      (
        await fetch(`${slack.url}auth.test`, {
          method: "POST",
          body,
          headers: { "content-type": "application/json", authorization: "Bearer xoxb-good" },
        })
      ).json();
    expect(await send("{")).toMatchObject({ error: "invalid_json" });
    expect(await send("null")).toMatchObject({ error: "json_not_object" });
  });
});

describe("where it may be said", () => {
  it("knows no channel it was not told of, and no private one the bot is not in", async () => {
    expect(await post({ channel: "C404" })).toBe("channel_not_found");
    const hidden = slack.addChannel({ name: "hidden", members: ["U1"], kind: "private", bot: false }).id;
    expect(await post({ channel: hidden })).toBe("channel_not_found");
  });

  it("refuses a channel the bot is not in, was taken out of, or that is archived", async () => {
    const other = slack.addChannel({ name: "other", members: ["U1"], bot: false }).id;
    expect(await post({ channel: other })).toBe("not_in_channel");
    await client.conversations.join({ channel: other });
    expect(await post({ channel: other })).toBe("accepted");
    slack.kick(other);
    expect(await post({ channel: other })).toBe("not_in_channel");
    slack.archive(general);
    expect(await post()).toBe("is_archived");
  });

  it("shows an ephemeral only to somebody who is in the channel", async () => {
    slack.addUser({ id: "U2", name: "ben" });
    const show = (user: string) =>
      refusal(client.chat.postEphemeral({ channel: general, user, text: "psst" }));
    expect(await show("U404")).toBe("user_not_found");
    expect(await show("U2")).toBe("user_not_in_channel");
    expect(await show("U1")).toBe("accepted");
    expect(slack.ephemerals("U1").map((one) => one.text)).toEqual(["psst"]);
    expect(slack.messages(general)).toEqual([]);
  });

  it("answers in a thread only below the message that heads one", async () => {
    const head = await client.chat.postMessage({ channel: general, text: "head" });
    const reply = await client.chat.postMessage({
      channel: general,
      text: "reply",
      thread_ts: String(head.ts),
    });
    expect(await post({ thread_ts: "1.000001" })).toBe("thread_not_found");
    expect(await post({ thread_ts: reply.ts })).toBe("thread_not_found");
  });

  it("changes and deletes only what the bot wrote", async () => {
    const { message } = { message: slack.write({ user: "U1", channel: general, text: "mine" }) };
    const on = { channel: general, ts: message.ts };
    expect(await refusal(client.chat.update({ ...on, text: "yours" }))).toBe("cant_update_message");
    expect(await refusal(client.chat.delete(on))).toBe("cant_delete_message");
    expect(await refusal(client.chat.update({ channel: general, ts: "1.000001", text: "x" }))).toBe(
      "message_not_found",
    );
  });
});

describe("what it keeps", () => {
  it("finds a message by its metadata in the history, when asked for metadata", async () => {
    const metadata = { event_type: "va_desk", event_payload: { key: "k1" } };
    const sent = await client.chat.postMessage({ channel: general, text: "digest", metadata });
    const asked = await client.conversations.history({ channel: general, include_all_metadata: true });
    expect(asked.messages?.[0]).toMatchObject({ ts: sent.ts, metadata, bot_id: "B0BOT", app_id: "A1" });
    const plain = await client.conversations.history({ channel: general });
    expect(plain.messages?.[0]?.metadata).toBeUndefined();
    expect(await post({ metadata: { event_type: "x" } })).toBe("invalid_metadata_format");
    const large = { event_type: "x", event_payload: { all: "x".repeat(20_000) } };
    expect(await post({ metadata: large })).toBe("metadata_too_large");
  });

  it("gives fifteen rows of a history at most, newest first, without replies, within the bounds", async () => {
    const all = Array.from({ length: 20 }, (_, i) =>
      slack.write({ user: "U1", channel: general, text: `m${i}` }),
    );
    slack.write({ user: "U1", channel: general, text: "reply", ...(all[0] ? { thread: all[0] } : {}) });
    const page = await client.conversations.history({ channel: general, limit: 100 });
    expect(page.messages?.map((one) => one.text)).toEqual(Array.from({ length: 15 }, (_, i) => `m${19 - i}`));
    expect(page.has_more).toBe(true);
    const rest = await client.conversations.history({
      channel: general,
      cursor: String(page.response_metadata?.next_cursor),
    });
    expect(rest.messages).toHaveLength(5);
    const between = await client.conversations.history({
      channel: general,
      oldest: String(all[3]?.ts),
      latest: String(all[6]?.ts),
    });
    expect(between.messages?.map((one) => one.text)).toEqual(["m5", "m4"]);
    const thread = await client.conversations.replies({ channel: general, ts: String(all[0]?.ts) });
    expect(thread.messages?.map((one) => one.text)).toEqual(["m0", "reply"]);
  });

  it("answers an unlisted app's second look into a history within a minute with 429", async () => {
    const strict = await startFakeSlack({
      signingSecret: "s",
      botToken: "t",
      team: "T1",
      botUser: "U0BOT",
      appId: "A1",
      scopes,
      clock,
      unlisted: true,
    });
    const channel = strict.addChannel({ name: "c", members: [] }).id;
    const look = () =>
      fetch(`${strict.url}conversations.history?channel=${channel}`, {
        headers: { authorization: "Bearer t" },
      });
    expect((await look()).status).toBe(200);
    const second = await look();
    expect([second.status, second.headers.get("retry-after")]).toEqual([429, "60"]);
    clock.advance(1);
    expect((await look()).status).toBe(200);
    await strict.stop();
  });

  it("keeps blocks an update does not mention, and removes them for an empty list", async () => {
    const blocks = [{ type: "divider" }];
    const { ts } = await client.chat.postMessage({ channel: general, text: "one", blocks });
    const on = { channel: general, ts: String(ts) };
    await client.chat.update({ ...on, text: "two" });
    expect(slack.messages(general)[0]).toMatchObject({ text: "two", blocks, edits: 1 });
    await client.chat.update({ ...on, text: "three", blocks: [] });
    expect(slack.messages(general)[0]).toMatchObject({ text: "three", blocks: [] });
  });

  it("opens one conversation with a person, and tells their zone, but mail and language only as allowed", async () => {
    const open = () => client.conversations.open({ users: "U1" });
    const first = await open();
    expect((await open()).channel?.id).toBe(first.channel?.id);
    expect(await refusal(client.conversations.open({ users: "U404" }))).toBe("user_not_found");
    const { user } = await client.users.info({ user: "U1" });
    expect(user).toMatchObject({ tz: "Asia/Kolkata", name: "asha" });
    expect([user?.locale, user?.profile?.email]).toEqual([undefined, undefined]);
    expect((await client.users.info({ user: "U1", include_locale: true })).user?.locale).toBe("en-US");
    expect(await refusal(client.users.lookupByEmail({ email: "asha@example.com" }))).toBe("missing_scope");
    scopes.push("users:read.email");
    expect((await client.users.lookupByEmail({ email: "asha@example.com" })).user?.id).toBe("U1");
  });

  it("takes a file in three steps and refuses one that was never uploaded or has another length", async () => {
    const file = Buffer.from("a,b\n1,2\n");
    await client.filesUploadV2({ channel_id: general, file, filename: "t.csv" });
    expect(slack.messages(general)[0]?.files[0]?.content?.toString()).toBe(file.toString());
    const { upload_url, file_id } = await client.files.getUploadURLExternal({
      filename: "x.csv",
      length: 3,
    });
    const files = [{ id: String(file_id), title: "x" }] as [{ id: string; title: string }];
    expect(await refusal(client.files.completeUploadExternal({ files }))).toBe("file_not_found");
    expect((await fetch(String(upload_url), { method: "POST", body: "toolong" })).status).toBe(400);
  });
});

describe("faults on demand", () => {
  it("is too busy, fails, refuses by name, each as often as told", async () => {
    slack.fail("chat.postMessage", { status: 429, retryAfter: 7 });
    slack.fail("chat.postMessage", { error: "channel_is_archived" }, 2);
    expect(await post()).toBe("slack_webapi_rate_limited_error");
    expect([await post(), await post(), await post()]).toEqual([
      "channel_is_archived",
      "channel_is_archived",
      "accepted",
    ]);
    slack.fail("chat.postMessage", { status: 500 });
    expect(await post()).not.toBe("accepted");
    expect(slack.messages(general)).toHaveLength(1);
    expect(slack.calls.filter((call) => call.error)).toHaveLength(4);
  });

  it("never answers, and keeps nothing", async () => {
    slack.fail("chat.postMessage", { hang: true });
    expect(await post()).toBe("slack_webapi_request_error");
    expect(slack.messages(general)).toEqual([]);
  });

  it("keeps the message and cuts the line before saying so", async () => {
    slack.fail("chat.postMessage", { acceptThenReset: true });
    expect(await post()).toBe("slack_webapi_request_error");
    expect(slack.messages(general).map((one) => one.text)).toEqual(["hello"]);
  });
});
