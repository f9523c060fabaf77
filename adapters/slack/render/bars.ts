import { amountOf } from "../../../src/view/amount.ts";
import { clip } from "../../../src/view/limits.ts";
import type { Chart, Node } from "../../../src/view/nodes.ts";
import { BAR_WIDTH, COLUMN_WIDTH } from "./limits.ts";

type Table = Extract<Node, { kind: "table" }>;

/** A chart as lines of block characters; what they say in words is the chart's `alt`. */
export function barLines({ bars, unit }: Chart): string[] {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const labels = bars.map((bar) => cell(bar.label));
  const width = Math.max(0, ...labels.map(columns));
  return bars.map((bar, i) => {
    const full = Math.max(0, Math.round((bar.value / most) * BAR_WIDTH));
    return `${padded(labels[i] ?? "", width)} ${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${amountOf(unit, bar.value)}`;
  });
}

/** A table as lines with aligned columns, the labels first. */
export function tableLines({ columns: heads, rows }: Table): string[] {
  const all = [heads.map((head) => head.label), ...rows].map((row) =>
    heads.map((_, i) => cell(row[i] ?? "")),
  );
  const widths = heads.map((_, i) => Math.max(0, ...all.map((row) => columns(row[i] ?? ""))));
  return all.map((row) =>
    row
      .map((text, i) => padded(text, widths[i] ?? 0, heads[i]?.align))
      .join("  ")
      .trimEnd(),
  );
}

const cell = (text: string): string => clip(text.toWellFormed().replace(/\s+/g, " ").trim(), COLUMN_WIDTH);

/** How many columns a text takes: a vowel sign stands above, below or within its letter. */
const columns = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

function padded(text: string, width: number, align?: "end"): string {
  const space = " ".repeat(Math.max(0, width - columns(text)));
  return align === "end" ? `${space}${text}` : `${text}${space}`;
}
