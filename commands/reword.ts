import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { rewordComment } from "../src/comment-post.ts";
import * as input from "../src/input.ts";
import { theRequest } from "../src/request-change.ts";
import { followSource } from "../src/source-change.ts";

/** Somebody changed, or took back, what they had said in a request's thread, or what it was made from: it follows. Nobody is answered. */
export const reword = defineCommand({
  name: "reword",
  summary: (m) => m.request.summaries.reword,
  examples: ["reword 12 slack:msg:C1:1.1 The draft is in the other folder"],
  who: ["contact", "member"],
  hidden: true,
  input: z.object({
    ref: input.ref,
    said: z.string(),
    text: input.longText.optional(),
    thread: z.string().optional(),
    message: z.string().optional(),
    since: z.coerce.date(),
  }),
  unsaid: ["thread", "message", "since"],
  positional: [
    { key: "ref", kind: "ref" },
    { key: "said", kind: "word" },
    { key: "text", kind: "rest", optional: true },
  ],
  async run(ctx, { ref, said, text = "", thread, message, since: at }) {
    const named = await theRequest(ctx, ref);
    const { source, id } = named.request;
    const comment = await ctx.store.comments.saidBy(ctx.actor.person.id, said);
    if (comment) {
      // Said about one request, it may have become another.
      const about = comment.request === id ? named : await theRequest(ctx, comment.request);
      await rewordComment(ctx, about, comment, { text, at, from: thread, said });
    }
    if (message !== undefined && source && [source.ref, ...(source.also ?? [])].includes(message))
      await followSource(ctx, named, { message, text, at });
    return { to: "actor", view: { title: ctx.m.request.commented(named.ref), body: [] } };
  },
});
