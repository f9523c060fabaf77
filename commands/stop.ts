import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { ranFor } from "../src/domain/timer.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { overlapNotes } from "../src/time-overlaps.ts";
import { loggedEvents, stopping, timerSubject } from "../src/timers.ts";
import * as v from "../src/view/build.ts";
import { stopAction } from "../src/views/stop-action.ts";
import { entriesName, undoAction } from "../src/views/undo-action.ts";

export const stop = defineCommand({
  name: "stop",
  summary: (m) => m.time.summaries.stop,
  examples: ["stop", "stop Second draft"],
  who: ["member"],
  // `started` names the timer that a button was for.
  input: z.object({ note: input.shortText.optional(), started: input.shortText.optional() }),
  unsaid: ["started"],
  ofTimer: true,
  positional: [{ key: "note", kind: "rest" }],
  async run(ctx, { note = "", started }) {
    const timer = await ctx.store.timers.of(ctx.actor.person.id);
    if (!timer) throw new UserError("no-timer", ctx.m.time.noTimer);
    if (started !== undefined && started !== timer.startedAt.toISOString()) {
      const running = ctx.m.time.running(
        await timerSubject(ctx, timer),
        formatDuration(ranFor(timer, ctx.now)),
      );
      const body = [v.text(running), v.actions(stopAction(timer, ctx.m))];
      return { to: "actor", view: { title: ctx.m.time.stoppedBefore, body } };
    }
    const { entries, writes } = stopping(ctx, { ...timer, note: note === "" ? timer.note : note });
    await ctx.store.commit({
      writes,
      events: loggedEvents(entries),
    });
    const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
    const subject = await timerSubject(ctx, timer);
    const codes = entries.flatMap((entry, i) => [...(i > 0 ? [v.plain(", ")] : []), v.code(entry.code)]);
    const body = [v.context(...codes), ...(await overlapNotes(ctx, entries))];
    const view = { title: ctx.m.time.stopped(subject, formatDuration(minutes)), body };
    return { to: "actor", view: undoAction(view, ctx.m, entriesName(entries)) };
  },
});
