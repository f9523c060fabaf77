import type { Reply, Values } from "./command.ts";
import { type Ctx, clientMeant } from "./ctx.ts";
import type { Client, Contact } from "./domain/desk.ts";
import { directTo } from "./domain/outbox.ts";
import type { Request } from "./domain/request.ts";
import { coolSince, type Survey } from "./domain/survey.ts";
import { UserError } from "./errors.ts";
import { formField, formOf } from "./forms.ts";
import * as input from "./input.ts";
import { contactAmong } from "./named-people.ts";
import { theRequest } from "./request-change.ts";
import { askerOf, ending, surveyAbout } from "./surveys.ts";
import * as v from "./view/build.ts";
import { clip } from "./view/limits.ts";
import type { Form } from "./view/nodes.ts";
import { namesAnother } from "./wall.ts";

interface Typed {
  words?: string | undefined;
  client?: string | undefined;
  to?: string | undefined;
  id?: string | undefined;
  anyway?: boolean | undefined;
}

const MOST_CHOICES = 100;
const LABEL_MAX = 75;

/** Asks one contact now, whatever the rhythm, about a request that is done or a project by its name. */
export async function askByHand(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { words } = typed;
  if (words === undefined) return { form: await askForm(ctx, { ...ctx.typed, what: "send" }) };
  const ref = input.ref.safeParse(words);
  return ref.success ? aboutRequest(ctx, ref.data, typed) : aboutProject(ctx, words, typed);
}

async function aboutRequest(ctx: Ctx, words: string, { to }: Typed): Promise<Reply> {
  const { survey } = ctx.m.care;
  const { request, client, ref } = await theRequest(ctx, words);
  if (request.stage !== "done") throw new UserError("not-done", survey.notDone(ref), { field: "words" });
  const contacts = await ctx.store.contacts.list(client.id);
  const contact =
    to === undefined
      ? contacts.find(({ person }) => person === request.requester)
      : await contactAmong(ctx, contacts, to, "to");
  if (!contact) throw new UserError("nobody", survey.notContact(ref, request.requesterName), { field: "to" });
  return ask(ctx, contact, client, { request, name: ref });
}

async function aboutProject(ctx: Ctx, typedName: string, typed: Typed): Promise<Reply> {
  const words = ctx.m.care.survey;
  mustSeeAll(ctx);
  const project = typedName.replace(/\s+/g, " ");
  if (project.length > input.TITLE_MAX)
    throw new UserError("too-long", words.tooLong(input.TITLE_MAX), { field: "words" });
  const found = await whoIsMeant(ctx, typed);
  if (!found) return { form: await askForm(ctx, { ...ctx.typed, what: "send" }) };
  const { contact, client } = found;
  const wall = typed.anyway ? undefined : await namesAnother(ctx, client, project);
  return wall ?? ask(ctx, contact, client, { project, name: project });
}

/** Whoever is named, of the client that is named; undefined if that leaves a choice. */
async function whoIsMeant(
  ctx: Ctx,
  { client: code, to }: Typed,
): Promise<{ contact: Contact; client: Client } | undefined> {
  const client = await clientMeant(ctx, code);
  if (to === undefined) {
    const contacts = client ? await ctx.store.contacts.list(client.id) : [];
    const [only] = contacts;
    return client && only && contacts.length === 1 ? { contact: only, client } : undefined;
  }
  const { clients, contacts } = await asked(ctx, client);
  const contact = await contactAmong(ctx, contacts, to, "to");
  const known = contacts.filter(({ person }) => person === contact.person);
  const of = clients.find(({ id }) => id === contact.client);
  // Somebody at two companies, and neither was named.
  return of && (known.length === 1 || contact.id === to) ? { contact, client: of } : undefined;
}

/** Everybody who could be asked, of this client or of all. */
async function asked(
  ctx: Ctx,
  client: Client | undefined,
): Promise<{ clients: Client[]; contacts: Contact[] }> {
  const clients = client ? [client] : await ctx.store.clients.list();
  const contacts = await Promise.all(clients.map(({ id }) => ctx.store.contacts.list(id)));
  return { clients, contacts: contacts.flat() };
}

