import type { Reply } from "./command.ts";
import { type Ctx, newEntryCode, newId } from "./ctx.ts";
import { mayServe } from "./domain/actor.ts";
import { formatDuration } from "./domain/duration.ts";
import type { EventDraft } from "./domain/event.ts";
import type { TimeEntry, Timer } from "./domain/time-entry.ts";
import { ranFor, stopTimer } from "./domain/timer.ts";
import { step } from "./domain/transitions.ts";
import { UserError } from "./errors.ts";
import { clocksKept } from "./promise-keeping.ts";
import { cardFor, type Named, withNotice } from "./request-change.ts";
import { cardsFollow } from "./request-says.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import { subjectName } from "./time-change.ts";
import { overlapNotes } from "./time-overlaps.ts";
import * as v from "./view/build.ts";
import type { Node, View } from "./view/nodes.ts";
import { stopAction } from "./views/stop-action.ts";

/** The writes that stop a timer now: it goes, its time stays. Days are those of whose timer it is. */
export function stopping(
  ctx: Pick<Ctx, "now" | "reader">,
  timer: Timer,
  zone = ctx.reader.zone,
): { entries: TimeEntry[]; writes: Write[] } {
  const entries = stopTimer(timer, ctx.now, zone, () => ({ id: newId(timer.desk), code: newEntryCode() }));
  return {
    entries,
    writes: [...entries.map((entry) => write.timeEntry.insert(entry)), write.timer.remove(timer)],
  };
}

/** Finishing work doesn't stop its timer; it says that it runs. */
export async function stillTimed(ctx: Ctx, { request, ref }: Named, view: View): Promise<View> {
  const running = await ctx.store.timers.of(ctx.actor.person.id);
  if (running?.request !== request.id) return view;
  const { timerStillRuns } = ctx.m.request;
  const stop = v.actions(stopAction(running, ctx.m));
  return { ...view, body: [v.text(timerStillRuns(ref)), stop, ...view.body] };
}

/**
 * Lets the timer that these entries were go on from when it was started, as if it had never been stopped; also where it only gave way
 * to the one that runs now. @throws UserError if another one runs
 */
export async function resuming(ctx: Ctx, entries: readonly TimeEntry[]): Promise<Write> {
  const [first] = entries;
  const starts = entries.flatMap(({ start }) => (start ? [start] : []));
  const startedAt = starts.sort(byTime)[0];
  const stoppedAt = entries
    .flatMap(({ end }) => (end ? [end] : []))
    .sort(byTime)
    .at(-1);
  const running = first && (await ctx.store.timers.of(first.person));
  const gaveWay = running?.startedAt.getTime() === stoppedAt?.getTime();
  if (!first || !startedAt || (running && !gaveWay))
    throw new UserError("timer-runs", ctx.m.time.anotherRuns(first?.code ?? ""));
  const { person: id, desk, client, request, note } = first;
  const timer = { id, desk, client, request, startedAt, note, askedAt: null, confirmedAt: ctx.now };
  return running
    ? write.timer.replace({ ...timer, version: running.version })
    : write.timer.insert({ ...timer, version: 0 });
}

const byTime = (a: Date, b: Date): number => a.getTime() - b.getTime();

export const loggedEvents = (entries: readonly TimeEntry[]): EventDraft[] =>
  entries.map(({ id, minutes }) => ({ subject: id, kind: "time-logged", data: { minutes } }));

/** Runs the speaker's one timer on this request. One that runs on something else stops, and its time stays. */
export async function startTimer(ctx: Ctx, named: Named): Promise<Reply> {
  const { request } = named;
  const me = ctx.actor.person.id;
  const running = await ctx.store.timers.of(me);
  if (running?.request === request.id) {
    const said = ctx.m.time.alreadyRunning(named.ref, formatDuration(ranFor(running, ctx.now)));
    return { to: "actor", view: withNotice(said, await cardFor(ctx, named)) };
  }
  const moved = step(request, "start", me, ctx.now);
  if (!moved)
    throw new UserError(
      "wrong-stage",
      ctx.m.request.wrongStage(named.ref, ctx.m.request.stage[request.stage]),
    );
  const taken = { ...moved, startedAt: request.startedAt ?? ctx.now, assignee: request.assignee ?? me };
  const happened = { subject: request.id, kind: "timer-started" };
  const { clocks, promiseAt, events } = await clocksKept(ctx, named, taken, happened);
  const after = { ...taken, clocks, promiseAt, face: null };
  const stopped = running ? stopping(ctx, running).entries : [];
  const timer: Timer = {
    id: me,
    desk: ctx.desk.id,
    client: request.client,
    request: request.id,
    startedAt: ctx.now,
    note: "",
    askedAt: null,
    confirmedAt: null,
    version: running ? running.version : 0,
  };
  // The running timer's document becomes the new one: there is never more than one.
  const version = request.version + 1;
  await ctx.store.commit({
    writes: [
      write.request.replace({ ...after, version: request.version }),
      ...stopped.map((entry) => write.timeEntry.insert(entry)),
      running ? write.timer.replace(timer) : write.timer.insert(timer),
    ],
    events: [happened, ...events, ...loggedEvents(stopped)],
    says: await cardsFollow(ctx, request, version),
  });
  const view = await cardFor(ctx, { ...named, request: { ...after, version } });
  const body = [
    ...(running ? await stoppedNodes(ctx, running, stopped) : []),
    v.actions(stopAction(timer, ctx.m)),
    ...view.body,
  ];
  return { to: "actor", view: { ...withNotice(ctx.m.time.started(named.ref), view), body } };
}

/** What a timer is for. Work at another desk, or for a client who is none of theirs here, is not named. */
export async function timerSubject(ctx: Ctx, timer: Timer): Promise<string> {
  if (ctx.narrowed && !mayServe(ctx.actor, timer.client)) return ctx.m.time.elsewhereWork;
  return timer.desk === ctx.desk.id ? subjectName(ctx, timer) : ctx.m.time.elsewhere;
}

/** What a timer that gave way came to. */
async function stoppedNodes(ctx: Ctx, timer: Timer, entries: readonly TimeEntry[]): Promise<Node[]> {
  const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
  const other = await timerSubject(ctx, timer);
  return [
    v.text(ctx.m.time.stoppedOther(other, formatDuration(minutes))),
    ...(await overlapNotes(ctx, entries)),
  ];
}
