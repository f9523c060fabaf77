import type { WorkingHours } from "../time/business-hours.ts";
import type { Clock } from "./clocks.ts";
import { atStake } from "./promises-at-stake.ts";
import type { Request } from "./request.ts";
import { type TimeLeft, timeLeft } from "./time-left.ts";

/** Work without an estimate counts as an hour. */
const DEFAULT_ESTIMATE = 60;
/** A working day is kept in reserve before what is due. */
const RESERVE = 480;
/** A new request unanswered for so many working minutes weighs more. */
const ANSWER_WITHIN = 480;
const IMPORTANT_FROM = 2;

export type Quadrant = "do-first" | "schedule" | "delegate" | "later";
/** The order in which work is done; `delegate` is quick or for others, but pressing. */
const order: readonly Quadrant[] = ["do-first", "delegate", "schedule", "later"];

/** Why a request stands where it stands. Minutes are working minutes of the member. */
export type Reason =
  | { kind: "overdue"; since: Date }
  | { kind: "tight"; left: number; estimate: number; guessed: boolean }
  | { kind: "urgent" }
  | { kind: "not-urgent" }
  | { kind: "time"; left: number }
  | { kind: "no-due" }
  | { kind: "important" }
  | { kind: "goal"; word: string }
  | { kind: "changes" }
  | { kind: "unanswered"; since: Date }
  | { kind: "promise"; clock: Clock["of"]; broken: boolean }
  | { kind: "package"; left: number };

export interface Ranked {
  request: Request;
  quadrant: Quadrant;
  /** 1 is first. */
  place: number;
  reasons: readonly Reason[];
}

/** What a client adds to the weight of its work. `packageLeft`: minutes, null without a package. */
export interface ClientWeight {
  goals: string;
  packageLeft: number | null;
}

export interface RankHours {
  member: WorkingHours;
  client(id: string): ClientWeight | undefined;
}

/** Waits for somebody or for later: listed apart, not ranked. */
export const isHeld = (request: Request, now: Date): boolean =>
  request.stage === "delivered" ||
  request.hold?.kind === "blocked" ||
  (request.hold?.kind === "snoozed" && request.hold.until > now);

/**
 * Ranks the open work that is not held. Same input in any order, same ranking.
 *
 * - *left* = the member's working minutes until it is due (without a due date: until its finish is promised); *e* = its estimate, else 60.
 * - **Urgent**: overdue, or marked urgent, or left ≤ 2e + 480 (the work twice over and a working day in reserve), unless marked
 *   not urgent. Marked urgent counts as due within a working day.
 * - **Important**: weight ≥ 2, where *important* by hand is 4; a word of the client's goals in the title, changes asked for, and a
 *   promise that is broken or soon to be (where no answer is promised: none for 480 working minutes) are 2 each; hours left in the client's package 1.
 * - Both: do first. Urgent only: delegate. Important only: schedule. Neither: later.
 * - Order: do first, delegate, schedule, later; inside, overdue first, then the least left − e, earlier due, more weight, longer open,
 *   and last the id.
 */
export function rank(
  requests: readonly Request[],
  now: Date,
  hours: RankHours,
  time: TimeLeft = timeLeft(hours.member, now),
): Ranked[] {
  return requests
    .filter((request) => request.stage !== "done" && request.stage !== "cancelled" && !isHeld(request, now))
    .map((request) => weigh(request, now, hours, time))
    .sort(before)
    .map(({ request, quadrant, reasons }, i) => ({ request, quadrant, reasons, place: i + 1 }));
}

interface Weighed {
  request: Request;
  quadrant: Quadrant;
  reasons: Reason[];
  overdue: boolean;
  slack: number;
  due: number;
  weight: number;
}

function weigh(request: Request, now: Date, hours: RankHours, time: TimeLeft): Weighed {
  const urgency = urgencyOf(request, now, time);
  const importance = importanceOf(request, now, hours, time);
  const important = importance.weight >= IMPORTANT_FROM;
  return {
    request,
    quadrant: urgency.urgent ? (important ? "do-first" : "delegate") : important ? "schedule" : "later",
    reasons: [...urgency.reasons, ...importance.reasons],
    overdue: urgency.overdue,
    slack: urgency.slack,
    due: dueTime(request),
    weight: importance.weight,
  };
}

