import { type Clock, type Clocks, isRunning, type Levels, type ResponsePromise } from "./clocks.ts";
import type { EventDraft } from "./event.ts";
import { isOpen, type Request } from "./request.ts";
import type { WorkClock } from "./work-clock.ts";

/** By whose word, and when; `promise` is what the client was promised. */
export interface Terms {
  promise: ResponsePromise | null;
  work: WorkClock;
  now: Date;
}

/**
 * What a change says to the other side. `answer`: a person of the desk tells the client something; `accepted`: they took it on, which
 * answers what was filed but no question; `question`: the client waits for a word; `moot`: the client wants none any more.
 */
export type Word = "answer" | "accepted" | "question" | "moot" | "none";

/** What an event of a request says, by who did it. What the bot does says nothing. */
export function wordOf(event: EventDraft, by: "member" | "contact"): Word {
  const { kind, data } = event;
  if (kind === "commented")
    return data?.["internal"] === true ? "none" : by === "member" ? "answer" : "question";
  if (by === "contact") {
    if (kind === "changes" || kind === "reopen") return "question";
    return kind === "approve" || kind === "cancel" ? "moot" : "none";
  }
  if (kind === "deliver" || kind === "done" || kind === "cancel") return "answer";
  if (kind === "blocked") return data?.["on"] === "client" ? "answer" : "none";
  return kind === "take" || kind === "timer-started" ? "accepted" : "none";
}

export interface Kept {
  clocks: Clocks;
  /** When somebody is to be warned or told next; null: nothing runs that can break. */
  promiseAt: Date | null;
  /** What ended: one event a clock, with its working minutes and whether the promise was kept (null: none was made). */
  events: EventDraft[];
}

/** The clocks of a request that was just filed. What the desk files for itself owes nobody an answer. */
export function clocksOf(request: Request, byClient: boolean, terms: Terms): Kept {
  const { openedAt: startedAt } = request;
  const clocks = {
    answer: byClient ? settle(answerClock("first", startedAt, request, terms), request, terms) : null,
    finish: finishClock(startedAt, request, terms),
  };
  return { clocks, promiseAt: nextOf(clocks), events: [] };
}

/** The clocks of a request after a change, and what it was that changed. */
export function clocksAfter(
  before: Request,
  after: Request,
  event: EventDraft,
  by: "member" | "contact" | "bot",
  terms: Terms,
): Kept {
  const word = by === "bot" ? "none" : wordOf(event, by);
  const [answer, told] = answerAfter(before, after, word, terms);
  const [finish, ready] = finishAfter(before, after, event.kind === "undone", terms);
  const clocks = { answer, finish };
  return { clocks, promiseAt: isOpen(after.stage) ? nextOf(clocks) : null, events: [...told, ...ready] };
}

/**
 * The clocks of open work after what its client is promised, or the time of who does it, has changed. What has run has run; what the desk
 * filed for itself still owes nobody an answer.
 */
export function clocksAnew(request: Request, byClient: boolean, terms: Terms): Kept {
  const { answer, finish } = request.clocks;
  const aim = aimOf(request, terms);
  const again = (clock: Clock): Clock => {
    const next = settle(clock, request, terms);
    const past = (at: Date | null) => at !== null && at <= terms.now;
    return {
      ...next,
      warnedAt: past(next.warnAt) ? next.warnedAt : null,
      brokenAt: past(next.by) ? next.brokenAt : null,
    };
  };
  const clocks = {
    answer: isRunning(answer)
      ? again({ ...answer, minutes: plus(answer.head, levelOf(terms.promise?.answer, request)) })
      : byClient && unanswered(request)
        ? again(answerClock("first", request.openedAt, request, terms))
        : answer,
    finish: !isRunning(finish)
      ? finishClock(terms.now, request, terms)
      : aim
        ? again({ ...finish, ...aim, minutes: plus(finish.head, aim.minutes) })
        : null,
  };
  return { clocks, promiseAt: nextOf(clocks), events: [] };
}

/** Clocks that begin anew, with nothing used up. */
export function restarted({ answer, finish }: Clocks, now: Date): Clocks {
  const anew = (clock: Clock | null) => (isRunning(clock) ? blank(clock.of, now) : clock);
  return { answer: anew(answer), finish: anew(finish) };
}

