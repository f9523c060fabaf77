import { z } from "zod";
import { readingOf } from "../src/check-ins.ts";
import { clientForm, currencyOf, facts, freeCode, packageOf, packageWords } from "../src/client-words.ts";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, memberNamed, newId } from "../src/ctx.ts";
import { type Client, serves } from "../src/domain/desk.ts";
import { restarted } from "../src/domain/promise.ts";
import { openStages } from "../src/domain/request.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { clocksRenewed } from "../src/promise-keeping.ts";
import { clientRhythms, clientSchedules } from "../src/schedules.ts";
import type { Write } from "../src/store/commit.ts";
import { write } from "../src/store/writes.ts";
import { noDaysOff } from "../src/time/days-off.ts";
import * as v from "../src/view/build.ts";
import { wayIn } from "../src/way-in.ts";
import { zoneMeant } from "../src/zone-words.ts";

const whatToDo = ["add", "edit", "archive", "restore", "remove", "list"] as const;
const schema = z.object({
  what: input.choice(whatToDo).optional(),
  name: input.title.optional(),
  client: input.clientCode.optional(),
  code: input.clientCode.optional(),
  zone: input.shortText.optional(),
  currency: input.shortText.optional(),
  language: input.choice(["en", "hi"]).optional(),
  hours: input.shortText.optional(),
  per: input.choice(["month", "week"]).optional(),
  lead: input.person.optional(),
  goals: input.longText.optional(),
});
type Typed = z.infer<typeof schema>;

export const client = defineCommand({
  name: "client",
  aliases: ["clients"],
  summary: (m) => m.desk.summaries.client,
  examples: [
    'client add "Acme Ltd" code:ACME zone:America/New_York currency:USD language:en hours:20 per:month',
    "client edit ACME zone:London hours:30",
    "client edit ACME Acme International code:ACI",
    "client archive ACME",
    "client restore ACME",
    "client remove ACME",
    "client list",
  ],
  who: ["owner"],
  input: schema,
  clears: ["hours", "goals"],
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "name", kind: "rest" },
  ],
  form: async (ctx, values) =>
    values["what"] === "edit"
      ? clientForm(ctx, values, (await named(ctx, values)).client)
      : clientForm(ctx, values, undefined),
  run(ctx, typed) {
    const { what = typed.name === undefined ? "list" : undefined } = typed;
    switch (what) {
      case undefined:
        throw new UserError("what", ctx.m.errors.field.choice(typed.name ?? "", whatToDo.join(", ")));
      case "add":
        return add(ctx, typed);
      case "edit":
        return edit(ctx, typed);
      case "archive":
        return archive(ctx, typed);
      case "restore":
        return restore(ctx, typed);
      case "remove":
        return remove(ctx, typed);
      case "list":
        return listed(ctx);
      default:
        return what satisfies never;
    }
  },
});

async function add(ctx: Ctx, typed: Typed): Promise<Reply> {
  if (typed.name === undefined)
    return { form: await clientForm(ctx, { ...ctx.typed, what: "add" }, undefined) };
  const { name } = typed;
  const code = typed.code ?? (await freeCode(ctx, name));
  await mustBeFree(ctx, code);
  const here = ctx.place.kind === "channel" ? ctx.place : undefined;
  // A channel that is somebody else's already would show this client's work to them.
  if (here && (await ctx.people.channel())) throw new UserError("channel-taken", ctx.m.errors.channelTaken);
  const added: Client = {
    id: newId(ctx.desk.id),
    desk: ctx.desk.id,
    code,
    formerCodes: [],
    name,
    zone: zoneMeant(ctx, typed.zone) ?? ctx.desk.zone,
    currency: currencyOf(ctx, typed.currency) ?? "USD",
    language: typed.language ?? "en",
    package: packageOf(ctx, typed.hours, typed.per, null),
    goals: goalsOf(typed) ?? "",
    lead: typed.lead === undefined ? ctx.actor.person.id : await leadOf(ctx, typed.lead, { id: "", code }),
    channel: here?.address ?? null,
    status: { on: true, mode: "auto", weekday: 5, at: "16:00" },
    hours: null,
    off: noDaysOff,
    promise: null,
    archivedAt: null,
    version: 0,
  };
  const linked = here && {
    id: here.address,
    desk: ctx.desk.id,
    client: added.id,
    name: here.name ?? name,
    intake: "asked" as const,
    linkedAt: ctx.now,
  };
  await ctx.store.commit({
    writes: [
      write.client.insert(added),
      ...clientSchedules(added, ctx.now).map(write.schedule.put),
      ...(linked ? [write.channel.insert(linked)] : []),
    ],
    events: [{ subject: added.id, kind: "client-added" }],
    says: here ? [wayIn(added, here.address)] : [],
  });
  const { buttonFollows, channelLinked, theyType, dmNoChannel } = ctx.m.desk;
  const next = here
    ? [v.text(`${channelLinked(name)} `, ...v.withTyped(theyType, "channel")), v.context(buttonFollows)]
    : [v.text(dmNoChannel(code))];
  return {
    to: "actor",
    view: { title: ctx.m.desk.clientAdded(name), body: [facts(ctx, added), ...next] },
  };
}

