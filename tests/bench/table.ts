import type { Figure } from "./bench.ts";

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

/** Figures as a table, one a line. */
export function printed(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, unit, target = "", met }) => [
    what,
    `${number.format(value)} ${unit}`,
    target,
    met === undefined ? "" : met ? "met" : "MISSED",
  ]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 1 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
