import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import type { Ctx } from "../src/ctx.ts";
import type { Request } from "../src/domain/request.ts";
import { stepBack } from "../src/domain/transitions.ts";
import { DuplicateError, UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardReply, saveRequest, withClient } from "../src/request-change.ts";
import { write } from "../src/store/writes.ts";
import { withdrawn } from "../src/surveys.ts";
import { entryView } from "../src/time-change.ts";
import { resuming } from "../src/timers.ts";
import { entriesName, stepName } from "../src/views/undo-action.ts";

const MINUTES = 10;

export const undo = defineCommand({
  name: "undo",
  summary: (m) => m.time.summaries.undo,
  examples: ["undo"],
  who: ["member"],
  // `of` names what a button was for.
  input: z.object({ of: input.words(2_000).optional() }),
  unsaid: ["of"],
  async run(ctx, { of }): Promise<Reply> {
    // Delivered again, it would take back what was done before.
    if (await ctx.store.carriedOut()) throw new DuplicateError(ctx.key);
    const me = ctx.actor.person.id;
    const since = new Date(ctx.now.getTime() - MINUTES * 60_000);
    const [entries, stepped] = await Promise.all([
      ctx.store.time.lastBy(me, since),
      ctx.store.requests.lastStepOf(me, since),
    ]);
    const [entry] = entries;
    const before = stepped?.before;
    const last = stepped && before && (!entry || before.at >= entry.createdAt) ? stepped : undefined;
    if (of !== undefined && of !== (last ? stepName(last) : entriesName(entries)))
      throw new UserError("outdated", ctx.m.time.notTheLast);
    if (last) return unstep(ctx, last);
    const { time, errors } = ctx.m;
    if (!entry) throw new UserError("nothing", ctx.narrowed ? errors.fromHome : time.nothingToUndo);
    // Once its length was said by hand it is a timer no more.
    const timed = entry.source === "timer" && entries.every((one) => one.start !== null);
    const timer = timed ? await resuming(ctx, entries) : undefined;
    await ctx.store.commit({
      writes: [
        ...entries.map((one) => write.timeEntry.replace({ ...one, deletedAt: ctx.now })),
        ...(timer ? [timer] : []),
      ],
      events: entries.map((one) => ({
        subject: one.id,
        kind: "time-deleted",
        data: { minutes: one.minutes },
      })),
    });
    const told = await ctx.store.statuses.tellOf(entry.id);
    const said = timer ? ctx.m.time.runsAgain : ctx.m.time.undone(entries.map((one) => one.code).join(", "));
    return { to: "actor", view: await entryView(ctx, said, entry, told) };
  },
});

async function unstep(ctx: Ctx, stepped: Request): Promise<Reply> {
  const named = await withClient(ctx, stepped);
  const after = await saveRequest(ctx, named, stepBack(stepped), "undone", await withdrawn(ctx, stepped.id));
  return cardReply(ctx, named, after, ctx.m.time.undone(`${stepped.before?.verb} ${named.ref}`));
}