async function edit(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { client: before, rest } = await named(ctx, typed);
  const nothing = Object.keys(typed).every((key) => key === "what" || key === "name" || key === "client");
  if (nothing && rest === "") return { form: await clientForm(ctx, { ...ctx.typed, what: "edit" }, before) };
  const code = typed.code ?? before.code;
  await mustBeFree(ctx, code, before.id);
  const after: Client = {
    ...before,
    name: rest === "" ? before.name : rest,
    code,
    formerCodes: [...new Set([...before.formerCodes, before.code])].filter((former) => former !== code),
    zone: zoneMeant(ctx, typed.zone) ?? before.zone,
    currency: currencyOf(ctx, typed.currency) ?? before.currency,
    language: typed.language ?? before.language,
    package: packageOf(ctx, typed.hours, typed.per, before.package),
    goals: goalsOf(typed) ?? before.goals,
    lead: typed.lead === undefined ? before.lead : await leadOf(ctx, typed.lead, before),
  };
  await save(ctx, after, "client-edited");
  return { to: "actor", view: { title: ctx.m.desk.clientChanged(after.name), body: [facts(ctx, after)] } };
}

async function archive(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { client: before } = await named(ctx, typed);
  await save(ctx, { ...before, archivedAt: before.archivedAt ?? ctx.now }, "client-archived");
  const { clientArchived, clientArchivedText } = ctx.m.desk;
  return {
    to: "actor",
    view: { title: clientArchived(before.name), body: [v.text(clientArchivedText(before.code))] },
  };
}

async function restore(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { client: before } = await named(ctx, typed);
  const after = { ...before, archivedAt: null };
  const [requests, members] = await Promise.all([
    ctx.store.requests.list({ client: before.id, stages: openStages }),
    ctx.store.members.list(),
  ]);
  // Nothing was owed meanwhile; now it is again.
  const anew = requests.map((request) => ({ ...request, clocks: restarted(request.clocks, ctx.now) }));
  const renewed = clocksRenewed({ desk: ctx.desk, members, now: ctx.now }, after, anew);
  await save(ctx, after, "client-restored", after.promise ? renewed : []);
  const next = after.channel === null ? [v.text(ctx.m.desk.dmNoChannel(after.code))] : [];
  return {
    to: "actor",
    view: { title: ctx.m.desk.clientRestored(before.name), body: [facts(ctx, after), ...next] },
  };
}

/** The client goes, with its places and people; its past stays under a code that nobody else gets. */
async function remove(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { client: before } = await named(ctx, typed);
  const [contacts, channels] = await Promise.all([
    ctx.store.contacts.list(before.id),
    ctx.people.channelsOf(ctx.desk.id, before.id),
  ]);
  await save(ctx, { ...before, channel: null, archivedAt: before.archivedAt ?? ctx.now }, "client-removed", [
    ...contacts.map((contact) => write.contact.replace({ ...contact, removedAt: ctx.now })),
    ...channels.map(write.channel.drop),
  ]);
  const { clientRemoved, clientRemovedText } = ctx.m.desk;
  return {
    to: "actor",
    view: { title: clientRemoved(before.name), body: [v.text(clientRemovedText(before.code))] },
  };
}

async function save(ctx: Ctx, after: Client, event: string, more: readonly Write[] = []): Promise<void> {
  await ctx.store.commit({
    writes: [
      write.client.replace(after),
      ...(await clientRhythms({ ...readingOf(ctx), now: ctx.now }, after)),
      ...more,
    ],
    events: [{ subject: after.id, kind: event }],
  });
}

async function listed(ctx: Ctx): Promise<Reply> {
  const clients = await ctx.store.clients.list({ archived: true });
  const rows = clients.map((c) =>
    v.spans(
      v.bold(c.code),
      ` ${c.name} · ${c.archivedAt === null ? `${c.zone} · ${packageWords(ctx, c)}` : ctx.m.desk.archived}`,
    ),
  );
  const body = rows.length === 0 ? [v.text(ctx.m.desk.noClients)] : [v.list(rows)];
  return { to: "actor", view: { title: ctx.m.desk.clients, body } };
}

/** `client:ACME`, `ACME new name` or, in its channel, just the new name. */
async function named(
  ctx: Ctx,
  { client: code, name = "" }: { client?: string | undefined; name?: string | undefined },
): Promise<{ client: Client; rest: string }> {
  const words = name.trim();
  const [first = "", ...rest] = words.split(/\s+/);
  const chosen = code ?? (/^[A-Za-z][A-Za-z0-9]{1,7}$/.test(first) ? first : undefined);
  const byCode = chosen === undefined ? undefined : await ctx.store.clients.byCode(chosen);
  if (byCode) return { client: byCode, rest: code === undefined ? rest.join(" ") : words };
  const here = code === undefined && ctx.client ? await ctx.store.clients.byId(ctx.client.id) : undefined;
  if (here) return { client: here, rest: words };
  throw new UserError("no-client", ctx.m.errors.noClient(chosen ?? first), { field: "name" });
}

async function mustBeFree(ctx: Ctx, code: string, but?: string): Promise<void> {
  if (await ctx.store.clients.codeTaken(code, but))
    throw new UserError("code-taken", ctx.m.desk.codeTaken(code), { field: "code" });
}

/** Somebody who may see all of the client's work. */
async function leadOf(ctx: Ctx, words: string, { id, code }: Pick<Client, "id" | "code">): Promise<string> {
  const member = await memberNamed(ctx, words, "lead");
  if (member.role === "subcontractor" || !serves(member, id))
    throw new UserError("not-serving", ctx.m.desk.notServing(member.name, code), { field: "lead" });
  return member.person;
}

const goalsOf = ({ goals }: Typed): string | undefined => (goals === "none" ? "" : goals);