/** Filed when nobody counted yet. */
const unanswered = ({ stage, clocks }: Request): boolean => stage === "new" && clocks.answer === null;

const plus = (head: number, minutes: number | null): number | null =>
  minutes === null ? null : head + minutes;

type Ended = [clock: Clock | null, events: EventDraft[]];

function answerAfter(before: Request, after: Request, word: Word, terms: Terms): Ended {
  const { answer } = before.clocks;
  if (!isRunning(answer)) {
    const waits = word === "question" && isOpen(after.stage);
    return [waits ? settle(answerClock("next", terms.now, after, terms), after, terms) : answer, []];
  }
  if (word === "answer" || (word === "accepted" && answer.of === "first")) return ended(answer, after, terms);
  if (word === "moot" || !isOpen(after.stage)) return [{ ...answer, endedAt: terms.now }, []];
  return [moved(answer, before, after, levelOf(terms.promise?.answer, after), terms), []];
}

function finishAfter(before: Request, after: Request, undone: boolean, terms: Terms): Ended {
  const { finish } = before.clocks;
  if (!isOpen(after.stage)) {
    if (!isRunning(finish)) return [finish, []];
    return after.stage === "done" ? ended(finish, after, terms) : [{ ...finish, endedAt: terms.now }, []];
  }
  // A step that was taken back has ended nothing; what is opened again is promised anew.
  if (finish && undone) return [settle({ ...finish, endedAt: null }, after, terms), []];
  if (!isRunning(finish)) return [finishClock(terms.now, after, terms), []];
  const aim = aimOf(after, terms);
  if (aim && aim.due?.getTime() !== finish.due?.getTime())
    return [settle({ ...finish, ...aim, head: 0, warnedAt: null, brokenAt: null }, after, terms), []];
  return [moved(finish, before, after, aim?.minutes ?? null, terms), []];
}

function answerClock(of: Clock["of"], startedAt: Date, request: Request, { promise }: Terms): Clock {
  return { ...blank(of, startedAt), minutes: levelOf(promise?.answer, request) };
}

/** Only where a finish is promised. */
function finishClock(startedAt: Date, request: Request, terms: Terms): Clock | null {
  const aim = aimOf(request, terms);
  return aim ? settle({ ...blank("finish", startedAt), ...aim }, request, terms) : null;
}

const blank = (of: Clock["of"], startedAt: Date): Clock => ({
  of,
  startedAt,
  minutes: null,
  due: null,
  head: 0,
  paused: 0,
  stands: null,
  by: null,
  warnAt: null,
  warnedAt: null,
  brokenAt: null,
  endedAt: null,
});

/** By the due date, else within so many working days. */
function aimOf(request: Request, { promise, work }: Terms): Pick<Clock, "minutes" | "due"> | undefined {
  const days = levelOf(promise?.finish, request);
  if (days === null) return undefined;
  if (request.due) return { due: request.due.at, minutes: null };
  // Who never works promises no day.
  return { due: null, minutes: work.day === 0 ? null : days * work.day };
}

const levelNamed = ({ urgent, important }: Pick<Request, "urgent" | "important">): keyof Levels =>
  urgent === true ? "urgent" : important ? "important" : "normal";

function levelOf(levels: Levels | null | undefined, request: Request): number | null {
  return levels ? (levels[levelNamed(request)] ?? levels.normal) : null;
}

/** While the client has it or is waited for, the finish stands still; snoozed, everything does. */
function standing(clock: Clock, { stage, hold, deliveredAt }: Request): Clock["stands"] {
  const finish = clock.of === "finish";
  if (finish && stage === "delivered" && deliveredAt) return { from: deliveredAt, to: null };
  if (finish && hold?.kind === "blocked" && hold.on === "client") return { from: hold.since, to: null };
  return hold?.kind === "snoozed" ? { from: hold.since, to: hold.until } : null;
}

/** The clock as it runs or stands now, and when it will break. */
function settle(clock: Clock, request: Request, terms: Terms): Clock {
  const { promise, work, now } = terms;
  const stands = standing(clock, request);
  const stood = stands?.from.getTime() === clock.stands?.from.getTime() ? null : clock.stands;
  const until = stood?.to && stood.to < now ? stood.to : now;
  const paused = clock.paused + (stood ? work.between(stood.from, until) : 0);
  const extra = stands?.to ? work.between(stands.from, stands.to) : 0;
  const by = stands && stands.to === null ? undefined : breaksAt(clock, paused + extra, work);
  const share = (promise?.warnAt ?? 100) / 100;
  const used = by ? Math.floor((work.between(clock.startedAt, by) - paused - extra) * share) : 0;
  const warnAt = by && work.after(clock.startedAt, used + paused + extra);
  return {
    ...clock,
    paused,
    stands,
    by: by ?? null,
    warnAt: warnAt && by && warnAt < by ? warnAt : (by ?? null),
  };
}

