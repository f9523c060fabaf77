import { z } from "zod";
import { actingMember } from "../src/acting.ts";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant, dateMeant, newId } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Client, Member } from "../src/domain/desk.ts";
import { linksIn, openRequest } from "../src/domain/open-request.ts";
import { clocksOf } from "../src/domain/promise.ts";
import { isOpen, type Request, requestName, type Source } from "../src/domain/request.ts";
import { findDue } from "../src/domain/when.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import { headline, inOne } from "../src/headline.ts";
import { messages } from "../src/i18n/index.ts";
import * as input from "../src/input.ts";
import { countedIn, owes } from "../src/promise-keeping.ts";
import { saveRequest, withClient } from "../src/request-change.ts";
import { cardsForNew } from "../src/request-says.ts";
import { isAsSaid } from "../src/source-change.ts";
import { write } from "../src/store/writes.ts";
import type { Form, View } from "../src/view/nodes.ts";
import { understood } from "../src/views/understood.ts";
import { namesAnother } from "../src/wall.ts";
import { whoseName } from "../src/whose-name.ts";

const schema = z.object({
  title: input.longText,
  client: input.clientCode.optional(),
  due: input.when.optional(),
  urgent: input.yesNo.optional(),
  important: input.yesNo.optional(),
  estimate: input.duration.optional(),
  details: input.longText.optional(),
  anyway: input.yesNo.optional(),
  message: z.string().max(200).optional(),
  link: z.url({ protocol: /^https?$/ }).optional(),
  // When it was said, in a channel where every message is a request.
  at: z.iso.datetime().optional(),
});
type Typed = z.infer<typeof schema>;

export const request = defineCommand({
  name: "request",
  aliases: ["req", "new"],
  summary: (m) => m.request.summaries.request,
  examples: [
    'request Fix the invoice template due:"Friday 5pm"',
    "request Book a flight by tomorrow urgent:yes estimate:45m",
    "request",
  ],
  who: ["contact", "member"],
  input: schema,
  unsaid: ["anyway", "message", "link", "at"],
  positional: [{ key: "title", kind: "rest" }],
  form: requestForm,
  run: file,
});

async function requestForm(ctx: Ctx, values: Values): Promise<Form> {
  const { form } = ctx.m.request;
  const clients = ctx.client ? [] : await ctx.store.clients.list();
  const yes = [
    { value: "yes", label: form.yes },
    { value: "no", label: form.no },
  ];
  const whose =
    clients.length > 1
      ? [
          formField("client", "select", form.client, values, {
            required: true,
            options: clients.map((c) => ({ value: c.code, label: `${c.code} · ${c.name}` })),
          }),
        ]
      : [];
  return formOf(
    "request",
    form.newTitle,
    form.create,
    [
      formField("title", "text", form.title, values, { required: true, maxLength: input.TITLE_MAX }),
      ...whose,
      formField("details", "long-text", form.details, values, { maxLength: 3000 }),
      formField("due", "text", form.due, values, { hint: form.dueHint, maxLength: 200 }),
      formField("urgent", "select", form.urgent, values, { options: yes }),
      formField("important", "select", form.important, values, { options: yes }),
      ...(isMember(ctx.actor)
        ? [
            formField("estimate", "duration", form.estimate, values, {
              hint: form.estimateHint,
              maxLength: 20,
            }),
          ]
        : []),
      formField("files", "files", form.files, {}),
    ],
    values,
  );
}

async function file(ctx: Ctx, typed: Typed): Promise<Reply> {
  const client = await clientMeant(ctx, typed.client);
  if (!client) {
    if ((await ctx.store.clients.list()).length === 0)
      throw new UserError("no-clients", ctx.m.desk.noClients);
    return { form: await requestForm(ctx, ctx.typed) };
  }
  if (client.archivedAt !== null) throw new UserError("archived", ctx.m.desk.archivedNow(client.name));
  if (typed.message !== undefined) await mustBeUnmade(ctx, typed.message);
  const shortlyBefore = typed.at === undefined ? undefined : await belongsTo(ctx, client, new Date(typed.at));
  if (shortlyBefore?.known) return takenIn(ctx, { request: shortlyBefore.known, client }, typed);
  const { title, details } = headline(typed.title, typed.details);
  // What was said in the client's own channel has been said.
  const wall =
    typed.anyway || typed.at !== undefined
      ? undefined
      : await namesAnother(ctx, client, `${title}\n${details}`);
  if (wall) return wall;
  const prose = typed.due === undefined ? findDue(`${title}\n${details}`, ctx.now, ctx.reader.zone) : {};
  const due = typed.due === undefined ? (prose.due ?? null) : dateMeant(ctx, typed.due);
  const { filed, doer } = await opened(ctx, client, {
    id: shortlyBefore?.id ?? newId(ctx.desk.id),
    title,
    details,
    due: due && { at: due.at, hasTime: due.hasTime },
    estimate: typed.estimate ?? null,
    urgent: typed.urgent ?? null,
    important: typed.important ?? false,
    source: sourceOf(ctx, typed),
  });
  return { to: "actor", view: confirmation(ctx, client, filed, doer, prose.offered) };
}

