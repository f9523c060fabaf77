import { readFileSync } from "node:fs";
import { DateTime } from "luxon";
import type { Occurrence } from "../../src/time/occurrences.ts";

/** When one rule comes in one zone. `kind`: `daily`, `friday`, `last day` of the month, or daily `around changes` only. */
export interface ZoneSection {
  zone: string;
  kind: string;
  at: string;
  rows: Occurrence[];
}

const made = new URL("../fixtures/zones/occurrences.tsv", import.meta.url);

/** The table that another language's zone library made. */
export function zoneTable(): ZoneSection[] {
  const [, ...sections] = readFileSync(made, "utf8").split(/^# /m);
  return sections.map((section) => {
    const [head = "", ...lines] = section.trimEnd().split("\n");
    const [zone = "", kind = "", at = ""] = head.split("\t");
    const rows = lines.map((line) => {
      const [period = "", instant, shown] = line.split("\t");
      const utc = new Date(`${instant}Z`);
      const day = DateTime.fromJSDate(utc, { zone }).toFormat("yyyy-MM-dd");
      return { period, at: utc, local: shown ?? `${day}T${at}` };
    });
    return { zone, kind, at, rows };
  });
}
