import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, memberNamed, newId } from "../src/ctx.ts";
import type { Client } from "../src/domain/desk.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { clientSchedules, rhythms } from "../src/schedules.ts";
import { write } from "../src/store/writes.ts";
import { parseZone } from "../src/time/zones.ts";
import * as v from "../src/view/build.ts";

const whatToDo = ["add", "edit", "archive", "list"] as const;
const schema = z.object({
  what: input.choice(whatToDo).optional(),
  name: input.title.optional(),
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
    "client archive ACME",
    "client list",
  ],
  who: ["owner"],
  input: schema,
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "name", kind: "rest" },
  ],
  run(ctx, typed) {
    switch (typed.what ?? "list") {
      case "add":
        return add(ctx, typed);
      case "edit":
        return edit(ctx, typed);
      case "archive":
        return archive(ctx, typed);
      case "list":
        return listed(ctx);
      default:
        throw new Error("no such thing to do");
    }
  },
});

async function add(ctx: Ctx, typed: Typed): Promise<Reply> {
  if (typed.name === undefined) return { form: form(ctx, "add", ctx.m.desk.clientForm.title, {}) };
  const { name } = typed;
  const code = typed.code ?? (await freeCode(ctx, name));
  if (await ctx.store.clients.codeTaken(code)) {
    throw new UserError("code-taken", ctx.m.desk.codeTaken(code), { field: "code" });
  }
  const added: Client = {
    id: newId(ctx.desk.id),
    desk: ctx.desk.id,
    code,
    formerCodes: [],
    name,
    zone: zoneOf(ctx, typed.zone) ?? ctx.desk.zone,
    currency: currencyOf(ctx, typed.currency) ?? "USD",
    language: typed.language ?? "en",
    package: packageOf(ctx, typed.hours, typed.per, null),
    goals: typed.goals ?? "",
    lead: ctx.actor.person.id,
    channel: ctx.place.kind === "channel" ? ctx.place.address : null,
    status: { on: true, mode: "auto", weekday: 5, at: "16:00" },
    archivedAt: null,
    version: 0,
  };
  const inChannel = ctx.place.kind === "channel";
  // The channel first: if it is somebody else's, nothing has been written yet.
  if (inChannel)
    await ctx.people.linkChannel({ desk: ctx.desk.id, client: added.id, name: ctx.place.name ?? name });
  await ctx.store.commit({
    writes: [write.client.insert(added), ...clientSchedules(added, ctx.now).map(write.schedule.put)],
    events: [{ subject: added.id, kind: "client-added" }],
  });
  const next = inChannel ? ctx.m.desk.channelLinked(name) : ctx.m.desk.dmNoChannel(code);
  return {
    to: "actor",
    view: { title: ctx.m.desk.clientAdded(name), body: [...facts(ctx, added), v.text(next)] },
  };
}

async function edit(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { client: before, rest } = await named(ctx, typed);
  const nothing = Object.keys(typed).every((key) => key === "what" || key === "name") && rest === "";
  if (nothing) {
    const { desk } = ctx.m;
    return { form: form(ctx, "edit", desk.clientForm.editTitle(before.code), valuesOf(before)) };
  }
  if (
    typed.code !== undefined &&
    typed.code !== before.code &&
    (await ctx.store.clients.codeTaken(typed.code))
  ) {
    throw new UserError("code-taken", ctx.m.desk.codeTaken(typed.code), { field: "code" });
  }
  const renamed = typed.code !== undefined && typed.code !== before.code;
  const after: Client = {
    ...before,
    name: rest === "" ? before.name : rest,
    code: typed.code ?? before.code,
    formerCodes: renamed ? [...before.formerCodes, before.code] : before.formerCodes,
    zone: zoneOf(ctx, typed.zone) ?? before.zone,
    currency: currencyOf(ctx, typed.currency) ?? before.currency,
    language: typed.language ?? before.language,
    package: packageOf(ctx, typed.hours, typed.per, before.package),
    goals: typed.goals ?? before.goals,
    lead: typed.lead === undefined ? before.lead : await leadOf(ctx, typed.lead),
  };
  await ctx.store.commit({
    writes: [write.client.replace(after), ...(await rhythms(ctx, after.id, clientSchedules(after, ctx.now)))],
    events: [{ subject: before.id, kind: "client-edited" }],
  });
  return { to: "actor", view: { title: ctx.m.desk.clientChanged(after.name), body: facts(ctx, after) } };
}

async function archive(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { client: before } = await named(ctx, typed);
  const after = { ...before, archivedAt: ctx.now };
  await ctx.store.commit({
    writes: [write.client.replace(after), ...clientSchedules(after, ctx.now).map(write.schedule.put)],
    events: [{ subject: before.id, kind: "client-archived" }],
  });
  return { to: "actor", view: { title: ctx.m.desk.clientArchived(before.name), body: [] } };
}

