import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import type { Client, Contact } from "../src/domain/desk.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { personNamed } from "../src/named-people.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";

const whatToDo = ["add", "edit", "remove", "merge", "list"] as const;
const schema = z.object({
  what: input.choice(whatToDo).optional(),
  who: input.person.optional(),
  role: input.shortText.optional(),
  into: input.person.optional(),
  client: input.clientCode.optional(),
});
type Typed = z.infer<typeof schema>;

export const contact = defineCommand({
  name: "contact",
  aliases: ["contacts"],
  summary: (m) => m.desk.summaries.contact,
  examples: [
    "contact add @jane approver",
    "contact edit @jane member",
    "contact remove @jane client:ACME",
    "contact merge @jane into:@jane.doe",
    "contact list",
  ],
  who: ["member"],
  input: schema,
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "who", kind: "word" },
    { key: "role", kind: "word" },
  ],
  async run(ctx, typed): Promise<Reply> {
    const what = typed.what ?? "list";
    if (what === "merge") return merge(ctx, typed);
    const client = await clientMeant(ctx, typed.client);
    if (!client) throw new UserError("which-client", ctx.m.time.needsClient, { field: "client" });
    if (what === "list") return listed(ctx, client);
    if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.errors.notForYou.owner);
    if (typed.who === undefined)
      throw new UserError("missing", ctx.m.errors.missing("who"), { field: "who" });
    return change(ctx, client, what, typed.who, typed.role);
  },
});

async function change(
  ctx: Ctx,
  client: Client,
  what: "add" | "edit" | "remove",
  who: string,
  role: string | undefined,
): Promise<Reply> {
  const { desk } = ctx.m;
  const known = await contactNamed(ctx, client, who);
  if (what === "add" && !known) {
    const person = await personNamed(ctx, who);
    if (await ctx.store.members.byPerson(person.id)) throw new UserError("on-team", desk.onTeam(person.name));
    const added: Contact = {
      id: `${client.id}:${person.id}:${ctx.now.getTime().toString(36)}`,
      desk: ctx.desk.id,
      client: client.id,
      person: person.id,
      name: person.name,
      approver: role === "approver",
      removedAt: null,
      version: 0,
    };
    await ctx.store.commit({
      writes: [write.contact.insert(added)],
      events: [{ subject: added.id, kind: "contact-added" }],
    });
    return { to: "actor", view: { title: desk.contactAdded(person.name, client.name), body: [] } };
  }
  if (!known) throw new UserError("no-contact", desk.noContact(who), { field: "who" });
  const after =
    what === "remove" ? { ...known, removedAt: ctx.now } : { ...known, approver: role === "approver" };
  await ctx.store.commit({
    writes: [write.contact.replace(after)],
    events: [{ subject: known.id, kind: `contact-${what}` }],
  });
  const title = what === "remove" ? desk.contactRemoved(known.name) : desk.contactChanged(known.name);
  return {
    to: "actor",
    view: { title, body: after.approver && what !== "remove" ? [v.text(desk.approver)] : [] },
  };
}

async function merge(ctx: Ctx, { who, into }: Typed): Promise<Reply> {
  if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.errors.notForYou.owner);
  if (who === undefined || into === undefined)
    throw new UserError("missing", ctx.m.errors.missing(who === undefined ? "who" : "into"));
  const [from, to] = [await personNamed(ctx, who), await personNamed(ctx, into)];
  // Both must be this desk's contacts: nobody becomes somebody else through an owner who knows neither.
  const contacts = (
    await Promise.all((await ctx.store.clients.list()).map((c) => ctx.store.contacts.list(c.id)))
  ).flat();
  const people = new Set(contacts.map((c) => c.person));
  for (const person of [from, to]) {
    if (!people.has(person.id)) throw new UserError("no-contact", ctx.m.desk.noContact(person.name));
  }
  await ctx.people.merge(from.id, to.id);
  return { to: "actor", view: { title: ctx.m.desk.contactsMerged(from.name, to.name), body: [] } };
}

async function contactNamed(ctx: Ctx, client: Client, who: string): Promise<Contact | undefined> {
  const contacts = await ctx.store.contacts.list(client.id);
  const person = await ctx.people.mentioned(who);
  const plain = who.replace(/^@/, "").toLowerCase();
  return contacts.find((c) => c.person === person?.id || c.name.toLowerCase() === plain);
}

async function listed(ctx: Ctx, client: Client): Promise<Reply> {
  const contacts = await ctx.store.contacts.list(client.id);
  const lines = contacts.map((c) => v.spans(v.bold(c.name), c.approver ? ` — ${ctx.m.desk.approver}` : ""));
  return {
    to: "actor",
    view: {
      title: ctx.m.desk.contacts(client.name),
      body: [lines.length > 0 ? v.list(lines) : v.text(ctx.m.request.none)],
    },
  };
}
