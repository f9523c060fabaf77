import type { types } from "@slack/bolt";
import { clip } from "../../../src/view/limits.ts";
import type { Chart, Node, View } from "../../../src/view/nodes.ts";
import { barLines, tableLines } from "./bars.ts";
import { buttonRows } from "./button.ts";
import { cut, literal } from "./escape.ts";
import { type Inline, inlines, lengthOf, words } from "./inline.ts";
import * as limits from "./limits.ts";
import type { Look } from "./look.ts";
import { mrkdwn, mrkdwnText, plainText } from "./mrkdwn.ts";

/** The least that is shown or left out as a whole. Neighbours of one `group` become one list or one preformatted text. */
export type Unit =
  | { kind: "section" | "quote"; inlines: Inline[] }
  | { kind: "item"; group: number; ordered: boolean; inlines: Inline[] }
  | { kind: "line"; group: number; text: string }
  | { kind: "block"; block: types.KnownBlock; weight: number };

/** A View as units, its title first. */
export function unitsOf(view: View, look: Look): Unit[] {
  const taken = new Set<string>();
  return [
    ...titleUnits(view.title),
    ...view.body.flatMap((node, group) => nodeUnits(node, group, look, taken)),
  ];
}

function titleUnits(title: string): Unit[] {
  if (title.trim() === "") return [];
  if (title.length > limits.HEADER_TEXT) {
    return section(words(title.slice(0, limits.TITLE_TEXT), { bold: true }));
  }
  return [block({ type: "header", text: plainText(title) }, title.length)];
}

function nodeUnits(node: Node, group: number, look: Look, taken: Set<string>): Unit[] {
  switch (node.kind) {
    case "text":
      return section(inlines(node.text, look));
    case "heading":
      return section(words(node.text, { bold: true }));
    case "quote":
      return node.text === "" ? [] : [{ kind: "quote", inlines: words(node.text) }];
    case "list":
      return node.items.map((item) => ({
        kind: "item",
        group,
        ordered: node.ordered ?? false,
        inlines: item.some((span) => span.kind !== "plain" || span.text !== "")
          ? inlines(item, look)
          : words("–"),
      }));
    case "fields":
      return fieldUnits(node.fields, look);
    case "table":
      return tableLines(node).map((text) => ({ kind: "line", group, text }));
    case "chart":
      return chartUnits(node.chart, group, look.pictures?.get(node.chart));
    case "context": {
      const text = mrkdwn(node.text, look, limits.CONTEXT_TEXT);
      return text.trim() === "" ? [] : [contextUnit(text)];
    }
    case "actions":
      return buttonRows(node.actions, look, taken).map((row) => block(row, rowWeight(row)));
    case "divider":
      return [block({ type: "divider" }, 0)];
    default:
      return node satisfies never;
  }
}

/** As a picture that says in words what it shows, or as lines of bars. */
function chartUnits(chart: Chart, group: number, file: string | undefined): Unit[] {
  const title = section(words(chart.title, { bold: true }));
  if (file === undefined) {
    const lines = barLines(chart).map((text): Unit => ({ kind: "line", group, text }));
    return [...title, ...lines, ...section(words(chart.alt))];
  }
  const alt_text = clip(chart.alt.trim() || chart.title.trim() || "–", limits.ALT_TEXT);
  return [...title, block({ type: "image", slack_file: { id: file }, alt_text }, alt_text.length)];
}

type Fields = Extract<Node, { kind: "fields" }>["fields"];

function fieldUnits(fields: Fields, look: Look): Unit[] {
  const texts = fields.map(({ label, value }) => {
    const head = `*${cut(label.trim() || "–", limits.FIELD_TEXT / 2, literal)}*\n`;
    return head + (mrkdwn(value, look, limits.FIELD_TEXT - head.length) || "–");
  });
  const units: Unit[] = [];
  for (let at = 0; at < texts.length; at += limits.FIELDS) {
    const some = texts.slice(at, at + limits.FIELDS);
    const weight = some.reduce((sum, text) => sum + text.length, 0);
    units.push(block({ type: "section", fields: some.map(mrkdwnText) }, weight));
  }
  return units;
}

/** A small grey line; `text` is mrkdwn. */
export const contextUnit = (text: string): Unit =>
  block({ type: "context", elements: [mrkdwnText(text)] }, text.length);

const section = (list: Inline[]): Unit[] => (list.length === 0 ? [] : [{ kind: "section", inlines: list }]);

const block = (one: types.KnownBlock, weight: number): Unit => ({ kind: "block", block: one, weight });

const rowWeight = (row: types.ActionsBlock): number =>
  row.elements.reduce((sum, one) => sum + ("text" in one ? one.text.text.length : 0), 0);

/** Text characters of a unit, and one for the line it stands in. */
export function weightOf(unit: Unit): number {
  switch (unit.kind) {
    case "section":
    case "quote":
    case "item":
      return lengthOf(unit.inlines) + 1;
    case "line":
      return unit.text.length + 1;
    case "block":
      return unit.weight;
    default:
      return unit satisfies never;
  }
}
