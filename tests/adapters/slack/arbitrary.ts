import fc from "fast-check";
import type { Action, Field, FieldKind, Form, Node, Span, View } from "../../../src/view/nodes.ts";

/** What people type to find out what a bot does with it. */
export const hostile = fc.oneof(
  fc.constantFrom(
    "<!channel>",
    "<!here|x>",
    "<@U1>",
    "<@slack:T1:U1>",
    "<https://evil.test|https://bank.test>",
    "<#C1|general>",
    "*bold* _it_ ~no~ `code` ```pre```",
    "> quote\n>>> more",
    "&lt;!channel&gt; &amp;",
    "<!date^1^{date}|now>",
    ":wave: 10:30:45",
    "",
    " ",
    "\ud800",
    "🧑‍🌾".repeat(40),
    "नमस्ते ".repeat(60),
    "@channel http://x.test mailto:a@b.c",
  ),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);

const longer = fc.oneof(
  { weight: 8, arbitrary: hostile },
  { weight: 1, arbitrary: fc.tuple(hostile, fc.integer({ min: 1, max: 400 })).map(([s, n]) => s.repeat(n)) },
);

const date = fc.record({
  kind: fc.constant("date" as const),
  at: fc
    .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((at) => at.toISOString()),
  style: fc.constantFrom("date" as const, "time" as const, "date-time" as const),
});

const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("plain" as const, "bold" as const, "italic" as const, "code" as const),
    text: longer,
  }),
  fc.record({
    kind: fc.constant("link" as const),
    text: longer,
    url: fc.oneof(
      fc.webUrl(),
      hostile,
      fc.constant("javascript:alert(1)"),
      fc.constant(`https://x.test/${"a".repeat(4000)}`),
    ),
  }),
  fc.record({ kind: fc.constant("mention" as const), person: hostile, name: hostile }),
  date,
  date.map((one) => ({ ...one, zone: "Asia/Kolkata" })),
);
const text = fc.array(span, { maxLength: 4 });

const action: fc.Arbitrary<Action> = fc.record(
  {
    label: longer,
    verb: fc.constantFrom("take", "done", "show"),
    input: fc.dictionary(fc.constantFrom("ref", "draft"), fc.constantFrom("r1", "r2")),
    revision: fc.nat(9),
    style: fc.constantFrom("primary" as const, "danger" as const),
    confirm: longer.filter((words) => words.trim() !== ""),
  },
  { requiredKeys: ["label", "verb", "input"] },
);

const node: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ kind: fc.constantFrom("text" as const, "context" as const), text }),
  fc.record({ kind: fc.constant("heading" as const), text: longer }),
  fc.record({ kind: fc.constant("quote" as const), text: longer }),
  fc.record({
    kind: fc.constant("fields" as const),
    fields: fc.array(fc.record({ label: hostile, value: text }), { maxLength: 24 }),
  }),
  fc.record({
    kind: fc.constant("list" as const),
    ordered: fc.boolean(),
    items: fc.array(text, { maxLength: 80 }),
  }),
  fc.record({
    kind: fc.constant("table" as const),
    columns: fc.array(fc.record({ label: hostile }), { minLength: 1, maxLength: 6 }),
    rows: fc.array(fc.array(hostile, { maxLength: 6 }), { maxLength: 60 }),
  }),
  fc.record({ kind: fc.constant("actions" as const), actions: fc.array(action, { maxLength: 30 }) }),
  fc.record({
    kind: fc.constant("chart" as const),
    chart: fc.record({
      title: hostile,
      unit: fc.constantFrom("minutes" as const, "score" as const),
      bars: fc.array(fc.record({ label: hostile, value: fc.nat(100_000) }), { maxLength: 30 }),
      alt: hostile,
    }),
  }),
  fc.constant({ kind: "divider" as const }),
);

export const view: fc.Arbitrary<View> = fc.record({ title: longer, body: fc.array(node, { maxLength: 30 }) });

const kinds: FieldKind[] = [
  "text",
  "long-text",
  "number",
  "duration",
  "date",
  "time",
  "select",
  "people",
  "files",
];

const field = fc.record(
  {
    label: longer,
    kind: fc.constantFrom(...kinds),
    required: fc.boolean(),
    value: hostile,
    hint: longer,
    options: fc.array(fc.record({ value: hostile, label: longer }), { maxLength: 150 }),
    maxLength: fc.integer({ min: 1, max: 20_000 }),
  },
  { requiredKeys: ["label", "kind", "required"] },
);

/** As long as the core lets anything be. */
const allowed = longer.map((words) => words.slice(0, 10_000));

export const form: fc.Arbitrary<Form> = fc
  .record(
    {
      verb: fc.constant("request"),
      title: longer,
      submit: longer,
      intro: text,
      fields: fc.array(field, { maxLength: 20 }),
      details: allowed,
      preset: fc.dictionary(fc.constantFrom("ref", "note", "more"), allowed),
    },
    { requiredKeys: ["verb", "title", "submit", "fields", "preset"] },
  )
  .map(
    ({ fields, ...rest }): Form => ({
      ...rest,
      fields: fields.map((one, i): Field => ({ ...one, key: `f${i}` })),
    }),
  );
