import { type Ctx, newId } from "./ctx.ts";
import type { Say } from "./domain/outbox.ts";
import type { Comment } from "./domain/request.ts";
import { messages } from "./i18n/index.ts";
import type { Named } from "./request-change.ts";
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

/** Everywhere the request has a card, in its thread, except where it was said. */
async function intoThreads(
  ctx: Ctx,
  { request, client, ref }: Named,
  said: Comment,
  from: string | undefined,
): Promise<Say[]> {
  const cards = await ctx.store.cards.of(request.id);
  return cards
    .filter((card) => card.id !== from && (card.audience === "member" || !said.internal))
    .filter((card) => card.conversation !== `person:${said.author}`)
    .map((card) => {
      const locale = card.audience === "client" ? client.language : ctx.desk.locale;
      const zone = card.audience === "client" ? client.zone : ctx.desk.zone;
      const m = messages(locale);
      const title = m.request.commentBy(said.authorName, ref);
      const mark = said.internal ? [v.context(m.request.internal)] : [];
      return {
        kind: "message" as const,
        topic: "comment" as const,
        conversation: card.conversation,
        guard: card.guard,
        threadOf: card.id,
        reader: { locale, zone },
        view: { title, body: [v.quote(said.text), ...files(said), ...mark] },
      };
    });
}

const files = (said: Comment) =>
  said.files.length === 0 ? [] : [v.list(said.files.map((file) => [v.link(file.name, file.url)]))];
