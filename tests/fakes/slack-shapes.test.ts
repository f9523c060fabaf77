import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isJson } from "./slack/json.ts";
import { type Bench, openBench } from "./slack/scripted-app.ts";
import type { Json } from "./slack/types.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.stop());

/** What the app is free to put there, or what a message may hold in any of its kinds. */
const FREE = new Set(["blocks", "metadata", "values", "previous_message", "message", "bot_profile"]);
/** Sent by Slack, by its documentation, and left out of the logged shapes. */
const NOT_LOGGED = new Set([
  "/context_team_id",
  "/context_enterprise_id",
  "/response_url",
  "/response_urls",
  "/state",
  "/view/state/values",
  "/view/blocks",
  "/channel/user",
  "/channel/is_open",
  "/channel/num_members",
  "/no_op",
  "/already_open",
  "/req_method",
]);

async function logged(path: string): Promise<Json> {
  return JSON.parse(await readFile(new URL(`../fixtures/slack/${path}.json`, import.meta.url), "utf-8"));
}

/** The pointers of everything in `ours` that the real shape doesn't have. */
function invented(ours: unknown, real: unknown, at = ""): string[] {
  if (Array.isArray(ours) && Array.isArray(real)) {
    return ours.flatMap((one) => invented(one, real[0], at));
  }
  if (!isJson(ours) || !isJson(real)) return [];
  return Object.entries(ours).flatMap(([key, value]) => {
    const here = `${at}/${key}`;
    if (NOT_LOGGED.has(here)) return [];
    if (!(key in real)) return [here];
    return FREE.has(key) ? [] : invented(value, real[key], here);
  });
}

const plain = (text: string) => ({ type: "plain_text", text });
const button = { type: "button", action_id: "a", value: "1", text: plain("Take") };
const view = {
  type: "modal",
  title: plain("Form"),
  submit: plain("File"),
  blocks: [{ type: "input", label: plain("What"), element: { type: "plain_text_input", action_id: "w" } }],
};

it("sends commands, presses and submissions with nothing in them that Slack doesn't send", async () => {
  const { slack, channel } = bench;
  const last = () => bench.heard.at(-1)?.body;
  await slack.command({ user: "U1", channel, text: "x" });
  expect(invented(last(), await logged("app-backend/slash-commands/SlashCommandPayload"))).toEqual([]);
  await bench.call("chat.postMessage", {
    channel,
    text: "x",
    blocks: [{ type: "actions", elements: [button] }],
  });
  await slack.settle();
  const message = slack.messages(channel)[0];
  if (!message) throw new Error("nothing posted");
  await slack.click({ user: "U1", message, label: "Take" });
  expect(last()?.["type"]).toBe("block_actions");
  expect(invented(last(), await logged("app-backend/interactive-components/BlockActionPayload"))).toEqual([]);
  await slack.shortcut({ user: "U1", callbackId: "x", message });
  expect(last()?.["type"]).toBe("message_action");
  const shortcut = await logged("app-backend/interactive-components/MessageShortcutPayload");
  expect(invented(last(), shortcut)).toEqual([]);
  const shown = await bench.open(view);
  await slack.submit({ user: "U1", view: shown, values: { What: "x" } });
  expect(last()?.["type"]).toBe("view_submission");
  expect(invented(last(), await logged("app-backend/views/ViewSubmissionPayload"))).toEqual([]);
});

it("sends events with nothing in them that Slack doesn't send", async () => {
  const { slack, channel } = bench;
  const shapes: Record<string, Json> = {
    app_mention: await logged("events/AppMentionPayload"),
    message: await logged("events/MessagePayload"),
    file_share: await logged("events/MessageFileSharePayload"),
    message_changed: await logged("events/MessageChangedPayload"),
    reaction_added: await logged("events/ReactionAddedPayload"),
  };
  const { message } = await slack.mention({ user: "U1", channel, text: "x" });
  await slack.reply({ user: "U1", message, text: "y", files: [{ name: "a.csv", content: "a" }] });
  await slack.edit({ message, text: "z" });
  await slack.react({ user: "U1", message, emoji: "eyes" });
  const kinds = bench.heard.map(({ body }) => {
    const event = body["event"] as Json;
    const kind = String(event["subtype"] ?? event["type"]);
    expect([kind, invented(body, shapes[kind])]).toEqual([kind, []]);
    return kind;
  });
  expect(kinds.sort()).toEqual(["app_mention", "file_share", "message", "message_changed", "reaction_added"]);
});

it("answers with nothing that Slack doesn't answer", async () => {
  const { slack, channel, call } = bench;
  const post = await call("chat.postMessage", { channel, text: "x" });
  const file = (await call("files.getUploadURLExternal", { filename: "a.csv", length: 1 })) as Json;
  await fetch(String(file["upload_url"]), { method: "POST", body: "a" });
  const ts = post["ts"];
  const asked: [string, Json][] = [
    ["auth.test", {}],
    ["users.info", { user: "U1", include_locale: true }],
    ["users.lookupByEmail", { email: "asha@example.com" }],
    ["conversations.info", { channel }],
    ["conversations.join", { channel }],
    ["conversations.members", { channel }],
    ["chat.postEphemeral", { channel, user: "U1", text: "x" }],
    ["chat.getPermalink", { channel, message_ts: ts }],
    ["files.completeUploadExternal", { files: [{ id: file["file_id"], title: "a" }] }],
    ["chat.delete", { channel, ts }],
  ];
  expect(invented({ ...file, file_id: "F" }, await logged("api/files.getUploadURLExternal"))).toEqual([]);
  for (const [method, args] of asked) {
    const answer = await call(method, args);
    expect([method, answer["ok"], invented(answer, await logged(`api/${method}`))]).toEqual([
      method,
      true,
      [],
    ]);
  }
  expect(slack.calls.every((one) => one.error === undefined)).toBe(true);
});
