import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeSlack, startFakeSlack } from "./slack/index.ts";

let slack: FakeSlack;
let channel: string;

beforeAll(async () => {
  slack = await startFakeSlack({
    signingSecret: "secret",
    botToken: "xoxb",
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes: ["chat:write"],
  });
  channel = slack.addChannel({ name: "general", members: [] }).id;
  slack.addUser({ id: "U1", name: "asha" });
});
afterAll(() => slack.stop());

type Answer = { ok: boolean; error?: string; errors?: string[]; ts?: string };

async function call(method: string, body: unknown): Promise<Answer> {
  const response = await fetch(`${slack.url}${method}`, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", authorization: "Bearer xoxb" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

const plain = (length: number, char = "x") => ({ type: "plain_text", text: char.repeat(length) });
const button = (id: string, more: object = {}) => ({
  type: "button",
  action_id: id,
  text: plain(3),
  ...more,
});
const actions = (...elements: object[]) => ({ type: "actions", elements });
const option = (n: number, more: object = {}) => ({ text: plain(5), value: String(n), ...more });
const menu = (options: object[], more: object = {}) => ({
  type: "static_select",
  action_id: "m",
  options,
  ...more,
});
const many = <T>(count: number, one: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(i));
const section = (text: object, more: object = {}) => ({ type: "section", text, ...more });
const rich = (...elements: object[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const input = (element: object, more: object = {}) => ({ type: "input", label: plain(5), element, ...more });

/** Beside each block the fake must refuse, the nearest one it must take. */
const blocks: [string, object[], object[]][] = [
  ["51 blocks", many(51, () => ({ type: "divider" })), many(50, () => ({ type: "divider" }))],
  ["a section of 3,001 characters", [section(plain(3001))], [section(plain(3000))]],
  ["an empty text", [section(plain(0))], [section(plain(1))]],
  ["a blank text", [section(plain(3, " "))], [section(plain(3))]],
  ["a section without anything", [{ type: "section" }], [{ type: "section", fields: [plain(1)] }]],
  [
    "11 fields",
    [{ type: "section", fields: many(11, () => plain(1)) }],
    [{ type: "section", fields: many(10, () => plain(1)) }],
  ],
  [
    "a field of 2,001 characters",
    [{ type: "section", fields: [plain(2001)] }],
    [{ type: "section", fields: [plain(2000)] }],
  ],
  [
    "a header of 151 characters",
    [{ type: "header", text: plain(151) }],
    [{ type: "header", text: plain(150) }],
  ],
  [
    "markup in a header",
    [{ type: "header", text: { type: "mrkdwn", text: "x" } }],
    [{ type: "header", text: plain(1) }],
  ],
  [
    "26 buttons in a row",
    [actions(...many(26, (i) => button(`b${i}`)))],
    [actions(...many(25, (i) => button(`b${i}`)))],
  ],
  ["a row without buttons", [actions()], [actions(button("b"))]],
  [
    "11 elements of context",
    [{ type: "context", elements: many(11, () => plain(1)) }],
    [{ type: "context", elements: many(10, () => plain(1)) }],
  ],
  [
    "a button label of 76 characters",
    [actions(button("b", { text: plain(76) }))],
    [actions(button("b", { text: plain(75) }))],
  ],
  [
    "a button value of 2,001 characters",
    [actions(button("b", { value: "x".repeat(2001) }))],
    [actions(button("b", { value: "x".repeat(2000) }))],
  ],
  ["an action id of 256 characters", [actions(button("b".repeat(256)))], [actions(button("b".repeat(255)))]],
  ["a button without an action id", [actions({ type: "button", text: plain(1) })], [actions(button("b"))]],
  ["the same action id twice", [actions(button("b"), button("b"))], [actions(button("b"), button("c"))]],
  [
    "the same action id in two blocks",
    [actions(button("b")), actions(button("b"))],
    [actions(button("b")), actions(button("c"))],
  ],
  [
    "the same block id twice",
    [
      { type: "divider", block_id: "d" },
      { type: "divider", block_id: "d" },
    ],
    [{ type: "divider", block_id: "d" }],
  ],
  ["101 options", [actions(menu(many(101, option)))], [actions(menu(many(100, option)))]],
  [
    "an option label of 76 characters",
    [actions(menu([option(1, { text: plain(76) })]))],
    [actions(menu([option(1, { text: plain(75) })]))],
  ],
  [
    "an option value of 151 characters",
    [actions(menu([option(1, { value: "x".repeat(151) })]))],
    [actions(menu([option(1, { value: "x".repeat(150) })]))],
  ],
  [
    "an initial option that is none of the options",
    [actions(menu([option(1)], { initial_option: option(2) }))],
    [actions(menu([option(1)], { initial_option: option(1) }))],
  ],
  ["a block of an unknown type", [{ type: "marquee", text: plain(1) }], [section(plain(1))]],
  ["a property nobody knows", [section(plain(1), { colour: "red" })], [section(plain(1), { expand: true })]],
  [
    "a style nobody knows",
    [actions(button("b", { style: "default" }))],
    [actions(button("b", { style: "danger" }))],
  ],
  ["an empty run of rich text", [rich({ type: "text", text: "" })], [rich({ type: "text", text: " " })]],
  [
    "a user in rich text that is no id",
    [rich({ type: "user", user_id: "asha" })],
    [rich({ type: "user", user_id: "U1" })],
  ],
  [
    "a link that is no address",
    [rich({ type: "link", url: "javascript:x" })],
    [rich({ type: "link", url: "https://x.test" })],
  ],
  [
    "a field for files in a message",
    [input({ type: "file_input", action_id: "f" })],
    [input({ type: "plain_text_input", action_id: "f" })],
  ],
];

describe("a message is refused for", () => {
  it.each(blocks)("%s", async (_, bad, good) => {
    const refused = await call("chat.postMessage", { channel, text: "fallback", blocks: bad });
    expect(refused).toMatchObject({ ok: false, error: "invalid_blocks" });
    expect(refused.errors?.[0]).toMatch(/\[json-pointer:\/blocks/u);
    expect(await call("chat.postMessage", { channel, text: "fallback", blocks: good })).toMatchObject({
      ok: true,
    });
  });

  it("more text in its blocks than Slack bears, though each block is small enough", async () => {
    const long = (count: number) => many(count, () => section(plain(2900)));
    expect(await call("chat.postMessage", { channel, text: "x", blocks: long(5) })).toMatchObject({
      error: "msg_blocks_too_long",
    });
    expect(await call("chat.postMessage", { channel, text: "x", blocks: long(4) })).toMatchObject({
      ok: true,
    });
  });

  it("a text of more than 40,000 characters, or 4,000 in an update", async () => {
    const long = await call("chat.postMessage", { channel, text: "x".repeat(40_001) });
    expect(long.error).toBe("msg_too_long");
    const { ts } = await call("chat.postMessage", { channel, text: "x" });
    expect((await call("chat.update", { channel, ts, text: "x".repeat(4001) })).error).toBe("msg_too_long");
  });

  it("blocks that no notification could read out", async () => {
    const silent = await call("chat.postMessage", { channel, blocks: [{ type: "divider" }] });
    expect(silent.error).toBe("no_text");
  });

  it("blocks that are no list, and a second table", async () => {
    expect((await call("chat.postMessage", { channel, text: "x", blocks: "oops" })).error).toBe(
      "invalid_blocks_format",
    );
    const table = { type: "table", rows: [[{ type: "raw_text", text: "a" }]] };
    expect(await call("chat.postMessage", { channel, text: "x", blocks: [table] })).toMatchObject({
      ok: true,
    });
    expect((await call("chat.postMessage", { channel, text: "x", blocks: [table, table] })).error).toBe(
      "invalid_attachments",
    );
  });
});

const field = (i: number, more: object = {}) =>
  input({ type: "plain_text_input", action_id: `a${i}`, ...more });
const modal = (more: object = {}) => ({
  type: "modal",
  title: plain(5),
  submit: plain(4),
  blocks: [field(0)],
  ...more,
});

const views: [string, object, object][] = [
  ["a title of 25 characters", modal({ title: plain(25) }), modal({ title: plain(24) })],
  ["a button of 25 characters", modal({ submit: plain(25) }), modal({ submit: plain(24) })],
  ["101 blocks", modal({ blocks: many(101, field) }), modal({ blocks: many(100, field) })],
  [
    "private metadata of 3,001 characters",
    modal({ private_metadata: "x".repeat(3001) }),
    modal({ private_metadata: "x".repeat(3000) }),
  ],
  [
    "fields without a button to submit",
    modal({ submit: undefined }),
    modal({ submit: undefined, blocks: [{ type: "divider" }] }),
  ],
  ["no title", modal({ title: undefined }), modal()],
  [
    "an action id used twice",
    modal({ blocks: [field(1), field(1)] }),
    modal({ blocks: [field(1), field(2)] }),
  ],
  [
    "two fields that want the focus",
    modal({ blocks: [field(1, { focus_on_load: true }), field(2, { focus_on_load: true })] }),
    modal({ blocks: [field(1, { focus_on_load: true }), field(2)] }),
  ],
  [
    "an initial value longer than the field",
    modal({ blocks: [field(1, { initial_value: "xxx", max_length: 2 })] }),
    modal({ blocks: [field(1, { initial_value: "xx", max_length: 2 })] }),
  ],
  [
    "a number field that says nothing of decimals",
    modal({ blocks: [input({ type: "number_input", action_id: "n" })] }),
    modal({ blocks: [input({ type: "number_input", action_id: "n", is_decimal_allowed: false })] }),
  ],
  [
    "a day that is no day",
    modal({ blocks: [input({ type: "datepicker", action_id: "d", initial_date: "Friday" })] }),
    modal({ blocks: [input({ type: "datepicker", action_id: "d", initial_date: "2026-11-27" })] }),
  ],
];

describe("a form is refused for", () => {
  it.each(views)("%s", async (_, bad, good) => {
    // A form that breaks a rule is refused before its trigger is looked at.
    expect(await call("views.open", { trigger_id: "1.2.3", view: bad })).toMatchObject({
      error: "invalid_arguments",
    });
    expect(await call("views.open", { trigger_id: "1.2.3", view: good })).toMatchObject({
      error: "invalid_trigger_id",
    });
  });

  it("its size", async () => {
    const heavy = modal({ blocks: many(90, () => section(plain(3000))) });
    expect(await call("views.open", { trigger_id: "1.2.3", view: heavy })).toMatchObject({
      error: "view_too_large",
    });
  });

  it("a field for files without the scope to read them", async () => {
    const view = modal({ blocks: [input({ type: "file_input", action_id: "f" })] });
    expect(await call("views.open", { trigger_id: "1.2.3", view })).toMatchObject({
      error: "missing_scope",
      needed: "files:read",
    });
  });
});

describe("a home", () => {
  it("has no title and no button, and is replaced only by who knows its present state", async () => {
    const home = { type: "home", blocks: [section(plain(3))] };
    const publish = (more: object) => call("views.publish", { user_id: "U1", view: home, ...more });
    expect(await publish({ view: { ...home, submit: plain(3) } })).toMatchObject({
      error: "invalid_arguments",
    });
    expect(await publish({ view: modal() })).toMatchObject({ error: "invalid_arguments" });
    expect(await publish({})).toMatchObject({ ok: true });
    expect(await publish({ hash: "old" })).toMatchObject({ error: "hash_conflict" });
    expect(await publish({ hash: slack.home("U1")?.hash })).toMatchObject({ ok: true });
  });
});
