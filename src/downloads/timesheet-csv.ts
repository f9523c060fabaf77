import type { Messages } from "../i18n/index.ts";
import { localTime } from "../time/zones.ts";
import { type Sheet, subjectIn } from "../timesheet.ts";
import type { Reader } from "../view/nodes.ts";
import { csvOf } from "./csv.ts";

/** A timesheet for a spreadsheet: one line an entry, minutes as they were worked. */
export function timesheetCsv(sheet: Sheet, reader: Reader, m: Messages): string {
  const { columns } = m.time;
  const clock = (at: Date | null): string => (at === null ? "" : localTime(at, reader.zone));
  const rows = sheet.entries.map((entry) => [
    entry.date,
    sheet.members.get(entry.person)?.name ?? entry.person,
    sheet.clients.get(entry.client)?.code ?? "?",
    entry.request === null ? "" : subjectIn(sheet, entry),
    sheet.requests.get(entry.request ?? "")?.title ?? "",
    entry.kind,
    entry.minutes,
    clock(entry.start),
    clock(entry.end),
    entry.note,
    entry.code,
  ]);
  const header = [
    columns.day,
    columns.who,
    columns.client,
    columns.request,
    columns.title,
    m.time.kind,
    columns.minutes,
    columns.from,
    columns.to,
    columns.note,
    columns.entry,
  ];
  return csvOf(header, rows);
}
