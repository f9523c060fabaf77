import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, clientMeant, memberNamed } from "../src/ctx.ts";
import type { Member } from "../src/domain/desk.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { personNamed } from "../src/named-people.ts";
import { memberSchedules } from "../src/schedules.ts";
import { write } from "../src/store/writes.ts";
import { defaultWorkingHours } from "../src/time/business-hours.ts";
import * as v from "../src/view/build.ts";

const whatToDo = ["add", "edit", "remove", "list"] as const;
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
    "team edit @ben clients:all",
    "team remove @ben",
    "team list",
  ],
  who: ["member"],
  input: schema,
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "who", kind: "rest" },
  ],
  async run(ctx, typed): Promise<Reply> {
    const what = typed.what ?? "list";
    if (what === "list") return listed(ctx);
    if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.errors.notForYou.owner);
    if (typed.who === undefined)
      throw new UserError("missing", ctx.m.errors.missing("who"), { field: "who" });
    switch (what) {
      case "add":
        return add(ctx, typed, typed.who);
      case "edit":
        return edit(ctx, typed, await memberNamed(ctx, typed.who));
      case "remove":
        return remove(ctx, await memberNamed(ctx, typed.who));
      default:
        return what satisfies never;
    }
  },
});

async function add(ctx: Ctx, typed: Typed, who: string): Promise<Reply> {
  const person = await personNamed(ctx, who);
  const present = await ctx.store.members.byPerson(person.id);
  if (present) return edit(ctx, typed, present);
  const zone = person.zone ?? ctx.desk.zone;
  const member: Member = {
    id: `${ctx.desk.id}:${person.id}:${ctx.now.getTime().toString(36)}`,
    desk: ctx.desk.id,
    person: person.id,
    name: person.name,
    role: typed.role ?? "assistant",
    clients: await clientsNamed(ctx, typed.clients, null),
    hours: defaultWorkingHours(zone),
    digest: { on: true, at: "08:00", weekdays: [1, 2, 3, 4, 5] },
    removedAt: null,
    version: 0,
  };
  await ctx.store.commit({
    writes: [write.member.insert(member), ...memberSchedules(member, zone, ctx.now).map(write.schedule.put)],
    events: [{ subject: member.id, kind: "member-added", data: { role: member.role } }],
  });
  return {
    to: "actor",
    view: { title: ctx.m.desk.memberAdded(person.name), body: [v.text(await line(ctx, member))] },
  };
}

async function edit(ctx: Ctx, typed: Typed, member: Member): Promise<Reply> {
  const after = {
    ...member,
    role: typed.role ?? member.role,
    clients: await clientsNamed(ctx, typed.clients, member.clients),
  };
  if (after.role !== "owner") await mustLeaveAnOwner(ctx, member);
  await ctx.store.commit({
    writes: [write.member.replace(after)],
    events: [{ subject: member.id, kind: "member-edited", data: { role: after.role } }],
  });
  return {
    to: "actor",
    view: { title: ctx.m.desk.memberChanged(member.name), body: [v.text(await line(ctx, after))] },
  };
}

async function remove(ctx: Ctx, member: Member): Promise<Reply> {
  await mustLeaveAnOwner(ctx, member);
  const after = { ...member, removedAt: ctx.now };
  const [zone, theirs, clients] = await Promise.all([
    ctx.people.byId(member.person).then((person) => person?.zone ?? ctx.desk.zone),
    ctx.store.requests.list({
      assignee: member.person,
      stages: ["new", "accepted", "in-progress", "in-review", "delivered"],
    }),
    ctx.store.clients.list(),
  ]);
  await ctx.store.commit({
    writes: [
      write.member.replace(after),
      ...memberSchedules(after, zone, ctx.now).map(write.schedule.put),
      ...theirs.map((request) => write.request.replace({ ...request, assignee: null })),
      ...clients
        .filter((c) => c.lead === member.person)
        .map((c) => write.client.replace({ ...c, lead: ctx.actor.person.id })),
    ],
    events: [{ subject: member.id, kind: "member-removed" }],
  });
  const body = theirs.length > 0 ? [v.text(ctx.m.desk.openWork(theirs.length))] : [];
  return { to: "actor", view: { title: ctx.m.desk.memberRemoved(member.name), body } };
}

async function mustLeaveAnOwner(ctx: Ctx, member: Member): Promise<void> {
  if (member.role !== "owner") return;
  const owners = (await ctx.store.members.list()).filter(
    (other) => other.role === "owner" && other.id !== member.id,
  );
  if (owners.length === 0) throw new UserError("last-owner", ctx.m.desk.lastOwner);
}

async function clientsNamed(
  ctx: Ctx,
  words: string | undefined,
  before: Member["clients"],
): Promise<Member["clients"]> {
  if (words === undefined) return before;
  if (/^(all|\*)$/i.test(words)) return null;
  const codes = words.split(/[,\s]+/).filter(Boolean);
  const found = await Promise.all(codes.map((code) => clientMeant(ctx, code)));
  return found.flatMap((client) => (client ? [client.id] : []));
}

async function listed(ctx: Ctx): Promise<Reply> {
  const members = await ctx.store.members.list();
  const lines = await Promise.all(
    members.map(async (m) => v.spans(v.bold(m.name), ` — ${await line(ctx, m)}`)),
  );
  return { to: "actor", view: { title: ctx.m.desk.team, body: [v.list(lines)] } };
}

async function line(ctx: Ctx, member: Member): Promise<string> {
  const role = ctx.m.desk.roles[member.role];
  if (member.clients === null) return `${role}, ${ctx.m.desk.allClients}`;
  const clients = await Promise.all(member.clients.map((id) => ctx.store.clients.byId(id)));
  return `${role}, ${clients.map((client) => client?.code ?? "?").join(", ")}`;
}
