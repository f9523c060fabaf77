import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import type { Ctx } from "../src/ctx.ts";
import { formatDuration } from "../src/domain/duration.ts";
import type { Timer } from "../src/domain/time-entry.ts";
import { ranFor } from "../src/domain/timer.ts";
import { step } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardFor, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { cardsFollow } from "../src/request-says.ts";
import { write } from "../src/store/writes.ts";
import { subjectName } from "../src/time-change.ts";
import { stopping } from "../src/timers.ts";
import * as v from "../src/view/build.ts";

export const start = defineCommand({
  name: "start",
  aliases: ["switch"],
  summary: (m) => m.time.summaries.start,
  examples: ["start 12", "switch ACME-12"],
  who: ["member"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "start", undefined, values, []),
  async run(ctx, { ref }) {
    const named = await theRequest(ctx, ref);
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
    const after = { ...moved, startedAt: request.startedAt ?? ctx.now, assignee: request.assignee ?? me };
    const stopped = running ? await stopOther(ctx, running) : undefined;
    const timer: Timer = {
      id: me,
      desk: ctx.desk.id,
      client: request.client,
      request: request.id,
      startedAt: ctx.now,
      note: "",
      askedAt: null,
      confirmedAt: null,
      version: running ? running.version + 1 : 0,
    };
    // The running timer's document becomes the new one: there is never more than one.
    const writes = [
      write.request.replace({ ...after, version: request.version }),
      ...(stopped?.entries ?? []),
      running ? write.timer.replace({ ...timer, version: running.version }) : write.timer.insert(timer),
    ];
    await ctx.store.commit({
      writes,
      events: [{ subject: request.id, kind: "timer-started" }],
      says: await cardsFollow(ctx, request, request.version + 1),
    });
    const view = await cardFor(ctx, { ...named, request: { ...after, version: request.version + 1 } });
    const more = [
      ...(stopped ? [v.text(stopped.said)] : []),
      v.actions({ label: ctx.m.request.buttons.stop, verb: "stop", input: {} }),
    ];
    return {
      to: "actor",
      view: { ...withNotice(ctx.m.time.started(named.ref), view), body: [...more, ...view.body] },
    };
  },
});

async function stopOther(ctx: Ctx, running: Timer) {
  const { entries } = stopping(ctx, running);
  const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
  const other = running.desk === ctx.desk.id ? await subjectName(ctx, running) : ctx.m.time.elsewhere;
  return {
    entries: entries.map((entry) => write.timeEntry.insert(entry)),
    said: ctx.m.time.stoppedOther(other, formatDuration(minutes)),
  };
}
