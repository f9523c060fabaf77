import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Look } from "../../../adapters/slack/render/look.ts";
import { messageOf } from "../../../adapters/slack/render/message.ts";
import { createOrigins } from "../../../adapters/slack/render/metadata.ts";
import { formModal, resultModal } from "../../../adapters/slack/render/modal.ts";
import { placeOf } from "../../../adapters/slack/who.ts";
import { createStamps } from "../../../src/stamps.ts";
import type { View } from "../../../src/view/nodes.ts";
import { checkMessageBlocks, checkView } from "../../fakes/slack/schema/check.ts";
import { form, hostile, view } from "./arbitrary.ts";
import { objectsIn } from "./as-read.ts";

const now = new Date("2026-11-24T10:00:00Z");
const one: Look = { reader: { locale: "en", zone: "Asia/Kolkata" }, now, readers: "one", command: "/va" };
const many: Look = { ...one, readers: "many" };
const origin = createOrigins(createStamps(["secret"])).of(placeOf("T1", "C1", { name: "acme" }), "U1");
const runs = { numRuns: 100 };

const markupIn = (value: unknown): string[] =>
  objectsIn(value).flatMap((part) => (part["type"] === "mrkdwn" ? [String(part["text"])] : []));

/** What Slack would still read as its own: links to web pages and dates are ours. */
const withoutOurs = (markup: string): string =>
  markup.replace(/<https?:\/\/[^<>|\s]+\|[^<>]*>/gi, "").replace(/<!date\^-?\d+\^[^<>|]*\|[^<>]*>/g, "");

const plainView = (words: string): View => {
  const text = [{ kind: "plain", text: words }] as const;
  return {
    title: words,
    body: [
      { kind: "text", text },
      { kind: "context", text },
      { kind: "quote", text: words },
      { kind: "heading", text: words },
      { kind: "list", items: [text] },
      { kind: "fields", fields: [{ label: words, value: text }] },
      { kind: "table", columns: [{ label: words }], rows: [[words]] },
    ],
  };
};

