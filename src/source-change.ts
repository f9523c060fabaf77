import { isOvertaken, postComment } from "./comment-post.ts";
import type { Ctx } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import { linksIn } from "./domain/open-request.ts";
import type { Request, Source } from "./domain/request.ts";
import { dueOf, ofMessages } from "./headline.ts";
import { messages } from "./i18n/index.ts";
import { faceOf } from "./promise-keeping.ts";
import { type Named, revisionOf, saveRequest, takeStep } from "./request-change.ts";
import { followUp } from "./views/follow-up.ts";

/** Is a request still nothing but what was said, with nobody's hand in it? */
export const isAsSaid = (request: Request): boolean =>
  request.stage === "new" && request.source?.face === faceOf(request);

type Said = NonNullable<Source["said"]>[number];

/** What a message says since then; "": it was taken back. */
interface Change {
  message: string;
  text: string;
  at: Date;
}

/**
 * A message that a request was made of was changed, or taken back (""). While the request is no more than such messages it follows: in its words,
 * or, where none is left and nobody has begun, by being cancelled. Later it is only said, so that what somebody works by never changes under them.
 */
export async function followSource(ctx: Ctx, named: Named, change: Change): Promise<void> {
  const { message, text, at } = change;
  const { request } = named;
  const { source } = request;
  const { name, id: me } = ctx.actor.person;
  const said = source?.said ?? [];
  const before = said.find(({ ref }) => ref === message);
  if (before && isOvertaken(before, at)) return;
  const after = said.map((one) => (one.ref === message ? asChanged(one, change) : one));
  const follows = source !== null && request.requester === me && isAsSaid(request);
  if (follows && before?.text === text) return;
  if (follows && after.some((one) => one.text !== "")) {
    await saveRequest(ctx, named, reworded(ctx, request, source, after), "edited", {
      writes: [revisionOf(ctx, request.id, { title: request.title, details: request.details })],
      tells: (m) => followUp(m.request.editedBy(name, named.ref)),
    });
  } else if (follows && !(await ctx.store.requests.begun(request.id))) {
    await takeStep(ctx, named, "cancel", {
      changed: (cancelled) => ({ ...cancelled, source: { ...source, said: after } }),
      tells: (m) => followUp(m.request.cancelledBy(name, named.ref)),
    });
  } else {
    const m = messages(named.client.language).request;
    await postComment(ctx, named, {
      text: text === "" ? m.messageGone : m.messageNow(text),
      internal: false,
      // Nobody owes an answer to what was taken back, and whoever changes words of their own team's gives none.
      answerable: text !== "" && !isMember(ctx.actor),
    });
  }
}

const asChanged = (said: Said, { text, at }: Change): Said => ({
  ...said,
  text,
  files: text === "" ? [] : said.files,
  changedAt: at,
});

/** The request as these messages make it; their author has chosen nothing else. */
function reworded(ctx: Ctx, before: Request, source: Source, said: Said[]): Request {
  const words = ofMessages(said);
  const { openedAt, due, files, version } = before;
  const [was, is] = [source.said ?? [], said].map((all) => dueOf(all, openedAt, ctx.reader.zone));
  const kept = new Set(said.flatMap((one) => one.files));
  const gone = new Set((source.said ?? []).flatMap((one) => one.files).filter((url) => !kept.has(url)));
  return {
    ...before,
    ...words,
    links: linksIn(`${words.title} ${words.details}`),
    due: was?.at.getTime() === is?.at.getTime() ? due : (is ?? null),
    files: files.filter(({ url }) => !gone.has(url)),
    source: { ...source, said, face: version + 1 },
  };
}
