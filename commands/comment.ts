import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { markedInternal, postComment } from "../src/comment-post.ts";
import type { Ctx } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import * as v from "../src/view/build.ts";
import { namesAnother } from "../src/wall.ts";

const audiences = ["client", "internal"] as const;

export const comment = defineCommand({
  name: "comment",
  summary: (m) => m.request.summaries.comment,
  examples: ["comment 12 The draft is in the folder", "comment 12 for:internal Ask Ben first"],
  who: ["contact", "member"],
  input: z.object({
    ref: input.ref,
    text: input.longText,
    for: input.choice(audiences).optional(),
    thread: z.string().optional(),
    anyway: input.yesNo.optional(),
    at: z.iso.datetime().optional(),
    message: z.string().optional(),
  }),
  unsaid: ["thread", "anyway", "at", "message"],
  positional: [
    { key: "ref", kind: "ref" },
    { key: "text", kind: "rest" },
  ],
  form: (ctx, values) =>
    aboutRequest(ctx, "comment", ctx.m.request.form.commentTitle, values, [
      formField("text", "long-text", ctx.m.request.form.text, values, { required: true, maxLength: 3000 }),
      ...(isMember(ctx.actor)
        ? [
            formField("for", "select", ctx.m.request.form.internal, values, {
              options: [
                { value: "client", label: ctx.m.request.form.everyone },
                { value: "internal", label: ctx.m.request.form.teamOnly },
              ],
            }),
          ]
        : []),
    ]),
  async run(ctx, typed) {
    const named = await theRequest(ctx, typed.ref);
    const inThread = typed.thread !== undefined;
    const inClientThread = inThread && ctx.place.kind === "channel";
    // Talk under the card in a member's own DM is between them and the bot until they say otherwise.
    const { text, internal } = audienceOf(
      ctx,
      typed.text,
      inThread && !inClientThread ? "internal" : typed.for,
    );
    // What was said in the client's own channel has been said; everywhere else the wall stands before it.
    if (!internal && !inClientThread && !typed.anyway) {
      const wall = await namesAnother(ctx, named.client, text);
      if (wall) return wall;
    }
    const said = await postComment(ctx, named, {
      text,
      internal: internal && !inClientThread,
      from: typed.thread,
    });
    return {
      to: "actor",
      view: {
        title: ctx.m.request.commented(named.ref),
        body: [v.quote(text), ...(said.internal ? [v.context(ctx.m.request.commentInternal)] : [])],
      },
    };
  },
});

/** `internal` as the first word, or `for:internal`, keeps it in the team. A contact's words are never internal. */
function audienceOf(ctx: Ctx, typed: string, chosen: (typeof audiences)[number] | undefined) {
  if (!isMember(ctx.actor)) return { text: typed, internal: false };
  const marked = markedInternal(typed);
  if (marked !== undefined) return { text: marked, internal: true };
  return { text: typed, internal: chosen === "internal" };
}
