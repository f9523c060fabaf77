import fc from "fast-check";
import { expect, test } from "vitest";
import type { TimeEntry } from "../../src/domain/time-entry.ts";
import { timesheetOf } from "../../src/domain/timesheet.ts";
import { timesheetCsv } from "../../src/downloads/timesheet-csv.ts";
import { messages } from "../../src/i18n/index.ts";
import { aClient, aMember, anEntry, aRequest } from "../support/requests.ts";

const reader = { locale: "en", zone: "Asia/Kolkata" } as const;
const request = aRequest({ id: "d1.r1", number: 12, title: "Write the report" });

function csvOf(entries: readonly TimeEntry[], title = request.title): string {
  const sheet = {
    ...timesheetOf(entries),
    clients: new Map([["acme", aClient()]]),
    members: new Map([["asha", aMember()]]),
    requests: new Map([[request.id, { ...request, title }]]),
  };
  return timesheetCsv(sheet, reader, messages("en"));
}

/** Splits as a spreadsheet does that separates at `separator`: quotes count only where a cell begins with one. */
function cells(csv: string, separator: string): string[] {
  const out: string[] = [];
  let at = csv.startsWith("\ufeff") ? 1 : 0;
  while (at <= csv.length) {
    let cell = "";
    if (csv[at] === '"') {
      at += 1;
      while (at < csv.length && !(csv[at] === '"' && csv[at + 1] !== '"')) {
        if (csv[at] === '"') at += 1;
        cell += csv[at] ?? "";
        at += 1;
      }
      at += 1;
    }
    while (at < csv.length && csv[at] !== separator && csv[at] !== "\r" && csv[at] !== "\n") {
      cell += csv[at];
      at += 1;
    }
    out.push(cell);
    if (csv[at] === "\r" && csv[at + 1] === "\n") at += 1;
    at += 1;
  }
  return out;
}
const runs = (cell: string): boolean => /^[\s"]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell);

test("one line an entry, minutes as they were worked, clock times in the reader's zone", () => {
  const csv = csvOf([
    anEntry({
      code: "t-7K2Q",
      minutes: 61,
      kind: "design",
      note: 'He said "fine", twice',
      request: request.id,
      start: new Date("2026-11-24T08:30:00Z"),
      end: new Date("2026-11-24T09:31:00Z"),
    }),
    anEntry({ code: "t-7K2R", date: "2026-11-25", minutes: 7 }),
  ]);
  expect(csv).toBe(
    "\ufeffDay,Who,Client,Request,Title,Kind of work,Minutes,From,To,Note,Entry\r\n" +
      '2026-11-24,Asha,ACME,ACME-12,Write the report,design,61,14:00,15:01,"He said ""fine"", twice",t-7K2Q\r\n' +
      "2026-11-25,Asha,ACME,,,,7,,,,t-7K2R\r\n",
  );
});

test.for([
  '=HYPERLINK("http://evil")',
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1+1",
  "\r=1+1",
  "＝1+1",
  ";=1+1",
  'x;"=1+1',
  "call;\n=cmd|'/c calc'!A0",
])("%j runs nowhere", (nasty) => {
  const csv = csvOf([anEntry({ note: nasty, kind: nasty, request: request.id })], nasty);
  for (const separator of [",", ";", "\t", "|"]) expect(cells(csv, separator).filter(runs)).toEqual([]);
});

test("whatever is noted, no cell runs in any spreadsheet, and each entry stays one line", () => {
  const piece = fc.constantFrom(
    "=",
    "+",
    "-",
    "@",
    ";",
    ",",
    "|",
    "\t",
    "\r",
    "\n",
    '"',
    "'",
    " ",
    "a",
    "1",
    "＝",
  );
  const nasty = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(fc.array(fc.record({ note: nasty, kind: nasty }), { maxLength: 4 }), nasty, (list, title) => {
      const csv = csvOf(
        list.map((one) => anEntry({ ...one, request: request.id })),
        title,
      );
      expect(csv.split("\r\n")).toHaveLength(list.length + 2);
      for (const separator of [",", ";", "\t", "|"]) expect(cells(csv, separator).filter(runs)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
