import { z } from "zod";
import { uncovered } from "../src/absences.ts";
import { readingOf, roundsFollow } from "../src/check-ins.ts";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant, memberNamed } from "../src/ctx.ts";
import type { Member } from "../src/domain/desk.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { invite, inviteBack } from "../src/invite.ts";
import { joinTeam } from "../src/joining.ts";
import { handedBack } from "../src/leaving.ts";
import { personNamed } from "../src/named-people.ts";
import { memberSchedules } from "../src/schedules.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";

const whatToDo = ["add", "invite", "edit", "remove", "list"] as const;
const roles = ["owner", "assistant", "subcontractor"] as const;
const schema = z.object({
  what: input.choice(whatToDo).optional(),
  who: input.person.optional(),
  role: input.choice(roles).optional(),
  clients: input.shortText.optional(),
});
type Typed = z.infer<typeof schema>;

export const team = defineCommand({
  name: "team",
  summary: (m) => m.desk.summaries.team,
  examples: [
    "team add @ben role:assistant clients:ACME,BETA",
    'team invite "Cid Cruz" role:subcontractor',
    "team edit @ben clients:all",
    "team remove @ben",
    "team list",
  ],
  who: ["member"],
  fromHome: true,
  input: schema,
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "who", kind: "rest" },
  ],
  asks: ({ what, who }) => what === "invite" && who === undefined,
  form: teamForm,
  async run(ctx, typed): Promise<Reply> {
    const { what = typed.who === undefined ? "list" : undefined, who } = typed;
    if (what === "list") return listed(ctx);
    if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.errors.notForYou.owner);
    if (what === undefined)
      throw new UserError("what", ctx.m.errors.field.choice(who ?? "", whatToDo.join(", ")));
    if (who === undefined) return { form: await teamForm(ctx, ctx.typed) };
    switch (what) {
      case "add":
        return add(ctx, typed, who);
      case "invite":
        return invited(ctx, typed, who);
      case "edit":
        return edit(ctx, typed, await memberNamed(ctx, who));
      case "remove":
        return remove(ctx, await memberNamed(ctx, who));
      default:
        return what satisfies never;
    }
  },
});

async function teamForm(ctx: Ctx, values: Values) {
  const { teamForm: words, roles: names } = ctx.m.desk;
  const { what = "add" } = values;
  const inviting = what === "invite";
  const adding = what === "add" || inviting;
  const members = adding ? [] : await ctx.store.members.list();
  const options = members.map((member) => ({ value: member.person, label: member.name }));
  const who = inviting
    ? formField("who", "text", words.name, values, { required: true, maxLength: 80 })
    : adding
      ? formField("who", "people", words.who, values, { required: true })
      : formField("who", "select", words.who, values, { required: true, options });
  const rights = [
    formField("role", "select", words.role, adding ? { role: "assistant", ...values } : values, {
      options: roles.map((role) => ({ value: role, label: names[role] })),
    }),
    formField("clients", "text", words.clients, values, { hint: words.clientsHint, maxLength: 200 }),
  ];
  const title = words[what === "edit" || what === "remove" || what === "invite" ? what : "add"];
  const fields = what === "remove" ? [who] : [who, ...rights];
  return formOf("team", title, ctx.m.request.form.save, fields, { what, ...values });
}

async function add(ctx: Ctx, typed: Typed, who: string): Promise<Reply> {
  const person = await personNamed(ctx, who);
  if (person.from?.hearsay) throw new UserError("hearsay", ctx.m.desk.hearsay(person.name), { field: "who" });
  const present = await ctx.store.members.byPerson(person.id);
  if (present && (typed.role !== undefined || typed.clients !== undefined)) return edit(ctx, typed, present);
  if (present) throw new UserError("member", ctx.m.desk.memberAlready(present.name), { field: "who" });
  const clients = await clientsNamed(ctx, typed.clients, null);
  const member = await joinTeam(ctx, person, { role: typed.role ?? "assistant", clients });
  return {
    to: "actor",
    view: { title: ctx.m.desk.memberAdded(person.name), body: [v.text(await line(ctx, member))] },
  };
}

/** With a part of their own from the beginning; somebody who is on the team already gets another way in. */
async function invited(ctx: Ctx, typed: Typed, who: string): Promise<Reply> {
  const name = who.replace(/^@/, "");
  const known = (await ctx.store.members.list()).find(
    (member) => member.person === who || member.name.toLowerCase() === name.toLowerCase(),
  );
  if (known) return inviteBack(ctx, known.person, known.name);
  const clients = await clientsNamed(ctx, typed.clients, null);
  return invite(ctx, { name, role: typed.role ?? "assistant", clients });
}

