import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FakeMessage, FakeSlack } from "./slack/index.ts";
import { type Bench, openBench } from "./slack/scripted-app.ts";
import type { Json } from "./slack/types.ts";

let bench: Bench;
let slack: FakeSlack;
let channel: string;

beforeEach(async () => {
  bench = await openBench();
  ({ slack, channel } = bench);
});
afterEach(() => bench.stop());

const plain = (text: string) => ({ type: "plain_text", text });
const form = {
  type: "modal",
  title: plain("New request"),
  submit: plain("File it"),
  blocks: [
    {
      type: "input",
      block_id: "title",
      label: plain("What"),
      element: { type: "plain_text_input", action_id: "t", max_length: 20 },
    },
    {
      type: "input",
      block_id: "kind",
      label: plain("Kind"),
      optional: true,
      element: { type: "static_select", action_id: "k", options: [{ text: plain("Bug"), value: "bug" }] },
    },
  ],
};

async function card(): Promise<FakeMessage> {
  const elements = [{ type: "button", action_id: "take", value: "1", text: plain("Take") }];
  await bench.call("chat.postMessage", { channel, text: "card", blocks: [{ type: "actions", elements }] });
  const message = slack.messages(channel).at(-1);
  if (!message) throw new Error("no card");
  return message;
}

async function respond(url: string | undefined, body: Json): Promise<[number, unknown]> {
  const response = await fetch(String(url), { method: "POST", body: JSON.stringify(body) });
  return [response.status, ((await response.json()) as Json)["error"]];
}

describe("a slash command", () => {
  it("arrives signed, with text as Slack writes it, and its answer is shown to the one who typed", async () => {
    bench.answers = () => ({ response_type: "ephemeral", text: "Filed." });
    const text = "request R&D <b> for @U2 in #nowhere see https://x.test/a?b=1&c=2";
    const { status, ms, answer } = await slack.command({ user: "U1", channel, text });
    expect([status, ms < 3000, answer?.text]).toEqual([200, true, "Filed."]);
    expect(bench.heard[0]).toMatchObject({
      signed: true,
      age: 0,
      body: { command: "/va", user_id: "U1", channel_id: channel, channel_name: "acme", team_id: "T1" },
    });
    expect(bench.heard[0]?.body["text"]).toBe(
      "request R&amp;D &lt;b&gt; for <@U2|ben> in #nowhere see <https://x.test/a?b=1&amp;c=2>",
    );
    expect(slack.ephemerals("U1", channel).map((one) => one.text)).toEqual(["Filed."]);
    expect(slack.everything.at(-1)).toMatchObject({ kind: "ephemeral", via: "command ack", text: "Filed." });
  });

  it("is not waited for longer than three seconds", async () => {
    bench.answers = () => "hang";
    await expect(slack.command({ user: "U1", channel, text: "x" })).rejects.toThrow("operation_timeout");
  });

  it("shows nothing that breaks a rule", async () => {
    bench.answers = () => ({ text: "x", blocks: [{ type: "section", text: plain("") }] });
    await expect(slack.command({ user: "U1", channel, text: "x" })).rejects.toThrow(
      "invalid_command_response",
    );
  });

  it("can't be typed by somebody who is not there", async () => {
    slack.addUser({ id: "U3", name: "eve" });
    await expect(slack.command({ user: "U3", channel, text: "x" })).rejects.toThrow("not in");
  });
});

describe("a trigger", () => {
  it("opens one form, within three seconds", async () => {
    const { triggerId } = await slack.command({ user: "U1", channel, text: "x" });
    const open = () => bench.call("views.open", { trigger_id: triggerId, view: form });
    expect(await open()).toMatchObject({ ok: true });
    expect(await open()).toMatchObject({ error: "exchanged_trigger_id" });
    const late = await slack.command({ user: "U1", channel, text: "x" });
    bench.clock.advance(0.06);
    expect(await bench.call("views.open", { trigger_id: late.triggerId, view: form })).toMatchObject({
      error: "expired_trigger_id",
    });
  });
});

describe("a response url", () => {
  it("is used up after five times", async () => {
    const { responseUrl } = await slack.command({ user: "U1", channel, text: "x" });
    for (let i = 0; i < 5; i += 1) {
      expect(await respond(responseUrl, { text: `${i}` })).toEqual([200, undefined]);
    }
    expect(await respond(responseUrl, { text: "sixth" })).toEqual([404, "used_url"]);
    expect(slack.ephemerals("U1")).toHaveLength(5);
  });

  it("is of no use after thirty minutes, nor for a message that breaks a rule", async () => {
    const { responseUrl } = await slack.command({ user: "U1", channel, text: "x" });
    const blocks = [{ type: "header", text: plain("x".repeat(151)) }];
    expect(await respond(responseUrl, { text: "x", blocks })).toEqual([400, "invalid_blocks"]);
    bench.clock.advance(31);
    expect(await respond(responseUrl, { text: "late" })).toEqual([404, "expired_url"]);
  });

  it("replaces and removes the message whose button was pressed", async () => {
    bench.answers = () => ({
      text: "Sure?",
      blocks: [{ type: "actions", elements: [{ type: "button", action_id: "y", text: plain("Yes") }] }],
    });
    const { answer } = await slack.command({ user: "U1", channel, text: "cancel 1" });
    bench.answers = () => "";
    if (!answer) throw new Error("no answer");
    const { responseUrl } = await slack.click({ user: "U1", message: answer, label: "Yes" });
    await respond(responseUrl, { replace_original: true, text: "Cancelled." });
    expect(slack.ephemerals("U1").map((one) => one.text)).toEqual(["Cancelled."]);
    await respond(responseUrl, { delete_original: true });
    expect(slack.ephemerals("U1")).toEqual([]);
    expect(bench.heard.at(-1)?.body["message"]).toBeUndefined();
  });
});

