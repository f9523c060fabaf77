import { stringify } from "csv-stringify/sync";

/** Lines for a spreadsheet. No cell runs as a formula, whichever separator the spreadsheet splits at. */
export const csvOf = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  stringify([header, ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
    cast: { string: harmless },
  });

/** On one line, and nothing in the middle of it can begin a formula either: some spreadsheets split at semicolons. */
const harmless = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/(^["'\s]+|[;,|]["'\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1'");
