import type { Ctx } from "./ctx.ts";
import type { TimeEntry } from "./domain/time-entry.ts";
import { overlap } from "./domain/timer.ts";
import { addDays, localDate } from "./time/zones.ts";
import * as v from "./view/build.ts";
import type { Node, Span } from "./view/nodes.ts";

type Timed = Pick<TimeEntry, "start" | "end">;

/**
 * Points out where time was counted twice: entries that share minutes with others of the same person, or with their running timer. Time
 * of today without clock times is taken for that until now, and the note says so.
 */
export async function overlapNotes(ctx: Ctx, entries: readonly TimeEntry[]): Promise<Node[]> {
  const [first] = entries;
  if (!first) return [];
  const own = new Set(entries.map((entry) => entry.id));
  const spans = entries.map((entry) => spanOf(entry, ctx));
  const dates = entries.map((entry) => entry.date).sort();
  const [others, timer] = await Promise.all([
    ctx.store.time.list({
      person: first.person,
      from: addDays(dates[0] ?? first.date, -1),
      to: addDays(dates.at(-1) ?? first.date, 1),
    }),
    ctx.store.timers.of(first.person),
  ]);
  const shares = (other: Timed): boolean => spans.some((span) => span !== undefined && overlap(span, other));
  const codes = others
    .filter((other) => !own.has(other.id) && shares(other))
    .map((other) => v.code(other.code));
  const runs = timer !== undefined && shares({ start: timer.startedAt, end: ctx.now });
  const found: Span[] = [...codes, ...(runs ? [v.plain(ctx.m.time.theTimer)] : [])];
  if (found.length === 0) return [];
  const listed = found.flatMap((span, i) => (i === 0 ? [span] : [v.plain(", "), span]));
  const known = entries.every((entry) => entry.start !== null);
  return [v.context(`⚠ ${known ? ctx.m.time.overlaps : ctx.m.time.mayOverlap} `, ...listed)];
}

function spanOf({ start, end, date, minutes }: TimeEntry, { now, reader }: Ctx): Timed | undefined {
  if (start && end) return { start, end };
  if (date !== localDate(now, reader.zone)) return undefined;
  return { start: new Date(now.getTime() - minutes * 60_000), end: now };
}
