import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Node, Span, View } from "../../src/view/nodes.ts";
import type { PlatformBench, Seen } from "./platform.ts";

const reader = { locale: "en", zone: "Europe/London" } as const;

/** Of every kind one, and the words that must be read wherever it is shown. */
const nodes: { [K in Node["kind"]]: { node: Extract<Node, { kind: K }>; words: readonly string[] } } = {
  text: { node: { kind: "text", text: [{ kind: "plain", text: "as it is" }] }, words: ["as it is"] },
  heading: { node: { kind: "heading", text: "Do first" }, words: ["Do first"] },
  fields: {
    node: { kind: "fields", fields: [{ label: "Due", value: [{ kind: "plain", text: "on Friday" }] }] },
    words: ["Due", "on Friday"],
  },
  list: {
    node: {
      kind: "list",
      ordered: true,
      items: [[{ kind: "plain", text: "the one" }], [{ kind: "bold", text: "the other" }]],
    },
    words: ["the one", "the other"],
  },
  table: {
    node: {
      kind: "table",
      columns: [{ label: "Client" }, { label: "Time", align: "end" }],
      rows: [
        ["ACME", "1h 30m"],
        ["BETA", "45m"],
      ],
    },
    words: ["Client", "Time", "ACME", "1h 30m", "BETA", "45m"],
  },
  quote: { node: { kind: "quote", text: "what was typed" }, words: ["what was typed"] },
  context: { node: { kind: "context", text: [{ kind: "italic", text: "by Asha" }] }, words: ["by Asha"] },
  actions: {
    node: {
      kind: "actions",
      actions: [
        { label: "Take", verb: "take", input: { ref: "r1" }, revision: 1, style: "primary" },
        { label: "Cancel", verb: "cancel", input: { ref: "r1" }, style: "danger", confirm: "Cancel it?" },
      ],
    },
    words: [],
  },
  chart: {
    node: {
      kind: "chart",
      chart: {
        title: "Hours by kind",
        unit: "minutes",
        bars: [
          { label: "Design", value: 120 },
          { label: "Calls", value: 60 },
        ],
        alt: "Design 2h, calls 1h",
      },
    },
    words: ["Hours by kind", "Design 2h, calls 1h"],
  },
  divider: { node: { kind: "divider" }, words: [] },
};

const spans: { [K in Span["kind"]]: { span: Extract<Span, { kind: K }>; words: string } } = {
  plain: { span: { kind: "plain", text: "plain words" }, words: "plain words" },
  bold: { span: { kind: "bold", text: "bold words" }, words: "bold words" },
  italic: { span: { kind: "italic", text: "slanted words" }, words: "slanted words" },
  code: { span: { kind: "code", text: "log 1h30 12" }, words: "log 1h30 12" },
  typed: { span: { kind: "typed", line: "log 1h30 12" }, words: "log 1h30 12" },
  link: {
    span: { kind: "link", text: "the report", url: "https://example.com/report" },
    words: "the report",
  },
  mention: { span: { kind: "mention", person: "p1", name: "Asha Rao" }, words: "Asha Rao" },
  date: {
    span: { kind: "date", at: "2026-11-24T14:00:00Z", style: "date-time", zone: "America/New_York" },
    words: "24 Nov, 09:00",
  },
};

/** Text that somewhere is a ping, a link, formatting or part of a page. */
const hostile = [
  "<!channel>",
  "<!here|x>",
  "<@U1> <@slack:T1:U1>",
  "<https://evil.test|https://bank.test>",
  "[bank](https://evil.test)",
  "<at>Asha</at>",
  "*bold* _it_ ~no~ `code` **strong**",
  "> quote",
  "&lt;!channel&gt; &amp;",
  "<!date^1^{date}|now>",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  `"><b onclick='alert(1)'>x`,
  "{{7*7}}",
  ":wave: 10:30:45",
];

const everywhere = (words: string): View => {
  const text = [{ kind: "plain", text: words }] as const;
  return {
    title: words,
    body: [
      { kind: "text", text },
      { kind: "text", text: [{ kind: "bold", text: words }] },
      { kind: "text", text: [{ kind: "mention", person: words, name: words }] },
      { kind: "text", text: [{ kind: "link", text: words, url: `javascript:alert(1)//${words}` }] },
      { kind: "heading", text: words },
      { kind: "quote", text: words },
      { kind: "context", text },
      { kind: "list", items: [text] },
      { kind: "fields", fields: [{ label: words, value: text }] },
      { kind: "table", columns: [{ label: words }], rows: [[words]] },
    ],
  };
};

/** What every platform that people look at makes of a View. */
export function renderingContract(name: string, open: () => Promise<PlatformBench>): void {
  describe(`${name} shows`, () => {
    let bench: PlatformBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.stop());
    let sent = 0;

    async function shown(view: View): Promise<Seen> {
      sent += 1;
      await bench.platform.send(bench.channel, view, { key: `view-${sent}`, reader });
      const last = (await bench.seen(bench.one.user, bench.channel)).at(-1);
      if (!last) throw new Error("nothing is shown");
      return last;
    }

    test.for(Object.entries(nodes))("%s", async ([_, { node, words }]) => {
      const { text, buttons } = await shown({ title: "A title", body: [node] });
      for (const word of ["A title", ...words]) expect(text).toContain(word);
      expect(buttons).toEqual(node.kind === "actions" ? ["Take", "Cancel"] : []);
    });

    test.for(Object.entries(spans))("%s in a line", async ([_, { span, words }]) => {
      expect((await shown({ title: "A title", body: [{ kind: "text", text: [span] }] })).text).toContain(
        words,
      );
      expect((await shown({ title: "", body: [{ kind: "context", text: [span] }] })).text).toContain(words);
    });

    test("a link as something that can be followed", async () => {
      const body = [{ kind: "text", text: [spans.link.span] }] as const;
      expect((await shown({ title: "", body })).active).toEqual(["https://example.com/report"]);
    });

    test.for(hostile)("%s as the words they are", async (words) => {
      const { text, active } = await shown(everywhere(words));
      expect(active).toEqual([]);
      expect(text.split(words).length - 1).toBeGreaterThanOrEqual(10);
    });

    test("as much as there is room for, and how much more there is", async () => {
      const items = Array.from({ length: 2000 }, (_, i) => [
        { kind: "plain" as const, text: `ACME-${i} ${"x".repeat(60)}` },
      ]);
      const { text } = await shown({ title: "Today", body: [{ kind: "list", items }] });
      const count = text.match(/ACME-\d+/g)?.length ?? 0;
      expect(count).toBeGreaterThan(50);
      if (count < items.length) expect(text).toContain(`+${items.length - count} more`);
    });
  });
}
