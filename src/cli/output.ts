export const print = (text: string): void => void process.stdout.write(`${text}\n`);
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));
/** Beside the result, so that a pipe gets the result alone. */
export const remark = (text: string): void => void process.stderr.write(`${text}\n`);

/** Rows in columns as wide as they need to be. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, [...cell].length);
  for (const row of rows) {
    const cells = row.map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - [...cell].length));
    print(cells.join("  ").trimEnd());
  }
}
