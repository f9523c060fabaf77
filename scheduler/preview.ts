import type { Schedule } from "../src/domain/schedule.ts";
import { occurrences } from "../src/time/occurrences.ts";

export interface PreviewRow {
  job: string;
  desk: string;
  subject: string;
  period: string;
  /** ISO instant. */
  utc: string;
  /** Wall time in `zone`, `YYYY-MM-DDTHH:mm`. */
  local: string;
  zone: string;
}

/** Every occurrence of these schedules with from ≤ time < to, in order of time. */
export function previewOccurrences(schedules: readonly Schedule[], from: Date, to: Date): PreviewRow[] {
  return schedules
    .flatMap(({ job, desk, subject, rule, zone }) =>
      occurrences(rule, zone, from, to).map(({ period, at, local }) => ({
        job,
        desk,
        subject,
        period,
        utc: at.toISOString(),
        local,
        zone,
      })),
    )
    .sort((a, b) => compare(a.utc, b.utc) || compare(a.desk, b.desk) || compare(a.subject, b.subject));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
