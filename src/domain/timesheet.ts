import type { TimeEntry } from "./time-entry.ts";
import { overlap } from "./timer.ts";

export interface Total {
  /** The day, client id, kind, request id or person; null for time on no request. */
  key: string | null;
  minutes: number;
}

export interface Timesheet {
  entries: readonly TimeEntry[];
  minutes: number;
  byDay: readonly Total[];
  byClient: readonly Total[];
  byKind: readonly Total[];
  byRequest: readonly Total[];
  byPerson: readonly Total[];
  /** Pairs of one person's entries whose clock times share some minutes. */
  overlaps: readonly (readonly [TimeEntry, TimeEntry])[];
}

/** Entries with their totals; days in order, everything else with the most first. */
export function timesheetOf(entries: readonly TimeEntry[]): Timesheet {
  const sorted = [...entries].sort(
    (a, b) => compare(a.date, b.date) || a.createdAt.getTime() - b.createdAt.getTime() || compare(a.id, b.id),
  );
  return {
    entries: sorted,
    minutes: sorted.reduce((sum, entry) => sum + entry.minutes, 0),
    byDay: totals(sorted, (entry) => entry.date).sort((a, b) => compare(a.key ?? "", b.key ?? "")),
    byClient: most(totals(sorted, (entry) => entry.client)),
    byKind: most(totals(sorted, (entry) => entry.kind)),
    byRequest: most(totals(sorted, (entry) => entry.request)),
    byPerson: most(totals(sorted, (entry) => entry.person)),
    overlaps: overlapsOf(sorted),
  };
}

function totals(entries: readonly TimeEntry[], keyOf: (entry: TimeEntry) => string | null): Total[] {
  const sums = new Map<string | null, number>();
  for (const entry of entries) sums.set(keyOf(entry), (sums.get(keyOf(entry)) ?? 0) + entry.minutes);
  return [...sums].map(([key, minutes]) => ({ key, minutes }));
}

const most = (list: Total[]): Total[] =>
  list.sort((a, b) => b.minutes - a.minutes || compare(a.key ?? "", b.key ?? ""));

function overlapsOf(entries: readonly TimeEntry[]): [TimeEntry, TimeEntry][] {
  const timed = entries
    .filter((entry) => entry.start !== null && entry.end !== null)
    .sort((a, b) => (a.start?.getTime() ?? 0) - (b.start?.getTime() ?? 0));
  const found: [TimeEntry, TimeEntry][] = [];
  for (const [i, one] of timed.entries()) {
    for (const other of timed.slice(i + 1)) {
      if ((other.start ?? 0) >= (one.end ?? 0)) break;
      if (one.person === other.person && overlap(one, other)) found.push([one, other]);
    }
  }
  return found;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
