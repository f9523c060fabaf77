import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { testFolder } from "../support/folder.ts";
import { judge, needsJudge } from "./judge/index.ts";
import { runPython } from "./judge/python.ts";
import { startFakeSlack } from "./slack/index.ts";
import type { Shown } from "./slack/types.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const section = (text: string) => ({ type: "section", text: plain(text) });
const button = (action: string, label = "Take") => ({
  type: "button",
  action_id: action,
  text: plain(label),
});
const message = (...blocks: Record<string, unknown>[]): Shown => ({
  kind: "message",
  via: "test",
  channel: "C1",
  text: "fallback",
  blocks,
});
const modal = (view: Record<string, unknown>): Shown => ({ kind: "modal", via: "test", user: "U1", view });
const option = (label: string) => ({ text: plain(label), value: label.slice(0, 5) });
const menu = (label: string) => ({
  type: "actions",
  elements: [{ type: "static_select", action_id: "m", options: [option(label)] }],
});

const good: Shown[] = [
  message(
    { type: "header", text: plain("ACME-12") },
    { ...section("Fix the invoice"), accessory: button("open", "Open") },
    { type: "section", fields: [plain("Due"), { type: "mrkdwn", text: "*Friday*" }] },
    { type: "context", elements: [plain("asha")] },
    { type: "divider" },
    { type: "actions", elements: [button("take"), { ...button("stop"), style: "danger", value: "{}" }] },
    menu("A label"),
    {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "<!channel>", style: { bold: true } },
            { type: "link", url: "https://x.test", text: "x" },
            { type: "user", user_id: "U1" },
            { type: "date", timestamp: 1_790_000_000, format: "{date_short} at {time}", fallback: "then" },
          ],
        },
        { type: "rich_text_preformatted", elements: [{ type: "text", text: "████" }] },
        {
          type: "rich_text_list",
          style: "bullet",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "one" }] }],
        },
        { type: "rich_text_quote", elements: [{ type: "text", text: "said" }] },
      ],
    },
    {
      type: "table",
      rows: [
        [
          { type: "raw_text", text: "a" },
          { type: "raw_text", text: "b" },
        ],
      ],
    },
    { type: "image", image_url: "https://x.test/a.png", alt_text: "a chart" },
  ),
  modal({
    type: "modal",
    title: plain("New request"),
    submit: plain("File"),
    close: plain("Cancel"),
    callback_id: "form",
    private_metadata: "{}",
    blocks: [
      {
        element: { type: "plain_text_input", action_id: "t", multiline: true, max_length: 3000 },
        label: plain("What"),
      },
      { element: { type: "datepicker", action_id: "d", initial_date: "2026-11-27" }, label: plain("Due") },
      { element: { type: "timepicker", action_id: "h", initial_time: "17:00" }, label: plain("At") },
      { element: { type: "users_select", action_id: "u", initial_user: "U1" }, label: plain("Who") },
      {
        element: { type: "multi_users_select", action_id: "us", initial_users: ["U1"] },
        label: plain("Whom"),
      },
      { element: { type: "number_input", action_id: "n", is_decimal_allowed: true }, label: plain("Hours") },
      { element: { type: "checkboxes", action_id: "c", options: [option("urgent")] }, label: plain("Flags") },
      { element: { type: "file_input", action_id: "f", max_files: 10 }, label: plain("Files") },
      {
        element: {
          type: "static_select",
          action_id: "s",
          options: [option("a")],
          initial_option: option("a"),
        },
        label: plain("Client"),
      },
    ].map((input, i) => ({
      type: "input",
      block_id: `b${i}`,
      optional: true,
      hint: plain("a hint"),
      ...input,
    })),
  }),
  { kind: "home", via: "test", user: "U1", view: { type: "home", blocks: [section("Today")] } },
];

const bad: [string, Shown, RegExp][] = [
  ["an empty text", message(section("")), /\/blocks\/0\/text empty text/u],
  [
    "an empty run of rich text",
    message({
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "" }] }],
    }),
    /empty text/u,
  ],
  [
    "a header of 151 characters",
    message({ type: "header", text: plain("x".repeat(151)) }),
    /\/blocks\/0 .*150/u,
  ],
  [
    "a button label of 76 characters",
    message({ type: "actions", elements: [button("a", "x".repeat(76))] }),
    /75/u,
  ],
  ["an option label of 76 characters", message(menu("x".repeat(76))), /options\/0\/text more than 75/u],
  [
    "an action id used twice",
    message({ type: "actions", elements: [button("a"), button("a")] }),
    /action_id used twice: a/u,
  ],
  ["a block of an unknown type", message({ type: "marquee" }), /\/blocks\/0 no such type/u],
  ["a property nobody knows", message({ ...section("x"), colour: "red" }), /colour/u],
  ["51 blocks", message(...Array.from({ length: 51 }, () => ({ type: "divider" }))), /more than 50 blocks/u],
  ["a message without text", { ...message(section("x")), text: " " } as Shown, /\/text no text/u],
  [
    "a form with a title of 25 characters",
    modal({ type: "modal", title: plain("x".repeat(25)), blocks: [section("x")] }),
    /title/u,
  ],
  ["a form without a title", modal({ type: "modal", blocks: [section("x")] }), /no title/u],
  [
    "too much private metadata",
    modal({ type: "modal", title: plain("x"), blocks: [section("x")], private_metadata: "x".repeat(3001) }),
    /3000/u,
  ],
  [
    "an unknown block in a form",
    modal({ type: "modal", title: plain("x"), blocks: [{ type: "marquee" }] }),
    /marquee/u,
  ],
];

describe("the judge from outside", { timeout: 180_000 }, () => {
  beforeEach(needsJudge);

  it("finds nothing wrong with what Slack takes", async () => {
    expect(await judge(good)).toEqual([]);
  });

  it.each(bad)("objects to %s", async (_, item, what) => {
    const found = await judge([...good, item]);
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(/^-:4 /u);
    expect(found.join("\n")).toMatch(what);
  });

  it("reads the files the fake writes, and says by its exit code what it found", async () => {
    const journalDir = await testFolder();
    const slack = await startFakeSlack({
      signingSecret: "s",
      botToken: "t",
      team: "T1",
      botUser: "U0BOT",
      appId: "A1",
      scopes: ["chat:write"],
      journalDir,
    });
    const channel = slack.addChannel({ name: "c", members: [] }).id;
    for (const blocks of [[section("fine")], [section("")]]) {
      await fetch(`${slack.url}chat.postMessage`, {
        method: "POST",
        headers: { authorization: "Bearer t", "content-type": "application/json" },
        body: JSON.stringify({ channel, text: "x", blocks }),
      });
    }
    await slack.stop();
    const files = (await readdir(journalDir)).map((name) => join(journalDir, name));
    const written = (await readFile(String(files[0]), "utf-8")).trim().split("\n");
    expect(written.map((line) => JSON.parse(line))).toEqual(slack.everything);
    expect(slack.everything).toHaveLength(1);
    const script = new URL("judge/judge.py", import.meta.url).pathname;
    expect(await runPython([script, ...files], "")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect((await runPython([script], "null\n")).code).toBe(2);
    await expect(judge([null as unknown as Shown])).rejects.toThrow("ended with 2");
  });
});
