import { medianOf } from "../domain/promise-report.ts";
import type { Messages } from "../i18n/index.ts";
import type { PromisesShown } from "../promise-report.ts";
import { csvOf } from "./csv.ts";

/** Promises for a spreadsheet, one line a client and month; times are working minutes. */
export function promisesCsv({ rows, clientOf }: PromisesShown, { promise }: Messages): string {
  const { client, month, kept, broken, firsts, medianMinutes } = promise.report;
  return csvOf(
    [client, month, kept, broken, firsts, medianMinutes],
    rows.map((row) => [
      clientOf(row.client)?.code ?? "?",
      row.month,
      row.kept,
      row.broken,
      row.firsts.length,
      medianOf(row.firsts) ?? "",
    ]),
  );
}
