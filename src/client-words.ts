import type { Ctx } from "./ctx.ts";
import type { Client } from "./domain/desk.ts";
import { formatDuration } from "./domain/duration.ts";
import { UserError } from "./errors.ts";
import { formField, formOf } from "./forms.ts";
import * as input from "./input.ts";
import * as v from "./view/build.ts";
import type { Form, Node } from "./view/nodes.ts";

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** An ISO 4217 code. @throws UserError */
export function currencyOf(ctx: Ctx, words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  const code = words.toUpperCase();
  if (!currencies.has(code))
    throw new UserError("currency", ctx.m.desk.badCurrency(words), { field: "currency" });
  return code;
}

/** A bare number is hours here, as the form asks for it. `0` or `none` ends the package. @throws UserError */
export function packageOf(
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
export async function freeCode(ctx: Ctx, name: string): Promise<string> {
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

export const packageWords = (ctx: Ctx, { package: agreed }: Client): string =>
  agreed
    ? ctx.m.desk.perPeriod(formatDuration(agreed.minutes), ctx.m.desk.clientForm[agreed.per])
    : ctx.m.desk.noPackage;

export function facts(ctx: Ctx, c: Client): Node {
  const { clientForm, languages } = ctx.m.desk;
  return v.fields([
    v.field(clientForm.code, v.code(c.code)),
    v.field(clientForm.zone, c.zone),
    v.field(clientForm.hours, packageWords(ctx, c)),
    v.field(clientForm.currency, c.currency),
    v.field(clientForm.language, languages[c.language]),
  ]);
}

/** A new client, or `before` to be edited: then its code says which, and all fields are filled. */
export async function clientForm(
  ctx: Ctx,
  values: Readonly<Record<string, string>>,
  before: Client | undefined,
): Promise<Form> {
  const { clientForm: words, languages, setupForm } = ctx.m.desk;
  // In a typed line the name begins with the code; in the form, which says whose it is, it is the name.
  const { name, ...typed } = values;
  const named = name !== undefined && values["client"] !== undefined ? { name } : {};
  const filled = before ? { ...valuesOf(before), ...typed, ...named } : values;
  const choices = (options: Record<string, string>) =>
    Object.entries(options).map(([value, label]) => ({ value, label }));
  const members = await ctx.store.members.list();
  const fields = [
    formField("name", "text", words.name, filled, { required: true, maxLength: 120 }),
    formField("code", "text", words.code, filled, { hint: words.codeHint, maxLength: 8 }),
    formField("zone", "text", words.zone, filled, { hint: setupForm.zoneHint, maxLength: 60 }),
    formField("currency", "text", words.currency, filled, { maxLength: 3 }),
    formField("language", "select", words.language, filled, { options: choices(languages) }),
    formField("hours", "number", words.hours, filled),
    formField("per", "select", words.per, filled, {
      options: choices({ month: words.month, week: words.week }),
    }),
    formField("lead", "select", words.lead, filled, {
      options: members.map((member) => ({ value: member.person, label: member.name })),
    }),
    formField("goals", "long-text", words.goals, filled, { maxLength: 2000 }),
  ];
  return formOf(
    "client",
    before ? words.editTitle(before.code) : words.title,
    ctx.m.request.form.save,
    fields,
    {
      what: "add",
      ...filled,
    },
  );
}

const valuesOf = (c: Client): Record<string, string> => ({
  what: "edit",
  client: c.code,
  name: c.name,
  code: c.code,
  zone: c.zone,
  currency: c.currency,
  language: c.language,
  hours: c.package ? String(c.package.minutes / 60) : "",
  per: c.package?.per ?? "month",
  goals: c.goals,
  ...(c.lead === null ? {} : { lead: c.lead }),
});
