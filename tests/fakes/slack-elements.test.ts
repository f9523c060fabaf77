import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench } from "./slack/scripted-app.ts";
import type { Json } from "./slack/types.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.stop());

const plain = (length: number) => ({ type: "plain_text", text: "x".repeat(length) });
const option = (i: number) => ({ text: plain(3), value: String(i) });
const options = (count: number) => Array.from({ length: count }, (_, i) => option(i));
const button = (more: Json) => ({ type: "button", action_id: "b", text: plain(3), ...more });
const menu = (more: Json) => ({ type: "static_select", action_id: "m", options: options(2), ...more });
const asking = (more: Json) => ({
  title: plain(5),
  text: plain(5),
  confirm: plain(3),
  deny: plain(3),
  ...more,
});
const image = (more: Json) => ({ type: "image", image_url: "https://x.test/a.png", alt_text: "a", ...more });
const input = (element: Json, more: Json = {}) => ({ type: "input", label: plain(3), element, ...more });
const line = (more: Json) => ({ type: "plain_text_input", action_id: "t", ...more });
const table = (rows: number, columns: number) => ({
  type: "table",
  rows: Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => ({ type: "raw_text", text: "a" })),
  ),
});

const elements: [string, Json, Json][] = [
  [
    "an address of 3,001 characters",
    button({ url: `https://x.test/${"a".repeat(2986)}` }),
    button({ url: `https://x.test/${"a".repeat(2985)}` }),
  ],
  [
    "a spoken label of 76 characters",
    button({ accessibility_label: "x".repeat(76) }),
    button({ accessibility_label: "x".repeat(75) }),
  ],
  [
    "a question of 301 characters",
    button({ confirm: asking({ text: plain(301) }) }),
    button({ confirm: asking({ text: plain(300) }) }),
  ],
  [
    "a question with a heading of 101 characters",
    button({ confirm: asking({ title: plain(101) }) }),
    button({ confirm: asking({ title: plain(100) }) }),
  ],
  [
    "a question's answer of 31 characters",
    button({ confirm: asking({ deny: plain(31) }) }),
    button({ confirm: asking({ deny: plain(30) }) }),
  ],
  [
    "a hint in a menu of 151 characters",
    menu({ placeholder: plain(151) }),
    menu({ placeholder: plain(150) }),
  ],
  ["a menu without options", menu({ options: [] }), menu({ options: options(1) })],
  [
    "a menu with neither options nor groups",
    menu({ options: undefined }),
    menu({ options: undefined, option_groups: [{ label: plain(3), options: options(1) }] }),
  ],
  [
    "an overflow menu of 6",
    { type: "overflow", action_id: "o", options: options(6) },
    { type: "overflow", action_id: "o", options: options(5) },
  ],
  [
    "11 checkboxes",
    { type: "checkboxes", action_id: "c", options: options(11) },
    { type: "checkboxes", action_id: "c", options: options(10) },
  ],
  [
    "11 radio buttons",
    { type: "radio_buttons", action_id: "c", options: options(11) },
    { type: "radio_buttons", action_id: "c", options: options(10) },
  ],
  [
    "a ticked box that isn't there",
    { type: "checkboxes", action_id: "c", options: options(1), initial_options: [option(7)] },
    { type: "checkboxes", action_id: "c", options: options(1), initial_options: [option(0)] },
  ],
  [
    "an hour that is none",
    { type: "timepicker", action_id: "h", initial_time: "25:00" },
    { type: "timepicker", action_id: "h", initial_time: "23:59" },
  ],
];

const blocks: [string, Json, Json][] = [
  ...elements.map(([name, bad, good]): [string, Json, Json] => [
    name,
    { type: "actions", elements: [bad] },
    { type: "actions", elements: [good] },
  ]),
  ["a picture nobody could be told of", image({ alt_text: "" }), image({})],
  ["a picture from nowhere", image({ image_url: undefined }), image({})],
  [
    "markdown of 12,001 characters",
    { type: "markdown", text: "x".repeat(12_001) },
    { type: "markdown", text: "x".repeat(12_000) },
  ],
  ["a table of 101 rows", table(101, 1), table(100, 1)],
  ["a table of 21 columns", table(1, 21), table(1, 20)],
  [
    "a label of 2,001 characters",
    input(line({}), { label: plain(2001) }),
    input(line({}), { label: plain(2000) }),
  ],
  [
    "a field that takes 3,001 characters",
    input(line({ max_length: 3001 })),
    input(line({ max_length: 3000 })),
  ],
  [
    "a block id of 256 characters",
    { type: "divider", block_id: "x".repeat(256) },
    { type: "divider", block_id: "x".repeat(255) },
  ],
];

describe("a message is refused for", () => {
  it.each(blocks)("%s", async (_, bad, good) => {
    const post = (block: Json) =>
      bench.call("chat.postMessage", { channel: bench.channel, text: "fallback", blocks: [block] });
    expect(await post(bad)).toMatchObject({ error: "invalid_blocks" });
    expect(await post(good)).toMatchObject({ ok: true });
  });

  it("another name than its own, without the scope", async () => {
    const disguised = { channel: bench.channel, text: "x", username: "Boss" };
    expect(await bench.call("chat.postMessage", disguised)).toMatchObject({
      error: "missing_scope",
      needed: "chat:write.customize",
    });
  });
});

describe("forms on top of each other", () => {
  const form = { type: "modal", title: plain(3), submit: plain(3), blocks: [input(line({}))] };
  const again = { response_action: "push", view: form };

  it("are three at most, and pushed only from a form", async () => {
    const view = await bench.open(form);
    const { triggerId } = await bench.slack.command({ user: "U1", channel: bench.channel, text: "x" });
    expect(await bench.call("views.push", { trigger_id: triggerId, view: form })).toMatchObject({
      error: "not_found",
    });
    bench.answers = () => again;
    const second = await bench.slack.submit({ user: "U1", view, values: { xxx: "a" } });
    if (!second.view) throw new Error("no second form");
    const third = await bench.slack.submit({ user: "U1", view: second.view, values: { xxx: "a" } });
    if (!third.view) throw new Error("no third form");
    await expect(bench.slack.submit({ user: "U1", view: third.view, values: { xxx: "a" } })).rejects.toThrow(
      "push_limit_reached",
    );
    bench.answers = () => "";
  });

  it("do not share an external id", async () => {
    await bench.open({ ...form, external_id: "one" });
    await expect(bench.open({ ...form, external_id: "one" })).rejects.toThrow("duplicate_external_id");
  });
});
