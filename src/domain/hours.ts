import { addDays, localDate, weekOfDate } from "../time/zones.ts";
import type { Client } from "./desk.ts";

/** The package's period that runs now, as local days of the client, both included; `from` the first of the month or the Monday. */
export interface Period {
  per: "month" | "week";
  from: string;
  to: string;
}

export function periodOf({ zone, package: agreed }: Pick<Client, "zone" | "package">, now: Date): Period {
  const today = localDate(now, zone);
  if (agreed?.per === "week") {
    const { from, to } = weekOfDate(today);
    return { per: "week", from, to };
  }
  const from = `${today.slice(0, 8)}01`;
  const next = addDays(from, 31);
  return { per: "month", from, to: addDays(`${next.slice(0, 8)}01`, -1) };
}

/** Minutes by kind of work. `kind`: as logged, "" unsaid, null what is private and has no name here. */
export interface KindTotal {
  kind: string | null;
  minutes: number;
}

/** What may be told of an entry to the client: no note, no person. `private`: it belongs to work others there must not know of. */
export interface ToldTime {
  minutes: number;
  kind: string;
  private: boolean;
}

/** The most first; unsaid and private last. */
export function byKind(entries: readonly ToldTime[]): KindTotal[] {
  const sums = new Map<string | null, number>();
  for (const entry of entries) {
    const kind = entry.private ? null : entry.kind;
    sums.set(kind, (sums.get(kind) ?? 0) + entry.minutes);
  }
  const late = (kind: string | null): number => (kind === null ? 2 : kind === "" ? 1 : 0);
  return [...sums]
    .map(([kind, minutes]) => ({ kind, minutes }))
    .sort(
      (a, b) =>
        late(a.kind) - late(b.kind) || b.minutes - a.minutes || ((a.kind ?? "") < (b.kind ?? "") ? -1 : 1),
    );
}

export interface PackageUse {
  period: Period;
  used: number;
  /** Minutes agreed; null without a package. */
  of: number | null;
}

/** Minutes left of a package, negative when it is overdrawn; null without one. */
export const leftOf = ({ used, of }: Pick<PackageUse, "used" | "of">): number | null =>
  of === null ? null : of - used;

/** A package runs out: a fifth of it or less is left. */
export function runsOut(use: Pick<PackageUse, "used" | "of">): boolean {
  const left = leftOf(use);
  return left !== null && use.of !== null && left * 5 <= use.of;
}