/** Of what is a request because everything there is one, the words too: they may still be changed where they were said. */
function sourceOf(ctx: Ctx, { message: ref, link = "", at, title: text }: Typed): Source | null {
  if (ref === undefined) return null;
  const files = ctx.files.map(({ url }) => url);
  return { ref, link, ...(at === undefined ? {} : { said: [{ ref, text, files }], face: 0 }) };
}

/** `face` undefined: somebody had a hand in it before. */
const withMore = (source: Source, more: Source | null, face = source.face): Source =>
  more
    ? {
        ...source,
        also: [...(source.also ?? []), more.ref],
        said: [...(source.said ?? []), ...(more.said ?? [])],
        face,
      }
    : source;

/** @throws UserError if the message was made a request before: it becomes one, however many point at it */
async function mustBeUnmade(ctx: Ctx, message: string): Promise<void> {
  const known = await ctx.store.requests.fromMessage(message);
  if (!known) return;
  const { ref } = await withClient(ctx, known);
  throw new UserError("made", ctx.m.request.madeAlready(ref));
}

async function opened(
  ctx: Ctx,
  client: Client,
  words: Pick<Request, "id" | "title" | "details" | "due" | "estimate" | "urgent" | "important" | "source">,
): Promise<{ filed: Request; doer: Member | undefined }> {
  const { person } = ctx.actor;
  // A subcontractor sees only what is theirs.
  const assignee = ctx.actor.role === "subcontractor" ? person.id : null;
  const [number, doer] = await Promise.all([
    ctx.store.nextNumber(client.id),
    actingMember(ctx.store, owes({ assignee }, client), client, ctx.now),
  ]);
  const opening = openRequest(
    {
      ...words,
      desk: ctx.desk.id,
      client: client.id,
      number,
      // What a contact files by DM is between them and the team.
      audience: ctx.place.kind === "dm" && !isMember(ctx.actor) ? "private" : "client",
      requester: { id: person.id, name: whoseName(person, messages(client.language)) },
      assignee,
      files: ctx.files,
    },
    ctx.now,
  );
  const terms = { promise: client.promise, work: countedIn(ctx.desk, doer, ctx.now), now: ctx.now };
  const { clocks, promiseAt } = clocksOf(opening, !isMember(ctx.actor), terms);
  const filed = { ...opening, clocks, promiseAt };
  await ctx.store.commit({
    writes: [write.request.insert(filed)],
    events: [{ subject: filed.id, kind: "opened", data: { client: client.id, number: filed.number } }],
    says: cardsForNew(ctx, filed, client, doer),
  });
  return { filed, doer };
}

/** The request that belongs to what this person says here: one that is there and open, or the one it will be. */
async function belongsTo(
  ctx: Ctx,
  client: Client,
  at: Date,
): Promise<{ id: string; known: Request | undefined }> {
  const said = { address: ctx.place.address, person: ctx.actor.person.id, at, request: newId(ctx.desk.id) };
  const id = await ctx.store.burstOf(said);
  const known = await ctx.store.requests.byId(id);
  if (!known || (isOpen(known.stage) && known.client === client.id)) return { id, known };
  const next = await ctx.store.burstOf({ ...said, but: id });
  return { id: next, known: await ctx.store.requests.byId(next) };
}

/** What somebody says shortly after their request belongs to it. */
async function takenIn(ctx: Ctx, under: { request: Request; client: Client }, typed: Typed): Promise<Reply> {
  const { request: before, client } = under;
  const { title: words } = typed;
  const details = inOne([before.details, words]);
  const { source } = before;
  const { due } = findDue(words, ctx.now, ctx.reader.zone);
  const after: Request = {
    ...before,
    details,
    links: linksIn(`${before.title} ${details}`),
    files: [...before.files, ...ctx.files],
    due: before.due ?? (due ? { at: due.at, hasTime: due.hasTime } : null),
    source:
      source && withMore(source, sourceOf(ctx, typed), isAsSaid(before) ? before.version + 1 : undefined),
  };
  await saveRequest(ctx, under, after, "taken-in");
  return { to: "actor", view: { title: ctx.m.request.takenIn(requestName(client.code, before)), body: [] } };
}

function confirmation(
  ctx: Ctx,
  client: Client,
  filed: Request,
  doer: Member | undefined,
  offered: { at: Date; local: string } | undefined,
): View {
  const { person } = ctx.actor;
  return understood({
    request: filed,
    ref: requestName(client.code, filed),
    client,
    doer: doer && { name: doer.name, hours: doer.hours, self: doer.person === person.id },
    forMember: isMember(ctx.actor),
    offered,
    // Nobody told us where they live: it is the client's zone or the desk's.
    zoneGuessed: person.zone === null,
    now: ctx.now,
    reader: ctx.reader,
    m: ctx.m,
  });
}
