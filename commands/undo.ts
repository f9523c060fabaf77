import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { UserError } from "../src/errors.ts";
import { cardFor, saveRequest, withClient, withNotice } from "../src/request-change.ts";
import { write } from "../src/store/writes.ts";
import { entryView } from "../src/time-change.ts";

const MINUTES = 10;

export const undo = defineCommand({
  name: "undo",
  summary: (m) => m.time.summaries.undo,
  examples: ["undo"],
  who: ["member"],
  input: z.object({}),
  async run(ctx) {
    const me = ctx.actor.person.id;
    const since = new Date(ctx.now.getTime() - MINUTES * 60_000);
    const [entry, stepped] = await Promise.all([
      ctx.store.time.lastBy(me, since),
      ctx.store.requests.lastStepOf(me, since),
    ]);
    const { before } = stepped ?? {};
    if (stepped && before && (!entry || before.at >= entry.createdAt)) {
      const named = await withClient(ctx, stepped);
      const restored = {
        ...stepped,
        stage: before.stage,
        hold: before.hold,
        before: null,
        ...(before.verb === "done" ? { doneAt: null } : {}),
        ...(before.verb === "deliver" ? { deliveredAt: null, delivery: null } : {}),
      };
      const after = await saveRequest(ctx, stepped, restored, "undone");
      const view = await cardFor(ctx, { ...named, request: after });
      return { to: "actor", view: withNotice(ctx.m.time.undone(`${before.verb} ${named.ref}`), view) };
    }
    if (!entry) throw new UserError("nothing", ctx.m.time.nothingToUndo);
    await ctx.store.commit({
      writes: [write.timeEntry.replace({ ...entry, deletedAt: ctx.now })],
      events: [{ subject: entry.id, kind: "time-deleted", data: { minutes: entry.minutes } }],
    });
    const told = await ctx.store.statuses.tellOf(entry.id);
    return { to: "actor", view: await entryView(ctx, ctx.m.time.undone(entry.code), entry, told) };
  },
});