async function edit(ctx: Ctx, typed: Typed, member: Member): Promise<Reply> {
  if (typed.role === undefined && typed.clients === undefined) {
    const { role, person } = member;
    return {
      form: await teamForm(ctx, { what: "edit", who: person, role, clients: await codes(ctx, member) }),
    };
  }
  const role = typed.role ?? member.role;
  const clients = role === "owner" ? null : await clientsNamed(ctx, typed.clients, member.clients);
  const after = { ...member, role, clients };
  const { writes, says, requests } = await handedBack(
    ctx,
    member,
    (client) => !(clients?.includes(client) ?? true),
    role !== "subcontractor",
  );
  const owner = await ownerLeft(ctx, member, after);
  await ctx.store.commit({
    writes: [write.member.replace(after), ...(owner ? [write.member.replace(owner)] : []), ...writes],
    events: [{ subject: member.id, kind: "member-edited", data: { role } }],
    says,
  });
  const freed = requests > 0 ? [v.text(ctx.m.desk.openWork(requests))] : [];
  const body = [v.text(await line(ctx, after)), ...freed];
  return { to: "actor", view: { title: ctx.m.desk.memberChanged(member.name), body } };
}

async function remove(ctx: Ctx, member: Member): Promise<Reply> {
  const after = { ...member, removedAt: ctx.now };
  const zone = (await ctx.people.byId(member.person))?.zone ?? ctx.desk.zone;
  const { writes, says, requests, stopped } = await handedBack(ctx, member, () => true, false);
  const cover = await uncovered(ctx, member);
  const owner = await ownerLeft(ctx, member, after);
  const others = owner && !cover.changed.some(({ id }) => id === owner.id) ? [owner] : [];
  await ctx.store.commit({
    writes: [
      write.member.replace(after),
      ...memberSchedules(after, zone, ctx.now).map(write.schedule.put),
      ...[...others, ...cover.changed].map(write.member.replace),
      ...(await roundsFollow(readingOf(ctx), after, ctx.now)),
      ...writes,
      ...cover.writes,
    ],
    events: [{ subject: member.id, kind: "member-removed" }],
    says: [...says, ...cover.says],
  });
  const body = [
    ...(requests > 0 ? [v.text(ctx.m.desk.openWork(requests))] : []),
    ...(stopped === undefined ? [] : [v.text(ctx.m.desk.timerStopped(stopped))]),
  ];
  return { to: "actor", view: { title: ctx.m.desk.memberRemoved(member.name), body } };
}

/**
 * A desk keeps an owner: another one is written along, so that two who remove each other at the same moment can't both succeed.
 * @throws UserError if this is the last one
 */
async function ownerLeft(ctx: Ctx, before: Member, after: Member): Promise<Member | undefined> {
  if (before.role !== "owner" || (after.role === "owner" && after.removedAt === null)) return undefined;
  const others = await ctx.store.members.list();
  const other = others.find((one) => one.role === "owner" && one.id !== before.id);
  if (!other) throw new UserError("last-owner", ctx.m.desk.lastOwner);
  return other;
}

async function clientsNamed(
  ctx: Ctx,
  words: string | undefined,
  before: Member["clients"],
): Promise<Member["clients"]> {
  if (words === undefined) return before;
  if (/^(all|\*)$/i.test(words)) return null;
  const found = await Promise.all(
    words
      .split(/[,\s]+/)
      .filter(Boolean)
      .map((code) => clientMeant(ctx, code)),
  );
  return found.flatMap((client) => (client ? [client.id] : []));
}

async function listed(ctx: Ctx): Promise<Reply> {
  const members = await ctx.store.members.list();
  const lines = await Promise.all(
    members.map(async (m) => v.spans(v.bold(m.name), ` — ${await line(ctx, m)}`)),
  );
  const press = { label: ctx.m.desk.inviteSomebody, verb: "team", input: { what: "invite" } };
  const may = ctx.actor.role === "owner" ? [v.actions(press)] : [];
  return { to: "actor", view: { title: ctx.m.desk.team, body: [v.list(lines), ...may] } };
}

async function line(ctx: Ctx, member: Member): Promise<string> {
  const role = ctx.m.desk.roles[member.role];
  const served = member.clients === null ? ctx.m.desk.allClients : await codes(ctx, member);
  return [role, served].filter(Boolean).join(", ");
}

/** The clients a member serves, as far as the reader knows them. */
async function codes(ctx: Ctx, { clients }: Member): Promise<string> {
  if (clients === null) return "all";
  const found = await Promise.all(clients.map((id) => ctx.store.clients.byId(id)));
  return found.flatMap((client) => (client ? [client.code] : [])).join(", ");
}