async function listed(ctx: Ctx): Promise<Reply> {
  const clients = await ctx.store.clients.list();
  const body =
    clients.length === 0
      ? [v.text(ctx.m.desk.noClients)]
      : [
          v.list(
            clients.map((c) => v.spans(v.bold(c.code), ` ${c.name} · ${c.zone} · ${packageWords(ctx, c)}`)),
          ),
        ];
  return { to: "actor", view: { title: ctx.m.desk.clients, body } };
}

/** `ACME new name` or, in its channel, just the new name. */
async function named(ctx: Ctx, typed: Typed): Promise<{ client: Client; rest: string }> {
  const [first = "", ...rest] = (typed.name ?? "").split(/\s+/);
  const byCode = /^[A-Za-z][A-Za-z0-9]{1,7}$/.test(first) ? await ctx.store.clients.byCode(first) : undefined;
  if (byCode) return { client: byCode, rest: rest.join(" ") };
  if (ctx.client && (await ctx.store.clients.byId(ctx.client.id)))
    return { client: ctx.client, rest: typed.name ?? "" };
  throw new UserError("no-client", ctx.m.errors.noClient(first), { field: "name" });
}

async function leadOf(ctx: Ctx, words: string): Promise<string> {
  return (await memberNamed(ctx, words, "lead")).person;
}

function zoneOf(ctx: Ctx, words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  const zone = parseZone(words);
  if (!zone) throw new UserError("zone", ctx.m.desk.badZone(words), { field: "zone" });
  return zone;
}

const currencies = new Set(Intl.supportedValuesOf("currency"));
function currencyOf(ctx: Ctx, words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  const code = words.toUpperCase();
  if (!currencies.has(code))
    throw new UserError("currency", ctx.m.desk.badCurrency(words), { field: "currency" });
  return code;
}

/** A bare number is hours here, as the form asks for it. `0` ends the package. */
function packageOf(
  ctx: Ctx,
  words: string | undefined,
  per: "month" | "week" | undefined,
  before: Client["package"],
): Client["package"] {
  if (words === undefined) return before && per ? { ...before, per } : before;
  if (/^(0|none|no)$/i.test(words)) return null;
  const parsed = input.duration.safeParse(/^\d+([.,]\d+)?$/.test(words) ? `${words}h` : words);
  if (!parsed.success)
    throw new UserError("duration", ctx.m.errors.field.duration(words), { field: "hours" });
  return { minutes: parsed.data, per: per ?? before?.per ?? "month" };
}

/** `Acme Ltd` → `ACME`, `ACME2` if that was ever given. */
async function freeCode(ctx: Ctx, name: string): Promise<string> {
  const letters =
    name
      .normalize("NFKD")
      .toUpperCase()
      .replace(/[^A-Z0-9 ]/g, "")
      .split(/\s+/)[0]
      ?.replace(/^\d+/, "") ?? "";
  const base = letters.length >= 2 ? letters.slice(0, 6) : "CLIENT";
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? base : `${base}${n}`;
    if (!(await ctx.store.clients.codeTaken(code))) return code;
  }
}

const packageWords = (ctx: Ctx, c: Client): string =>
  c.package
    ? ctx.m.desk.perPeriod(formatDuration(c.package.minutes), ctx.m.desk.clientForm[c.package.per])
    : ctx.m.desk.noPackage;

function facts(ctx: Ctx, c: Client) {
  const { clientForm } = ctx.m.desk;
  return [
    v.fields([
      v.field(clientForm.code, v.code(c.code)),
      v.field(clientForm.zone, c.zone),
      v.field(clientForm.hours, packageWords(ctx, c)),
      v.field(clientForm.language, ctx.m.desk.languages[c.language]),
    ]),
  ];
}

const valuesOf = (c: Client): Record<string, string> => ({
  name: c.code,
  zone: c.zone,
  currency: c.currency,
  language: c.language,
  hours: c.package ? String(c.package.minutes / 60) : "",
  per: c.package?.per ?? "month",
});

function form(ctx: Ctx, what: string, title: string, values: Record<string, string>) {
  const words = ctx.m.desk.clientForm;
  const adding = what === "add";
  const choices = (options: Record<string, string>) =>
    Object.entries(options).map(([value, label]) => ({ value, label }));
  return formOf(
    "client",
    title,
    ctx.m.request.form.save,
    [
      ...(adding ? [formField("name", "text", words.name, values, { required: true, maxLength: 120 })] : []),
      ...(adding
        ? [formField("code", "text", words.code, values, { hint: words.codeHint, maxLength: 8 })]
        : []),
      formField("zone", "text", words.zone, values, { hint: ctx.m.desk.setupForm.zoneHint, maxLength: 60 }),
      formField("currency", "text", words.currency, values, { maxLength: 3 }),
      formField("language", "select", words.language, values, { options: choices(ctx.m.desk.languages) }),
      formField("hours", "number", words.hours, values),
      formField("per", "select", words.per, values, {
        options: choices({ month: words.month, week: words.week }),
      }),
    ],
    { what, ...values },
  );
}
