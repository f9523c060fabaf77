import { localDate } from "../time/zones.ts";
import type { Clock } from "./clocks.ts";

/** Something that became of a promise: it broke, or what was waited for came, in time or late. */
export interface Outcome {
  request: string;
  client: string;
  clock: Clock["of"];
  /** When it began to run, in epoch milliseconds: with request and clock it names the promise. */
  started: number;
  at: Date;
  /** Working minutes until it came; null: it hasn't. */
  minutes: number | null;
  kept: boolean;
  broken: boolean;
}

export interface Kept {
  kept: number;
  broken: number;
  /** Working minutes to first answers, one each. */
  firsts: readonly number[];
}

/** What a stretch of time came to. A promise counts once, and one that broke was not kept, whatever came later. */
export function keptIn(outcomes: readonly Outcome[]): Kept {
  const named = ({ request, clock, started }: Outcome): string => `${request}|${clock}|${started}`;
  const broken = new Set(outcomes.filter((one) => one.broken).map(named));
  const kept = new Set(outcomes.filter((one) => one.kept).map(named));
  const firsts = new Map(
    outcomes.flatMap((one) =>
      one.clock === "first" && one.minutes !== null ? [[named(one), one.minutes]] : [],
    ),
  );
  return {
    kept: [...kept].filter((name) => !broken.has(name)).length,
    broken: broken.size,
    firsts: [...firsts.values()],
  };
}

export interface PromiseRow extends Kept {
  client: string;
  /** `2026-11` */
  month: string;
}

/** By client, then by month in that zone, the latest month first; nothing for a month in which nothing was promised or answered. */
export function promiseRows(outcomes: readonly Outcome[], zone: string): PromiseRow[] {
  const groups = new Map<string, Outcome[]>();
  for (const one of outcomes) {
    const key = `${one.client}|${localDate(one.at, zone).slice(0, 7)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .map(([key, ofMonth]) => {
      const [client = "", month = ""] = key.split("|");
      return { client, month, ...keptIn(ofMonth) };
    })
    .filter(({ kept, broken, firsts }) => kept + broken + firsts.length > 0)
    .sort((a, b) => (a.client < b.client ? -1 : a.client > b.client ? 1 : a.month < b.month ? 1 : -1));
}

/** The middle of them; undefined if there are none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return undefined;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}