describe("a button", () => {
  it("is pressed twice at once as two deliveries with different triggers", async () => {
    const message = await card();
    const [one, two] = await slack.doubleClick({ user: "U1", message, label: "Take" });
    expect(one.triggerId).not.toBe(two.triggerId);
    const clicks = bench.heard.filter((one) => one.body["type"] === "block_actions");
    expect(clicks).toHaveLength(2);
    expect(clicks[0]?.body).toMatchObject({
      user: { id: "U1" },
      container: { type: "message", message_ts: message.ts, channel_id: channel, is_ephemeral: false },
      actions: [{ action_id: "take", value: "1", type: "button" }],
    });
  });

  it("must be there to be pressed, and be seen by who presses it", async () => {
    const message = await card();
    await expect(slack.click({ user: "U1", message, label: "Stop" })).rejects.toThrow(
      '"Stop"; there is: Take',
    );
    await bench.call("chat.delete", { channel, ts: message.ts });
    await expect(slack.click({ user: "U1", message, label: "Take" })).rejects.toThrow("can't see");
  });
});

describe("a form", () => {
  it("is not submitted with a required field left empty, too much in a field, or an option that isn't there", async () => {
    const view = await bench.open(form);
    const submit = (values: Record<string, string>) => slack.submit({ user: "U1", view, values });
    await expect(submit({})).rejects.toThrow('"What" is required');
    await expect(submit({ What: "x".repeat(21) })).rejects.toThrow("only 20 characters");
    await expect(submit({ What: "x", Kind: "Wish" })).rejects.toThrow('no option "Wish"');
    await expect(submit({ What: "x", Nonsense: "y" })).rejects.toThrow("no such field: Nonsense");
    expect(bench.heard.filter((one) => one.body["type"] === "view_submission")).toEqual([]);
  });

  it("stays open with the app's errors, becomes what the app makes of it, and closes", async () => {
    const view = await bench.open(form);
    bench.answers = () => ({ response_action: "errors", errors: { title: "Say more" } });
    const refused = await slack.submit({ user: "U1", view, values: { What: "x", Kind: "Bug" } });
    expect([refused.errors, refused.view]).toEqual([{ title: "Say more" }, view]);
    expect(bench.heard.at(-1)?.body).toMatchObject({
      view: {
        id: view.id,
        state: {
          values: { title: { t: { value: "x" } }, kind: { k: { selected_option: { value: "bug" } } } },
        },
      },
    });
    const hash = view.hash;
    bench.answers = () => ({ response_action: "update", view: { ...form, title: plain("Once more") } });
    const updated = await slack.submit({ user: "U1", view, values: { What: "x" } });
    expect(updated.view?.body).toMatchObject({ title: plain("Once more") });
    expect(view.hash).not.toBe(hash);
    bench.answers = () => ({ response_action: "push", view: { ...form, title: plain("On top") } });
    const pushed = await slack.submit({ user: "U1", view, values: { What: "x" } });
    expect(pushed.view?.previousId).toBe(view.id);
    bench.answers = () => ({ response_action: "clear" });
    if (!pushed.view) throw new Error("nothing on top");
    expect(
      (await slack.submit({ user: "U1", view: pushed.view, values: { What: "x" } })).view,
    ).toBeUndefined();
    expect(slack.openView("U1")).toBeUndefined();
  });

  it("takes no answer that Slack would not understand", async () => {
    const view = await bench.open(form);
    const submit = () => slack.submit({ user: "U1", view, values: { What: "x" } });
    bench.answers = () => ({ response_action: "errors", errors: { nowhere: "x" } });
    await expect(submit()).rejects.toThrow("trouble connecting");
    bench.answers = () => ({ response_action: "update", view: { ...form, title: plain("x".repeat(25)) } });
    await expect(submit()).rejects.toThrow("trouble connecting");
    bench.answers = () => "thanks";
    await expect(submit()).rejects.toThrow("trouble connecting");
  });

  it("is changed only while it is open, by who knows its present state", async () => {
    const view = await bench.open(form);
    const update = (hash: string) => bench.call("views.update", { view_id: view.id, hash, view: form });
    expect(await update("old")).toMatchObject({ error: "hash_conflict" });
    expect(await update(view.hash)).toMatchObject({ ok: true });
    slack.dismiss(view);
    expect(await update(view.hash)).toMatchObject({ error: "not_found" });
  });
});
