import { type Ctx, newEntryCode, newId } from "./ctx.ts";
import type { TimeEntry, Timer } from "./domain/time-entry.ts";
import { stopTimer } from "./domain/timer.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";

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
