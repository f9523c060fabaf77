import { z } from "zod";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import type { Client, Contact } from "../src/domain/desk.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { invite, inviteBack } from "../src/invite.ts";
import { joinClient } from "../src/joining.ts";
import { contactAmong, personNamed } from "../src/named-people.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";
import { whoseName } from "../src/whose-name.ts";

const whatToDo = ["add", "invite", "edit", "remove", "merge", "list"] as const;
const roles = ["approver", "contact", "member"] as const;
const schema = z.object({
  what: input.choice(whatToDo).optional(),
  who: input.person.optional(),
  role: input.choice(roles).optional(),
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
    'contact invite "Mary Poole" approver client:ACME',
    "contact edit @jane contact",
    "contact remove @jane client:ACME",
    "contact merge @jane into:@jane.doe",
    "contact list",
  ],
  who: ["member"],
  fromHome: ({ what, who }) => what !== "list" && (what ?? who) !== undefined,
  input: schema,
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "who", kind: "word" },
    { key: "role", kind: "word" },
  ],
  asks: ({ what, who }) => what === "invite" && who === undefined,
  form: contactForm,
  async run(ctx, typed): Promise<Reply> {
    const { what = typed.who === undefined ? "list" : undefined, who, role } = typed;
    if (what !== "list" && ctx.actor.role !== "owner")
      throw new UserError("owner", ctx.m.errors.notForYou.owner);
    if (what === undefined)
      throw new UserError("what", ctx.m.errors.field.choice(who ?? "", whatToDo.join(", ")));
    if (what === "merge") return merge(ctx, typed);
    const client = await clientMeant(ctx, typed.client);
    if (what === "list") return listed(ctx, mustBe(ctx, client));
    if (!client || who === undefined) return { form: await contactForm(ctx, ctx.typed) };
    switch (what) {
      case "add":
        return add(ctx, client, who, role);
      case "invite":
        return invited(ctx, client, who, role);
      case "edit":
        return edit(ctx, await contactNamed(ctx, client, who), role);
      case "remove":
        return remove(ctx, await contactNamed(ctx, client, who));
      default:
        return what satisfies never;
    }
  },
});

function mustBe(ctx: Ctx, client: Client | undefined): Client {
  if (!client) throw new UserError("which-client", ctx.m.desk.whichClient, { field: "client" });
  return client;
}

async function contactForm(ctx: Ctx, values: Values) {
  const { contactForm: words, approver, justContact } = ctx.m.desk;
  const { what = "add", client: code } = values;
  const client = await clientMeant(ctx, code);
  const known = client && what !== "add" && what !== "invite" ? await ctx.store.contacts.list(client.id) : [];
  const people = known.map((one) => ({ value: one.person, label: one.name }));
  const clients = client ? [] : await ctx.store.clients.list();
  const options = clients.map((one) => ({ value: one.code, label: `${one.code} · ${one.name}` }));
  const fields = [
    ...(client ? [] : [formField("client", "select", words.client, values, { required: true, options })]),
    people.length > 0
      ? formField("who", "select", words.who, values, { required: true, options: people })
      : what === "invite"
        ? formField("who", "text", words.name, values, { required: true, maxLength: 80 })
        : formField("who", "people", words.who, values, { required: true }),
    ...(what === "remove"
      ? []
      : [
          formField(
            "role",
            "select",
            words.role,
            { role: "contact", ...values },
            {
              options: [
                { value: "approver", label: approver },
                { value: "contact", label: justContact },
              ],
            },
          ),
        ]),
  ];
  const title = words[what === "edit" || what === "remove" || what === "invite" ? what : "add"];
  return formOf("contact", title, ctx.m.request.form.save, fields, {
    what,
    ...(client ? { client: client.code } : {}),
    ...values,
  });
}

async function add(ctx: Ctx, client: Client, who: string, role: Typed["role"]): Promise<Reply> {
  const { desk } = ctx.m;
  const person = await personNamed(ctx, who);
  if (await ctx.store.members.byPerson(person.id))
    throw new UserError("on-team", desk.onTeam(person.name), { field: "who" });
  const known = await ctx.store.contacts.byPerson(client.id, person.id);
  if (known) return edit(ctx, known, role ?? (known.approver ? "approver" : "contact"));
  const added = await joinClient(ctx, person, client, role === "approver");
  const title = desk.contactAdded(person.name, client.name);
  return { to: "actor", view: { title, body: added.approver ? [v.text(desk.approver)] : [] } };
}

