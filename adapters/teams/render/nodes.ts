import { amountOf } from "../../../src/view/amount.ts";
import { clip } from "../../../src/view/limits.ts";
import type { Chart, Node } from "../../../src/view/nodes.ts";
import { buttonRows } from "./button.ts";
import type { Element, Table } from "./elements.ts";
import * as limits from "./limits.ts";
import { literal } from "./literal.ts";
import type { Look } from "./look.ts";
import { marked, textElement, words } from "./text.ts";

/** A node as elements, each of which may be left out alone where a card is too large. */
export function elementsOf(node: Node, look: Look): Element[] {
  switch (node.kind) {
    case "text":
      return some(textElement(node.text, look));
    case "context":
      return some(textElement(node.text, look, "small"));
    case "heading":
      return node.text.trim() === ""
        ? []
        : [
            {
              type: "TextBlock",
              text: literal(node.text),
              wrap: true,
              style: "heading",
              weight: "Bolder",
              size: "Medium",
              spacing: "Medium",
            },
          ];
    case "quote":
      return node.text === "" ? [] : [{ type: "Container", style: "emphasis", items: [words(node.text)] }];
    case "list":
      return node.items.flatMap((item, i) => {
        const sign = { kind: "plain", text: node.ordered ? `${i + 1}. ` : "• " } as const;
        return some(textElement([sign, ...item], look)).map((element) => ({ ...element, spacing: "Small" }));
      });
    case "fields":
      return [
        {
          type: "FactSet",
          facts: node.fields.map(({ label, value }) => ({
            title: literal(label.trim() || "–"),
            value: marked(value, look).trim() || "–",
          })),
        },
      ];
    case "table":
      return [tableOf(node)];
    case "chart":
      return chartOf(node.chart, look);
    case "actions":
      return buttonRows(node.actions, look);
    case "divider":
      return [{ type: "Container", items: [], separator: true, spacing: "Medium" }];
    default:
      return node satisfies never;
  }
}

const some = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one]);

function tableOf({ columns, rows }: Extract<Node, { kind: "table" }>): Table {
  const row = (cells: readonly string[], head: boolean): Table["rows"][number] => ({
    type: "TableRow",
    cells: columns.map((_, i) => ({
      type: "TableCell",
      items: [words(cells[i] || "–", head ? { weight: "Bolder" } : {})],
    })),
  });
  return {
    type: "Table",
    columns: columns.map(() => ({ width: 1 })),
    firstRowAsHeader: true,
    rows: [
      row(
        columns.map((column) => column.label),
        true,
      ),
      ...rows.map((cells) => row(cells, false)),
    ],
  };
}

const said = (text: string, style: Parameters<typeof words>[1] = {}): Element[] =>
  text.trim() === "" ? [] : [words(text, style)];

/** A picture, with the same in words for when it can't be fetched any more; without one, the numbers as facts. */
function chartOf(chart: Chart, look: Look): Element[] {
  const title = said(chart.title, { weight: "Bolder" });
  const url = look.pictures?.get(chart);
  if (url !== undefined) {
    const altText = clip(chart.alt.trim() || chart.title.trim() || "–", limits.ALT_TEXT);
    const picture = { type: "Image", url, altText, size: "Stretch" } as const;
    return [...title, picture, ...said(chart.alt, { isSubtle: true, size: "Small" })];
  }
  const facts = chart.bars.map(({ label, value }) => ({
    title: literal(label.trim() || "–"),
    value: amountOf(chart.unit, value),
  }));
  return [...title, ...(facts.length > 0 ? [{ type: "FactSet", facts } as const] : []), ...said(chart.alt)];
}