describe("what a person typed", () => {
  it("pings nobody and links nowhere, wherever it stands", () => {
    fc.assert(
      fc.property(view, fc.constantFrom(one, many), (any, look) => {
        const message = messageOf(any, look);
        expect(message.text).not.toMatch(/[<>]/);
        for (const markup of markupIn(message.blocks)) expect(withoutOurs(markup)).not.toMatch(/[<>]/);
        for (const part of objectsIn(message.blocks)) {
          expect(["user", "broadcast", "usergroup", "channel", "emoji"]).not.toContain(part["type"]);
        }
      }),
      runs,
    );
  });

  it("formats nothing", () => {
    fc.assert(
      fc.property(hostile, (words) => {
        for (const markup of markupIn(messageOf(plainView(words), one).blocks)) {
          // The stars around a field's label are ours.
          const typed = markup.replace(/^\*([\s\S]*?)\*\n/, "$1\n");
          expect(typed.replace(/\u200b[*_~`]\u200b/g, "")).not.toMatch(/[*_~`]/);
          expect(typed).not.toMatch(/^\s*&gt;/m);
          expect(typed).not.toMatch(/:[\w+'-]+:/);
        }
      }),
      runs,
    );
  });

  it("reaches the reader unchanged in rich text", () => {
    fc.assert(
      fc.property(hostile, (words) => {
        fc.pre(words.trim() !== "");
        const { blocks } = messageOf({ title: "", body: [{ kind: "quote", text: words }] }, one);
        expect(blocks).toEqual([
          {
            type: "rich_text",
            elements: [{ type: "rich_text_quote", elements: [{ type: "text", text: words.toWellFormed() }] }],
          },
        ]);
      }),
      runs,
    );
  });

  it("is a link only where it goes to the web", () => {
    const text = [{ kind: "link", text: "x", url: "javascript:alert(1)" }] as const;
    const message = messageOf(
      {
        title: "",
        body: [
          { kind: "text", text },
          { kind: "context", text },
        ],
      },
      one,
    );
    expect(JSON.stringify(message.blocks)).not.toContain("javascript");
  });
});

describe("Slack's limits", () => {
  it("hold for any view in a message, the text for notifications with it", () => {
    fc.assert(
      fc.property(view, fc.constantFrom(one, many), fc.boolean(), (any, look, repeat) => {
        const { text, blocks } = messageOf(any, look, { repeat });
        checkMessageBlocks(JSON.parse(JSON.stringify(blocks)));
        expect(text.trim()).not.toBe("");
        expect(text.length).toBeLessThanOrEqual(3000);
      }),
      runs,
    );
  });

  it("hold for any view and any form in a modal", () => {
    fc.assert(
      fc.property(view, form, (any, asked) => {
        checkView(JSON.parse(JSON.stringify(resultModal(any, one, origin))), ["modal"]);
        checkView(JSON.parse(JSON.stringify(formModal(asked, one, origin, { f0: "No", other: "no" }))), [
          "modal",
        ]);
      }),
      runs,
    );
  });

  const lines = (count: number): View => ({
    title: "Today",
    body: [
      { kind: "heading", text: "Do first" },
      {
        kind: "list",
        items: Array.from({ length: count }, (_, i) => [
          { kind: "plain", text: `ACME-${i} ${"x".repeat(90)}` },
        ]),
      },
      { kind: "actions", actions: [{ label: "Plan the day", verb: "plan", input: {} }] },
    ],
  });

  it("cut a list and say how much is missing; the buttons at its end stay", () => {
    const said = JSON.stringify(messageOf(lines(500), one).blocks);
    const shown = said.match(/ACME-\d+/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(90);
    expect(said).toContain(`+${500 - shown} more`);
    expect(said).toContain("Plan the day");
    expect(JSON.stringify(messageOf(lines(20), one).blocks)).not.toContain("more");
  });

  it("cut a long text in its middle, and give back as much as there is room for", () => {
    const words = "word ".repeat(4000);
    const said = JSON.stringify(
      messageOf({ title: "No", body: [{ kind: "quote", text: words }] }, one).blocks,
    );
    expect(said.length).toBeGreaterThan(11_000);
    expect(said).toContain("…");
    const all = "word ".repeat(2000);
    const whole = JSON.stringify(
      messageOf({ title: "No", body: [{ kind: "quote", text: all }] }, one).blocks,
    );
    expect(whole).toContain(all);
  });
});

describe("a date", () => {
  const at = "2026-11-24T14:00:00.000Z";
  const dated = (zone?: string): View => {
    const text = [{ kind: "date", at, style: "date-time", ...(zone ? { zone } : {}) }] as const;
    return {
      title: "Due",
      body: [
        { kind: "text", text },
        { kind: "context", text },
      ],
    };
  };

  it("is in the one reader's own zone", () => {
    expect(JSON.stringify(messageOf(dated(), one).blocks)).toContain("Tue 24 Nov, 19:30");
  });

  it("is in each reader's own zone where many read", () => {
    const [, rich, context] = messageOf(dated(), many).blocks;
    const seconds = Date.parse(at) / 1000;
    expect(rich).toMatchObject({ elements: [{ elements: [{ type: "date", timestamp: seconds }] }] });
    expect(JSON.stringify(context)).toContain(`<!date^${seconds}^{date_short_pretty}, {time}|Tue 24 Nov, 19`);
  });

  it("stays in the zone it is given for", () => {
    expect(JSON.stringify(messageOf(dated("America/New_York"), many).blocks)).toContain("Tue 24 Nov, 09:00");
  });
});

it("may say that it is a repeat", () => {
  const message = messageOf({ title: "Digest", body: [] }, one, { repeat: true });
  expect(message.text).toContain("may be a repeat");
  expect(JSON.stringify(message.blocks)).toContain("may be a repeat");
});

it("draws bars in proportion, with the same in words", () => {
  const bars = [
    { label: "Design", value: 120 },
    { label: "कॉल", value: 60 },
  ];
  const chart = { title: "Hours", unit: "minutes", bars, alt: "Design 2h, calls 1h" } as const;
  const said = JSON.stringify(messageOf({ title: "Status", body: [{ kind: "chart", chart }] }, one).blocks);
  expect(said).toContain(`Design ${"█".repeat(20)} 2h`);
  expect(said).toContain(`${"█".repeat(10)}${"░".repeat(10)} 1h`);
  expect(said).toContain("Design 2h, calls 1h");
});