async function ask(
  ctx: Ctx,
  contact: Contact,
  client: Client,
  { name, ...about }: ({ request: Request } | { project: string }) & { name: string },
): Promise<Reply> {
  const words = ctx.m.care.survey;
  const { surveys } = ctx.desk;
  const refuse = (code: string, why: string) => new UserError(code, why, { field: "to" });
  if (client.archivedAt !== null) throw refuse("archived", ctx.m.desk.archivedNow(client.name));
  if (surveys.off.includes(contact.person)) throw refuse("wants-none", words.wantsNone(contact.name));
  if (surveys.off.includes(client.id)) throw refuse("client-off", words.clientOff(client.code));
  const askedSince = (since: Date) => ctx.store.surveys.askedSince(contact.person, "csat", since);
  if (await askedSince(ctx.now)) throw refuse("has-open", words.hasOpen(contact.name));
  const { survey, writes, says } = await surveyAbout(askerOf(ctx), contact, client, about);
  const cooling = surveys.days > 0 && (await askedSince(coolSince(surveys, ctx.now)));
  await ctx.store.commit({
    writes,
    says,
    events: [{ subject: survey.request ?? survey.id, kind: "survey-sent" }],
  });
  const where = survey.conversation === directTo(contact.person) ? "person" : "channel";
  return {
    to: "actor",
    view: {
      title: words.sent(contact.name, clip(name, LABEL_MAX)),
      body: [
        v.text(`${words.sentWhere[where]} ${words.until} `, v.when(survey.expiresAt, "date"), "."),
        ...(cooling ? [v.context(words.cooled(contact.name, surveys.days))] : []),
        v.actions({ label: words.withdraw, verb: "survey", input: { what: "withdraw", id: survey.id } }),
      ],
    },
  };
}

/** Takes back what waits for an answer: one by its button, or all about a request or a project. */
export async function takeBack(ctx: Ctx, { id, words = "" }: Typed): Promise<Reply> {
  const { survey: said } = ctx.m.care;
  mustSeeAll(ctx);
  const open = await waiting(ctx, id, words);
  const [first] = open;
  if (!first) throw new UserError("nothing-open", said.nothingToTakeBack(words), { field: "words" });
  const ends = open.map((survey) => ending(survey, { state: "withdrawn" }));
  await ctx.store.commit({
    writes: ends.flatMap(({ writes }) => writes),
    says: ends.flatMap(({ says }) => says),
    events: open.map((survey) => ({ subject: survey.id, kind: "survey-withdrawn" })),
  });
  const about = words || first.about || first.personName;
  return { to: "actor", view: { title: said.tookBack(clip(about, LABEL_MAX)), body: [] } };
}

async function waiting(ctx: Ctx, id: string | undefined, words: string): Promise<Survey[]> {
  if (id !== undefined) {
    const one = await ctx.store.surveys.byId(id);
    return one?.state === "asked" ? [one] : [];
  }
  const ref = input.ref.safeParse(words);
  if (ref.success) return ctx.store.surveys.askedAbout((await theRequest(ctx, ref.data)).request.id);
  const name = words.replace(/\s+/g, " ").toLowerCase();
  return name === ""
    ? []
    : (await ctx.store.surveys.waiting()).filter((one) => one.about.toLowerCase() === name);
}

function mustSeeAll(ctx: Ctx): void {
  if (ctx.actor.role === "subcontractor") throw new UserError("whole", ctx.m.care.survey.whole);
}

/** What to ask about, and whom. */
export async function askForm(ctx: Ctx, values: Values): Promise<Form> {
  const words = ctx.m.care.survey;
  const client = await clientMeant(ctx, values["client"]);
  const { clients, contacts } = await asked(ctx, client);
  const codes = new Map(clients.map(({ id, code }) => [id, code]));
  const options = contacts
    .map(({ id, name, client: of }) => ({
      value: id,
      label: clip(`${name} · ${codes.get(of) ?? "?"}`, LABEL_MAX),
    }))
    .sort((a, b) => a.label.localeCompare(b.label))
    .slice(0, MOST_CHOICES);
  const { to, ...others } = values;
  const meant = to === undefined ? undefined : (await ctx.people.mentioned(to))?.id;
  const known = contacts.find(
    ({ id, person, name }) => person === meant || [id, person, name].includes(to ?? ""),
  );
  const filled = known ? { ...others, to: known.id } : others;
  return formOf(
    "survey",
    words.form.title,
    ctx.m.common.submit,
    [
      formField("words", "text", words.form.about, filled, {
        required: true,
        maxLength: input.TITLE_MAX,
        hint: words.form.aboutHint,
      }),
      options.length > 0
        ? formField("to", "select", words.form.to, filled, { required: true, options })
        : formField("to", "text", words.form.to, filled, { required: true }),
    ],
    filled,
  );
}
