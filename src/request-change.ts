import { type Ctx, newId, requestNamed } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import type { Client } from "./domain/desk.ts";
import type { EventDraft } from "./domain/event.ts";
import type { Say } from "./domain/outbox.ts";
import { forClient, isOpen, type Request, requestName } from "./domain/request.ts";
import { type Step, step } from "./domain/transitions.ts";
import { OutdatedError, UserError } from "./errors.ts";
import type { Messages } from "./i18n/index.ts";
import { clocksKept, faceOf } from "./promise-keeping.ts";
import { cardsFollow, tellOther } from "./request-says.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import type { View } from "./view/nodes.ts";
import { clientCard, clientDetails, memberCard, memberDetails } from "./views/request-card.ts";

export interface Named {
  request: Request;
  client: Client;
  /** `ACME-12` */
  ref: string;
}

/**
 * The request a person means, with its client and name.
 * @throws UserError if there is none they may see; OutdatedError if the button they pressed was drawn for an older state of it
 */
export async function theRequest(ctx: Ctx, words: string): Promise<Named> {
  const named = await withClient(ctx, await requestNamed(ctx, words));
  if (ctx.revision === undefined || ctx.revision >= faceOf(named.request)) return named;
  throw new OutdatedError(withNotice(ctx.m.errors.outdated, await cardFor(ctx, named)));
}

/** A request with its client and name. */
export async function withClient(ctx: Ctx, request: Request): Promise<Named> {
  const client =
    ctx.client?.id === request.client ? ctx.client : await ctx.store.clients.byId(request.client);
  if (!client) throw new UserError("no-request", ctx.m.errors.noRequest(""));
  return { request, client, ref: requestName(client.code, request) };
}

interface More {
  says?: readonly Say[];
  writes?: readonly Write[];
  data?: EventDraft["data"];
  /** What the other side is told under its cards. */
  tells?: (m: Messages) => View;
}

/** Writes a changed request with its event; live cards follow. Returns it as it now stands. */
export async function saveRequest(
  ctx: Ctx,
  { request: before, client }: Pick<Named, "request" | "client">,
  after: Request,
  event: EventDraft["kind"],
  { says = [], writes = [], data, tells }: More = {},
): Promise<Request> {
  const version = before.version + 1;
  const happened = { subject: before.id, kind: event, ...(data ? { data } : {}) };
  const [follow, told, { clocks, promiseAt, events }] = await Promise.all([
    cardsFollow(ctx, before, version),
    tells ? tellOther(ctx, { request: after, client }, version, tells) : [],
    clocksKept(ctx, { request: before, client }, after, happened),
  ]);
  const saved = { ...after, clocks, promiseAt, face: null };
  await ctx.store.commit({
    writes: [write.request.replace({ ...saved, version: before.version }), ...writes],
    events: [happened, ...events],
    says: [...follow, ...told, ...says],
  });
  return { ...saved, version };
}

/** Takes a step, or explains in words why it can't be taken from here. `changed` edits what comes out. */
export async function takeStep(
  ctx: Ctx,
  named: Named,
  taken: Step,
  { changed = (request) => request, ...more }: More & { changed?: (request: Request) => Request } = {},
): Promise<Request> {
  const { request, ref } = named;
  const after = step(request, taken, ctx.actor.person.id, ctx.now);
  if (!after)
    throw new UserError("wrong-stage", ctx.m.request.wrongStage(ref, ctx.m.request.stage[request.stage]));
  return saveRequest(ctx, named, changed(after), taken, more);
}

/** @throws UserError if it is done or cancelled */
export function mustBeOpen(ctx: Ctx, { request, ref }: Named): void {
  if (!isOpen(request.stage)) throw new UserError("closed", ctx.m.request.editClosed(ref));
}

/** Its texts and dates are the team's to change, and those of a contact who filed it. @throws UserError */
export function mustBeYours(ctx: Ctx, { request }: Named): void {
  if (isMember(ctx.actor) || request.requester === ctx.actor.person.id) return;
  throw new UserError("not-yours", ctx.m.request.notYoursToEdit);
}

/** The names of people at the desk, for cards. */
export async function nameOf(ctx: Pick<Ctx, "store">, person: string | null): Promise<string | null> {
  if (person === null) return null;
  return (await ctx.store.members.byPerson(person))?.name ?? null;
}

/** The request as this reader may see it, as a card. */
export async function cardFor(
  ctx: Ctx,
  { request, client }: Pick<Named, "request" | "client">,
): Promise<View> {
  const assignee = await nameOf(ctx, request.assignee);
  return isMember(ctx.actor)
    ? memberCard(request, client.code, assignee, ctx.m)
    : clientCard(forClient(request, assignee), client.code, ctx.m);
}

/** With all details. */
export async function detailsFor(
  ctx: Ctx,
  { request, client }: Pick<Named, "request" | "client">,
): Promise<View> {
  const [assignee, comments, time, workspaces] = await Promise.all([
    nameOf(ctx, request.assignee),
    ctx.store.comments.of(request.id),
    isMember(ctx.actor) ? ctx.store.time.list({ request: request.id }) : [],
    ctx.people.workspaces(),
  ]);
  const minutes = time.reduce((sum, entry) => sum + entry.minutes, 0);
  return isMember(ctx.actor)
    ? memberDetails(request, client.code, assignee, comments, { minutes, workspaces }, ctx.m)
    : clientDetails(forClient(request, assignee), client.code, comments, ctx.m);
}

/** The request's card as it stands after a change, under a sentence about it. */
export async function cardReply(ctx: Ctx, { client }: Pick<Named, "client">, after: Request, said: string) {
  const view = withNotice(said, await cardFor(ctx, { client, request: after }));
  return { to: "actor" as const, view };
}

/** A sentence over the request's card. */
export const withNotice = (title: string, view: View): View => ({
  ...view,
  title,
  body: [titleNode(view), ...view.body],
});
const titleNode = (view: View) => ({ kind: "text", text: [{ kind: "bold", text: view.title }] }) as const;

/** Old texts go to `revisions`, so that events need hold none. */
export function revisionOf(ctx: Ctx, subject: string, before: Record<string, string>): Write {
  return write.revision.insert({
    id: newId(ctx.desk.id),
    desk: ctx.desk.id,
    subject,
    by: ctx.actor.person.id,
    at: ctx.now,
    before,
  });
}
