import { type Ctx, newEntryCode, newId } from "./ctx.ts";
import type { TimeEntry, Timer } from "./domain/time-entry.ts";
import { overlap, stopTimer } from "./domain/timer.ts";
import { UserError } from "./errors.ts";
import type { Named } from "./request-change.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import { addDays } from "./time/zones.ts";
import * as v from "./view/build.ts";
import type { View } from "./view/nodes.ts";

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
  const { timerStillRuns, buttons } = ctx.m.request;
  const stop = { label: buttons.stop, verb: "stop", input: {} };
  return { ...view, body: [v.text(timerStillRuns(ref)), v.actions(stop), ...view.body] };
}

/** The timer that these entries were, from when it was started, as if it had never been stopped. @throws UserError if another one runs */
export async function resumed(ctx: Ctx, entries: readonly TimeEntry[]): Promise<Timer> {
  const [first] = entries;
  const starts = entries.flatMap(({ start }) => (start ? [start] : []));
  const startedAt = starts.sort((a, b) => a.getTime() - b.getTime())[0];
  if (!first || !startedAt || (await ctx.store.timers.of(first.person)))
    throw new UserError("timer-runs", ctx.m.time.anotherRuns(first?.code ?? ""));
  const { person: id, desk, client, request, note } = first;
  return { id, desk, client, request, startedAt, note, askedAt: null, confirmedAt: ctx.now, version: 0 };
}

/** Other entries of the same person whose clock times share some with these. */
export async function overlapping(ctx: Ctx, entries: readonly TimeEntry[]): Promise<TimeEntry[]> {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) return [];
  // A span that began before midnight is in the day before.
  const day = await ctx.store.time.list({
    person: first.person,
    from: addDays(first.date, -1),
    to: addDays(last.date, 1),
  });
  const own = new Set(entries.map((entry) => entry.id));
  return day.filter((other) => !own.has(other.id) && entries.some((entry) => overlap(entry, other)));
}
