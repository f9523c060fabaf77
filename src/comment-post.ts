import { type Ctx, newId } from "./ctx.ts";
import { type Card, directTo, type Say } from "./domain/outbox.ts";
import type { Comment } from "./domain/request.ts";
import type { Named } from "./request-change.ts";
import { underCards } from "./request-says.ts";
import { write } from "./store/writes.ts";
import * as v from "./view/build.ts";

/** `from`: the card in whose thread it was said. */
interface Words {
  text: string;
  internal: boolean;
  from?: string | undefined;
}

/** Says something about a request: it is kept, and goes into the thread of every card whose readers may see it. */
export async function postComment(ctx: Ctx, named: Named, { text, internal, from }: Words): Promise<Comment> {
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
  };
  await ctx.store.commit({
    writes: [write.comment.insert(said)],
    events: [{ subject: named.request.id, kind: "commented", data: { internal } }],
    says: await intoThreads(ctx, named, said, from),
  });
  return said;
}

/** Everywhere the request has a card whose readers may see it, in its thread, except where it was said. */
function intoThreads(ctx: Ctx, named: Named, said: Comment, from: string | undefined): Promise<Say[]> {
  const into = ({ id, conversation, audience }: Pick<Card, "id" | "conversation" | "audience">) =>
    id !== from && conversation !== directTo(said.author) && (audience === "member" || !said.internal);
  const { version } = named.request;
  return underCards(ctx, named, { version, topic: "comment", into }, (m) => ({
    title: m.request.commentBy(said.authorName, named.ref),
    body: [v.quote(said.text), ...files(said), ...(said.internal ? [v.context(m.request.internal)] : [])],
  }));
}

const files = (said: Comment) =>
  said.files.length === 0 ? [] : [v.list(said.files.map((file) => [v.link(file.name, file.url)]))];