/** What a request takes: its estimate, or the default. */
export const estimateOf = (request: Pick<Request, "estimate">): number =>
  request.estimate !== null && request.estimate > 0 ? request.estimate : DEFAULT_ESTIMATE;

function dueTime({ due, clocks: { finish } }: Pick<Request, "due" | "clocks">): number {
  const promised = finish?.endedAt === null ? finish.by : null;
  const at = (due?.at ?? promised)?.getTime() ?? Number.POSITIVE_INFINITY;
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}

function urgencyOf(request: Request, now: Date, time: TimeLeft) {
  const estimate = estimateOf(request);
  const due = dueTime(request);
  const enough = 2 * estimate + RESERVE;
  const overdue = due <= now.getTime();
  const left = due === Number.POSITIVE_INFINITY ? due : overdue ? 0 : time.until(new Date(due), enough);
  const marked = request.urgent === true;
  const tight = left <= enough && request.urgent !== false;
  const reasons: Reason[] = [];
  if (overdue) reasons.push({ kind: "overdue", since: new Date(due) });
  if (marked) reasons.push({ kind: "urgent" });
  if (!overdue) {
    if (due === Number.POSITIVE_INFINITY) reasons.push(...(marked ? [] : [{ kind: "no-due" } as const]));
    else if (tight) reasons.push({ kind: "tight", left, estimate, guessed: request.estimate === null });
    else reasons.push({ kind: "time", left });
    if (request.urgent === false && left <= enough) reasons.push({ kind: "not-urgent" });
  }
  return {
    urgent: overdue || marked || tight,
    overdue,
    slack: (marked ? Math.min(left, RESERVE) : left) - estimate,
    reasons,
  };
}

function importanceOf(request: Request, now: Date, hours: RankHours, time: TimeLeft) {
  const client = hours.client(request.client);
  const reasons: Reason[] = [];
  let weight = 0;
  const add = (points: number, reason: Reason): void => {
    weight += points;
    reasons.push(reason);
  };
  if (request.important) add(4, { kind: "important" });
  const word = client ? goalIn(request.title, client.goals) : undefined;
  if (word !== undefined) add(2, { kind: "goal", word });
  if (sentBack(request)) add(2, { kind: "changes" });
  const promise = atStake(request.clocks, now);
  if (promise?.by) add(2, { kind: "promise", clock: promise.of, broken: promise.by <= now });
  else if (isUnanswered(request, time)) add(2, { kind: "unanswered", since: request.openedAt });
  if (client?.packageLeft != null && client.packageLeft > 0) {
    weight += 1;
    // It tips nothing by itself; it is only worth saying where something else counts too.
    if (weight > 1) reasons.push({ kind: "package", left: client.packageLeft });
  }
  return { weight, reasons };
}

/** The client asked for changes since it was last delivered. */
export const sentBack = (request: Pick<Request, "changes" | "deliveredAt" | "stage">): boolean => {
  const last = request.changes.at(-1);
  return (
    last !== undefined &&
    request.stage !== "delivered" &&
    (request.deliveredAt === null || last.at >= request.deliveredAt)
  );
};

const isUnanswered = ({ stage, openedAt, clocks }: Request, time: TimeLeft): boolean =>
  stage === "new" &&
  clocks.answer?.minutes == null &&
  !Number.isNaN(openedAt.getTime()) &&
  time.since(openedAt) >= ANSWER_WITHIN;

/** The first word of the goals, of four letters or more, that stands in the title as a whole word. */
function goalIn(title: string, goals: string): string | undefined {
  if (goals === "") return undefined;
  const inTitle = new Set(wordsIn(title));
  return wordsIn(goals).find((word) => inTitle.has(word));
}

const COMMON = new Set(["with", "from", "that", "this", "more", "into", "than", "have", "their", "every"]);
const wordsIn = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]{4,}/gu) ?? []).filter((word) => !COMMON.has(word));

function before(a: Weighed, b: Weighed): number {
  return (
    order.indexOf(a.quadrant) - order.indexOf(b.quadrant) ||
    Number(b.overdue) - Number(a.overdue) ||
    compare(a.slack, b.slack) ||
    compare(a.due, b.due) ||
    b.weight - a.weight ||
    compare(a.request.openedAt.getTime() || 0, b.request.openedAt.getTime() || 0) ||
    compare(a.request.id, b.request.id)
  );
}

/** Infinity minus itself is no number, so numbers are compared. */
const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