/** With a part of their own from the beginning; somebody who is a contact already gets another way in. */
async function invited(ctx: Ctx, client: Client, who: string, role: Typed["role"]): Promise<Reply> {
  const name = who.replace(/^@/, "");
  const known = (await ctx.store.contacts.list(client.id)).find(
    (contact) => contact.person === who || contact.name.toLowerCase() === name.toLowerCase(),
  );
  if (known) return inviteBack(ctx, known.person, known.name);
  return invite(ctx, { name, role: role === "approver" ? role : "contact", clients: [client.id] });
}

async function edit(ctx: Ctx, known: Contact, role: Typed["role"]): Promise<Reply> {
  const { desk } = ctx.m;
  if (role === undefined) {
    const present = known.approver ? "approver" : "contact";
    return { form: await contactForm(ctx, { ...ctx.typed, what: "edit", who: known.person, role: present }) };
  }
  const after = { ...known, approver: role === "approver" };
  await ctx.store.commit({
    writes: [write.contact.replace(after)],
    events: [{ subject: known.id, kind: "contact-edited" }],
  });
  const body = [v.text(after.approver ? desk.approver : desk.justContact)];
  return { to: "actor", view: { title: desk.contactChanged(known.name), body } };
}

async function remove(ctx: Ctx, known: Contact): Promise<Reply> {
  await ctx.store.commit({
    writes: [write.contact.replace({ ...known, removedAt: ctx.now })],
    events: [{ subject: known.id, kind: "contact-removed" }],
  });
  return { to: "actor", view: { title: ctx.m.desk.contactRemoved(known.name), body: [] } };
}

/** Two who are one. Only where neither is anything to us beside a contact of this desk: an owner decides over no other desk's people. */
async function merge(ctx: Ctx, { who, into }: Typed): Promise<Reply> {
  const { errors, desk } = ctx.m;
  if (who === undefined || into === undefined)
    throw new UserError("missing", errors.missing(who === undefined ? "who" : "into"));
  const [from, to] = [await contactOf(ctx, who), await contactOf(ctx, into)];
  if (from.person === to.person) throw new UserError("same", desk.samePerson(to.name));
  for (const one of [from, to]) {
    if (!(await ctx.people.onlyContactAt(ctx.desk.id, one.person)))
      throw new UserError("elsewhere", desk.mergeThemselves(one.name));
  }
  await ctx.people.merge(from.person, to.person);
  return { to: "actor", view: { title: desk.contactsMerged(from.name, to.name), body: [] } };
}

/** A contact of whichever client. */
async function contactOf(ctx: Ctx, who: string): Promise<Contact> {
  const clients = await ctx.store.clients.list({ archived: true });
  const contacts = (await Promise.all(clients.map((client) => ctx.store.contacts.list(client.id)))).flat();
  return contactAmong(ctx, contacts, who);
}

const contactNamed = async (ctx: Ctx, client: Client, who: string): Promise<Contact> =>
  contactAmong(ctx, await ctx.store.contacts.list(client.id), who);

async function listed(ctx: Ctx, client: Client): Promise<Reply> {
  const contacts = await ctx.store.contacts.list(client.id);
  const people = await Promise.all(contacts.map((c) => ctx.people.byId(c.person)));
  const lines = contacts.map((c, i) =>
    v.spans(
      v.bold(whoseName({ ...people[i], name: c.name }, ctx.m)),
      c.approver ? ` — ${ctx.m.desk.approver}` : "",
    ),
  );
  const input = { what: "invite", client: client.code };
  const press = { label: ctx.m.desk.inviteSomebody, verb: "contact", input };
  const may = ctx.actor.role === "owner" ? [v.actions(press)] : [];
  return {
    to: "actor",
    view: {
      title: ctx.m.desk.contacts(client.name),
      body: [lines.length > 0 ? v.list(lines) : v.text(ctx.m.request.none), ...may],
    },
  };
}
