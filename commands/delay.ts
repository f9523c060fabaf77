import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { postComment } from "../src/comment-post.ts";
import { isOpen } from "../src/domain/request.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { theRequest } from "../src/request-change.ts";
import * as v from "../src/view/build.ts";
import { delayMessage } from "../src/views/not-today.ts";

/** The button under what will not fit today: tells the client, in the very words that were shown, when it can be ready. */
export const delay = defineCommand({
  name: "delay",
  hidden: true,
  summary: (m) => m.day.canBeReady,
  examples: ["delay 12 2026-12-01T12:00:00.000Z"],
  who: ["member"],
  input: z.object({ ref: input.ref, ready: z.iso.datetime().transform((text) => new Date(text)) }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "ready", kind: "word" },
  ],
  async run(ctx, { ref, ready }) {
    const named = await theRequest(ctx, ref);
    const { request, client } = named;
    if (!isOpen(request.stage)) throw new UserError("closed", ctx.m.request.editClosed(named.ref));
    if (ready <= ctx.now) throw new UserError("past", ctx.m.day.readyPast);
    const text = delayMessage(request, client, ready, ctx.now);
    const whom = request.audience === "private" ? request.requesterName : client.name;
    const said = await ctx.store.comments.of(request.id);
    const before = said.some(
      (one) => one.author === ctx.actor.person.id && !one.internal && one.text === text,
    );
    if (before) return { to: "actor", view: { title: ctx.m.day.sentBefore(named.ref, whom), body: [] } };
    await postComment(ctx, named, { text, internal: false });
    return { to: "actor", view: { title: ctx.m.day.sent(named.ref, whom), body: [v.quote(text)] } };
  },
});
