import { newEntryCode, newId } from "../../src/ctx.ts";
import type { Pressing } from "../../src/domain/calm.ts";
import type { Desk } from "../../src/domain/desk.ts";
import { formatDuration } from "../../src/domain/duration.ts";
import { directTo, type Say } from "../../src/domain/outbox.ts";
import type { Timer } from "../../src/domain/time-entry.ts";
import { ANSWER_MINUTES, forgottenStep, ranFor, stopTimer } from "../../src/domain/timer.ts";
import { ConflictError, DuplicateError } from "../../src/errors.ts";
import { type Messages, messages } from "../../src/i18n/index.ts";
import { defineSystemJob, type SystemJobCtx } from "../../src/job.ts";
import { write } from "../../src/store/writes.ts";
import { subjectName } from "../../src/time-change.ts";
import * as v from "../../src/view/build.ts";
import type { Node } from "../../src/view/nodes.ts";
import { stopAction } from "../../src/views/stop-action.ts";

const EVERY_MINUTES = 5;
/** No desk's limit is shorter. */
const SHORTEST_LIMIT = 15;

/** Asks about timers that run longer than their desk's limit, and stops those nobody answers for. */
export const forgottenTimers = defineSystemJob({
  name: "forgotten-timers",
  catchUpMinutes: EVERY_MINUTES,
  rule: { kind: "interval", minutes: EVERY_MINUTES, anchor: "1970-01-01T00:00:00Z" },
  async run(ctx) {
    const before = new Date(ctx.now.getTime() - SHORTEST_LIMIT * 60_000);
    const timers = await ctx.upkeep.runningTimers(before);
    const ids = [...new Set(timers.map((timer) => timer.desk))];
    const desks = new Map((await ctx.system.desksById(ids)).map((desk) => [desk.id, desk]));
    let failed: { error: unknown } | undefined;
    for (const timer of timers) {
      const desk = desks.get(timer.desk);
      const step = desk && forgottenStep(timer, desk.timerLimit, ctx.now);
      if (!step) continue;
      try {
        await (step.kind === "ask" ? ask(ctx, desk, timer) : trim(ctx, desk, timer, step.end));
      } catch (error) {
        // They stopped or confirmed it this very moment; the next round looks again.
        if (error instanceof ConflictError || error instanceof DuplicateError) continue;
        ctx.log.error({ err: error, desk: timer.desk }, "a timer could not be looked after");
        failed ??= { error };
      }
    }
    // The others have been looked after; this round is tried again.
    if (failed) throw failed.error;
    return "done";
  },
});

/** Names the question and its outcome: one each for every stretch between start and confirmations. */
const act = (timer: Timer, kind: string): string =>
  `${timer.id}|${(timer.confirmedAt ?? timer.startedAt).toISOString()}|${kind}`;

async function ask(ctx: SystemJobCtx, desk: Desk, timer: Timer): Promise<void> {
  const store = ctx.at(desk.id, act(timer, "ask"));
  const subject = await subjectName({ store }, timer);
  const limit = formatDuration(desk.timerLimit);
  // Held back, it would be too late: they started the timer, so they hear of it.
  const say = await tell(
    ctx,
    desk,
    timer,
    (jobs, m) => ({
      title: jobs.stillWorking(subject),
      body: [
        v.text(jobs.runsFor(formatDuration(ranFor(timer, ctx.now)))),
        v.text((timer.confirmedAt ? jobs.elseStoppedSince : jobs.elseStopped)(ANSWER_MINUTES, limit)),
        v.actions(
          { label: jobs.goOn, verb: "timer", input: { keep: "yes" }, style: "primary" },
          { ...stopAction(timer, m), label: jobs.stopNow },
        ),
      ],
    }),
    "timer",
  );
  await store.commit({ writes: [write.timer.replace({ ...timer, askedAt: ctx.now })], says: [say] });
}

async function trim(ctx: SystemJobCtx, desk: Desk, timer: Timer, end: Date): Promise<void> {
  const store = ctx.at(desk.id, act(timer, "trim"));
  const subject = await subjectName({ store }, timer);
  const { zone } = await ctx.readerOf(timer.id, desk);
  const entries = stopTimer(timer, end, zone, () => ({ id: newId(desk.id), code: newEntryCode() }), true).map(
    (entry) => ({ ...entry, createdAt: ctx.now }),
  );
  const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
  const say = await tell(ctx, desk, timer, (jobs) => ({
    title: jobs.trimmed(subject, formatDuration(minutes)),
    body: [
      v.text(jobs.trimmedWhy(formatDuration(ranFor(timer, ctx.now)))),
      ...entries.map((entry) => v.context(v.code(`edit ${entry.code} ${formatDuration(entry.minutes)}`))),
    ],
  }));
  await store.commit({
    writes: [...entries.map((entry) => write.timeEntry.insert(entry)), write.timer.remove(timer)],
    events: entries.map((entry) => ({
      subject: entry.id,
      kind: "time-logged",
      data: { minutes: entry.minutes, trimmed: true },
    })),
    says: [say],
  });
}

type JobWords = Messages["jobs"];

async function tell(
  ctx: SystemJobCtx,
  desk: Desk,
  timer: Timer,
  words: (jobs: JobWords, m: Messages) => { title: string; body: readonly Node[] },
  pressing?: Pressing,
): Promise<Say> {
  const reader = await ctx.readerOf(timer.id, desk);
  const m = messages(reader.locale);
  return {
    kind: "message",
    topic: "nudge",
    conversation: directTo(timer.id),
    guard: { kind: "member", person: timer.id, client: timer.client },
    ...(pressing ? { pressing } : {}),
    reader,
    view: words(m.jobs, m),
  };
}