function breaksAt({ due, minutes, startedAt }: Clock, paused: number, work: WorkClock): Date | undefined {
  if (due) return work.after(due, paused);
  return minutes === null ? undefined : work.after(startedAt, minutes + paused);
}

/** The clock after a change that neither ended nor began it. A level promises from now on, and only ever sooner. */
function moved(clock: Clock, before: Request, after: Request, aim: number | null, terms: Terms): Clock {
  const { work, now } = terms;
  const raised = levelNamed(before) !== levelNamed(after) && clock.due === null && aim !== null;
  const head = Math.max(0, work.between(clock.startedAt, now) - clock.paused);
  const sooner = raised && clock.minutes !== null && head + aim < clock.minutes;
  const same = standing(clock, after)?.from.getTime() === clock.stands?.from.getTime();
  if (same && !sooner) return clock;
  return settle(sooner ? { ...clock, head, minutes: head + aim, warnedAt: null } : clock, after, terms);
}

/** A promise is kept if its time, as it was told, was not up when the clock last ran. */
function ended(clock: Clock, request: Request, { work, now }: Terms): [Clock, EventDraft[]] {
  const stood = clock.stands !== null && clock.stands.from <= now;
  const over = clock.stands?.to && clock.stands.to <= now ? clock.stands : null;
  const paused = clock.paused + (over ? work.between(over.from, over.to ?? now) : 0);
  const stopped = stood && !over && clock.stands ? clock.stands.from : now;
  const by = clock.by ?? breaksAt(clock, paused, work);
  const kept = by === undefined ? null : clock.brokenAt === null && stopped <= by;
  const minutes = Math.max(0, work.between(clock.startedAt, stopped) - paused);
  const { of, startedAt } = clock;
  const told = clock.brokenAt !== null;
  const data = { client: request.client, clock: of, started: startedAt.getTime(), minutes, kept, told };
  return [{ ...clock, endedAt: now }, [{ subject: request.id, kind: "clock-ended", data }]];
}

/** When a running promise next asks for something: a warning, then its breaking. */
function nextOf({ answer, finish }: Clocks): Date | null {
  const times = [answer, finish].flatMap((clock) => {
    if (!isRunning(clock) || clock.by === null || clock.brokenAt !== null) return [];
    return clock.warnedAt === null && clock.warnAt ? [clock.warnAt] : [clock.by];
  });
  return times.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** Is something owed that was promised for earlier? */
export const isLate = ({ clocks }: Pick<Request, "clocks">): boolean =>
  [clocks.answer, clocks.finish].some((clock) => isRunning(clock) && clock.brokenAt !== null);

export interface Due {
  clock: Clock;
  what: "warn" | "break";
}

/** What has come due of a request's promises. A promise that is broken already is not warned about any more. */
export function promisesDue({ clocks }: Pick<Request, "clocks">, now: Date): Due[] {
  return [clocks.answer, clocks.finish].flatMap((clock): Due[] => {
    if (!isRunning(clock) || clock.by === null || clock.brokenAt !== null) return [];
    if (clock.by <= now) return [{ clock, what: "break" }];
    return clock.warnedAt === null && clock.warnAt && clock.warnAt <= now ? [{ clock, what: "warn" }] : [];
  });
}

/** The request's clocks once that has been said. */
export function promisesTold(request: Pick<Request, "clocks">, due: readonly Due[], now: Date) {
  const told = (clock: Clock | null): Clock | null => {
    const said = due.find((one) => one.clock === clock);
    if (!clock || !said) return clock;
    return said.what === "warn"
      ? { ...clock, warnedAt: now }
      : { ...clock, warnedAt: clock.warnedAt ?? now, brokenAt: now };
  };
  const clocks = { answer: told(request.clocks.answer), finish: told(request.clocks.finish) };
  return { clocks, promiseAt: nextOf(clocks) };
}
