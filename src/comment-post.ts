import { type Ctx, newId } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import { type Card, directTo, type Say } from "./domain/outbox.ts";
import type { Comment } from "./domain/request.ts";
import type { Messages } from "./i18n/index.ts";
import { clocksKept, writeClocks } from "./promise-keeping.ts";
import { type Named, revisionOf } from "./request-change.ts";
import { cardsFollow, underCards } from "./request-says.ts";
import { write } from "./store/writes.ts";
import * as v from "./view/build.ts";

/** `from`: the card in whose thread it was said. */
interface Words {
  text: string;
  internal: boolean;
  from?: string | undefined;
  /** Does it answer, or want to be answered? */
  answerable?: boolean;
}

/** Says something about a request: it is kept, and goes into the thread of every card whose readers may see it. */
export async function postComment(
  ctx: Ctx,
  named: Named,
  { text, internal, from, answerable = true }: Words,
): Promise<Comment> {
  const said: Comment = {
    id: newId(ctx.desk.id),
    desk: ctx.desk.id,
    client: named.client.id,
    request: named.request.id,
    author: ctx.actor.person.id,
    authorName: ctx.actor.person.name,
    text,
    files: [...ctx.files],
    internal,
    at: ctx.now,
    removedAt: null,
    version: 0,
  };
  const { request } = named;
  const happened = {
    subject: request.id,
    kind: answerable ? "commented" : "source-changed",
    data: { internal },
  };
  const [into, kept] = await Promise.all([
    intoThreads(ctx, named, said, from, (m) => m.request.commentBy(said.authorName, named.ref)),
    clocksKept(ctx, named, request, happened),
  ]);
  // Most words start or stop no clock, and are one document.
  const counts = kept.clocks.answer !== request.clocks.answer;
  const promised = counts && isMember(ctx.actor);
  const answers = into.map(
    (say): Say => (promised && say.guard.kind === "contact" ? { ...say, pressing: "promise" } : say),
  );
  const follow = counts ? await cardsFollow(ctx, request, request.version + 1) : [];
  await ctx.store.commit({
    writes: [write.comment.insert(said), ...(counts ? [writeClocks(request, kept)] : [])],
    events: [happened, ...kept.events],
    says: [...follow.filter((say) => say.kind === "card" && say.audience === "member"), ...answers],
  });
  return said;
}

/**
 * Brings a comment to what its author made of it where they said it; without text they took it back. What it was is in its revisions. Where it had
 * been passed on it reads so too, and that it does is said. `said` is the act in which they said it.
 */
export async function rewordComment(
  ctx: Ctx,
  named: Named,
  before: Comment,
  { text: typed, at: changedAt, from, said }: Pick<Words, "text" | "from"> & { at: Date; said: string },
): Promise<void> {
  const text = isMember(ctx.actor) ? (markedInternal(typed) ?? typed) : typed;
  if (text === before.text || isOvertaken(before, changedAt)) return;
  const gone = text === "";
  const after = gone
    ? { ...before, text, files: [], changedAt, removedAt: ctx.now }
    : { ...before, text, changedAt };
  const titled = (m: Messages) =>
    (gone ? m.request.commentGone : m.request.commentBy)(before.authorName, named.ref);
  const copies = await intoThreads(ctx, named, after, from, titled);
  const edits = copies.flatMap((copy): Say[] => (copy.kind === "message" ? [{ ...copy, edits: said }] : []));
  await ctx.store.commit({
    writes: [write.comment.replace(after), revisionOf(ctx, before.id, { text: before.text })],
    events: [{ subject: named.request.id, kind: gone ? "comment-removed" : "comment-edited" }],
    says: [
      ...edits,
      ...(await intoThreads(ctx, named, after, from, (m) =>
        gone
          ? m.request.commentGone(before.authorName, named.ref)
          : m.request.commentChanged(before.authorName, named.ref),
      )),
    ],
  });
}

/** Did its author change it again since? What they do may arrive in another order. */
export const isOvertaken = ({ changedAt }: { changedAt?: Date | undefined }, at: Date): boolean =>
  changedAt !== undefined && at < changedAt;

/** The words after a leading `internal`, which keeps them in the team; undefined without one. */
export function markedInternal(typed: string): string | undefined {
  const leading = /^internal[:\s]\s*(?=\S)/i.exec(typed);
  return leading ? typed.slice(leading[0].length) : undefined;
}

/** Everywhere the request has a card whose readers may see it, in its thread, except where it was said. */
function intoThreads(
  ctx: Ctx,
  named: Named,
  said: Comment,
  from: string | undefined,
  title: (m: Messages) => string,
): Promise<Say[]> {
  const into = ({ id, conversation, audience }: Pick<Card, "id" | "conversation" | "audience">) =>
    id !== from && conversation !== directTo(said.author) && (audience === "member" || !said.internal);
  const { version } = named.request;
  return underCards(ctx, named, { version, topic: "comment", into }, (m) => ({
    title: title(m),
    body: [
      ...(said.text === "" ? [] : [v.quote(said.text)]),
      ...files(said),
      ...(said.internal ? [v.context(m.request.internal)] : []),
    ],
  }));
}

const files = (said: Comment) =>
  said.files.length === 0 ? [] : [v.list(said.files.map((file) => [v.link(file.name, file.url)]))];
