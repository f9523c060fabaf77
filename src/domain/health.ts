import { addDays, localDate } from "../time/zones.ts";
import { isRunning } from "./clocks.ts";
import { keptIn, medianOf, type Outcome } from "./promise-report.ts";
import { isOpen, type Request } from "./request.ts";
import { FEW } from "./satisfaction.ts";
import { isLow, type Survey } from "./survey.ts";

const RECENT_DAYS = 30;
const DAY_MS = 86_400_000;
/** Slower by a quarter, and by a quarter of an hour at least. */
const SLOWER = 1.25;
const SLOWER_MINUTES = 15;

/** What may trouble a client. Minutes are working minutes. */
export type Trouble =
  | { kind: "late"; promises: number }
  | { kind: "broken"; promises: number }
  | { kind: "slower"; now: number; before: number }
  | { kind: "low"; scores: number }
  | { kind: "blocked"; requests: number; days: number };

export interface HealthInput {
  client: string;
  zone: string;
  now: Date;
  /** Since `healthSince`. */
  outcomes: readonly Outcome[];
  surveys: readonly Survey[];
  /** The open ones. */
  requests: readonly Request[];
}

/** The beginning of the third month before this one: what answers are compared with. */
export function healthSince(now: Date, zone: string): string {
  const months = Number(localDate(now, zone).slice(0, 4)) * 12 + Number(localDate(now, zone).slice(5, 7)) - 4;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}-01`;
}

/** What is wrong with how a client is served, the worst first; nothing is nothing. */
export function troublesOf({ client, zone, now, outcomes, surveys, requests }: HealthInput): Trouble[] {
  const since = new Date(now.getTime() - RECENT_DAYS * DAY_MS);
  const theirs = outcomes.filter((one) => one.client === client);
  const open = requests.filter((one) => one.client === client && isOpen(one.stage));
  const late = open.flatMap(({ clocks }) =>
    [clocks.answer, clocks.finish].filter(
      (clock) => isRunning(clock) && clock.by !== null && clock.by <= now,
    ),
  ).length;
  const { broken } = keptIn(theirs.filter(({ at }) => at >= since));
  const scores = surveys.filter(
    (one) => one.client === client && one.answeredAt !== null && one.answeredAt >= since && isLow(one),
  ).length;
  const holds = open.flatMap(({ hold }) => (hold?.kind === "blocked" ? [hold.since.getTime()] : []));
  const days = Math.floor((now.getTime() - Math.min(now.getTime(), ...holds)) / DAY_MS);
  return [
    ...(late > 0 ? [{ kind: "late" as const, promises: late }] : []),
    ...(broken > 0 ? [{ kind: "broken" as const, promises: broken }] : []),
    ...(scores > 0 ? [{ kind: "low" as const, scores }] : []),
    ...slower(theirs, zone, now),
    ...(holds.length > 0 ? [{ kind: "blocked" as const, requests: holds.length, days }] : []),
  ];
}

/** The median of this month's first answers against that of the three before; with few of either nothing is said. */
function slower(outcomes: readonly Outcome[], zone: string, now: Date): Trouble[] {
  const month = `${localDate(now, zone).slice(0, 7)}-01`;
  const of = (inside: (day: string) => boolean) =>
    keptIn(outcomes.filter(({ at }) => inside(localDate(at, zone)))).firsts;
  const present = of((day) => day >= month);
  const past = of((day) => day <= addDays(month, -1));
  const [after, before] = [medianOf(present), medianOf(past)];
  if (after === undefined || before === undefined || present.length < FEW || past.length < FEW) return [];
  return after >= before * SLOWER && after - before >= SLOWER_MINUTES
    ? [{ kind: "slower", now: after, before }]
    : [];
}
