import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { messageOf as slackMessage } from "../../adapters/slack/render/message.ts";
import { cardOf } from "../../adapters/teams/render/card.ts";
import { spansHtml } from "../../adapters/web/render/spans.ts";
import * as v from "../../src/view/build.ts";
import type { View } from "../../src/view/nodes.ts";
import { renderText } from "../../src/view/render-text.ts";
import { root, sourcesIn } from "../support/sources.ts";

const reader = { locale: "en", zone: "UTC" } as const;
const now = new Date("2026-11-24T10:00:00Z");
const hint = (where?: "channel"): View => ({ title: "", body: [v.text(v.typed("request Paint it", where))] });

describe("a line to be typed is told as it is typed", () => {
  test("in Slack after its slash command, whatever that is called", () => {
    for (const command of ["/va", "/desk"]) {
      const message = slackMessage(hint(), { reader, now, readers: "many", command });
      expect(JSON.stringify(message.blocks)).toContain(`"${command} request Paint it"`);
      expect(message.text).toBe(`${command} request Paint it`);
    }
  });

  test("in Teams as it is in one's own chat, by the bot's name in a channel or for one", () => {
    const lines = [
      cardOf(hint(), { reader, now, readers: "one" }),
      cardOf(hint(), { reader, now, readers: "many" }),
      cardOf(hint("channel"), { reader, now, readers: "one" }),
    ].map(({ body }) => (body[0]?.type === "RichTextBlock" ? body[0].inlines[0]?.text : ""));
    expect(lines).toEqual(["request Paint it", "@VA Desk request Paint it", "@VA Desk request Paint it"]);
  });

  test("in the web chat and on a terminal after /va", () => {
    const [html] = spansHtml([v.typed("request Paint it")], reader, now);
    expect(String(html)).toBe("<code>/va request Paint it</code>");
    expect(renderText(hint(), reader, now)).toBe("/va request Paint it");
  });
});

test("a sentence gives its lines in backticks", () => {
  expect(v.withTyped("Say `request`, or `help`.")).toEqual([
    v.plain("Say "),
    v.typed("request"),
    v.plain(", or "),
    v.typed("help"),
    v.plain("."),
  ]);
});

test("no command, view or sentence knows how a platform wants it typed", async () => {
  const sources = await sourcesIn("src/views", "src/i18n", "src/dispatch", "commands", "scheduler");
  // Whoever reads the web's own pages types in the web.
  const files = [...sources.map(({ path }) => path), "src/help.ts", "src/answers.ts", "src/status-word.ts"]
    .filter((path) => !path.endsWith("/web.ts"))
    .filter((path) => readFileSync(join(root, path), "utf8").includes("/va "));
  expect(files).toEqual([]);
});
