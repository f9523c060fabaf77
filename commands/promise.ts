import { z } from "zod";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import type { Levels, ResponsePromise } from "../src/domain/clocks.ts";
import type { Client } from "../src/domain/desk.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { parseAnswer, parseFinish, promiseValues } from "../src/domain/promise-words.ts";
import { openStages } from "../src/domain/request.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { clocksRenewed } from "../src/promise-keeping.ts";
import { cardsFollow } from "../src/request-says.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";
import type { Form } from "../src/view/nodes.ts";

const WARN_AT = 75;
/** So many requests change with their client in one step; cards follow where they are few. */
const AT_ONCE = 500;
const CARDS_FOLLOW = 30;

const schema = z.object({
  client: input.clientCode.optional(),
  answer: input.shortText.optional(),
  finish: input.shortText.optional(),
  warn: z
    .string()
    .regex(/^\s*\d{1,3}\s*%?\s*$/)
    .transform((text) => Number.parseInt(text, 10))
    .optional(),
  told: input.yesNo.optional(),
  change: input.yesNo.optional(),
});
type Typed = z.infer<typeof schema>;

/** The response promise of a client: shown, set, taken back. What it says counts for open requests too. */
export const promise = defineCommand({
  name: "promise",
  summary: (m) => m.promise.summaries.promise,
  examples: [
    'promise ACME answer:"24h, urgent 4h" finish:5d',
    "promise ACME",
    "promise ACME warn:60 told:yes",
    "promise ACME answer:none finish:none",
  ],
  who: ["owner"],
  input: schema,
  unsaid: ["change"],
  clears: ["answer", "finish"],
  asks: true,
  positional: [{ key: "client", kind: "word", optional: true }],
  form: promiseForm,
  async run(ctx, typed): Promise<Reply> {
    const client = await clientMeant(ctx, typed.client);
    if (!client || typed.change) return { form: await promiseForm(ctx, ctx.typed) };
    const { answer, finish, warn, told } = typed;
    if ([answer, finish, warn, told].every((one) => one === undefined))
      return { to: "actor", view: shown(ctx, client, ctx.m.promise.title(client.name)) };
    return change(ctx, client, typed);
  },
});

async function promiseForm(ctx: Ctx, { change: _, ...values }: Values): Promise<Form> {
  const { fields: words, title } = ctx.m.promise;
  const client = await clientMeant(ctx, values["client"]);
  const clients = client ? [] : await ctx.store.clients.list();
  if (!client && clients.length === 0) throw new UserError("no-clients", ctx.m.desk.noClients);
  const present = client?.promise;
  const filled = {
    ...(present ? promiseValues(present) : {}),
    warn: String(present?.warnAt ?? WARN_AT),
    told: present?.told ? "yes" : "no",
    ...values,
    ...(client ? { client: client.code } : {}),
  };
  const whose = formField("client", "select", words.client, filled, {
    required: true,
    options: clients.map((one) => ({ value: one.code, label: `${one.code} · ${one.name}` })),
  });
  const yes = [
    { value: "yes", label: words.yes },
    { value: "no", label: words.no },
  ];
  return formOf(
    "promise",
    title(client?.code ?? ""),
    ctx.m.request.form.save,
    [
      ...(client ? [] : [whose]),
      formField("answer", "text", words.answer, filled, { hint: words.answerHint, maxLength: 100 }),
      formField("finish", "text", words.finish, filled, { hint: words.finishHint, maxLength: 100 }),
      formField("warn", "number", words.warn, filled),
      formField("told", "select", words.told, filled, { options: yes }),
    ],
    filled,
  );
}

async function change(ctx: Ctx, before: Client, typed: Typed): Promise<Reply> {
  const after = { ...before, promise: promiseMeant(ctx, before.promise, typed) };
  const [requests, members] = await Promise.all([
    ctx.store.requests.list({ client: before.id, stages: openStages }),
    ctx.store.members.list(),
  ]);
  const { desk, now } = ctx;
  const renewed = clocksRenewed({ desk, members, now }, after, requests);
  const few = requests.length <= CARDS_FOLLOW ? requests : [];
  const follow = await Promise.all(few.map((request) => cardsFollow(ctx, request, request.version + 1)));
  await ctx.store.commit({
    writes: [write.client.replace(after), ...renewed.slice(0, AT_ONCE)],
    events: [{ subject: before.id, kind: "promise-changed" }],
    says: follow.flat().filter((say) => say.kind === "card" && say.audience === "member"),
  });
  for (let from = AT_ONCE; from < renewed.length; from += AT_ONCE)
    await ctx.store.commit({ writes: renewed.slice(from, from + AT_ONCE) });
  const { saved, ended, counts } = ctx.m.promise;
  const view = shown(ctx, after, after.promise ? saved(after.name) : ended(after.name));
  return {
    to: "actor",
    view: after.promise ? { ...view, body: [v.text(counts(requests.length)), ...view.body] } : view,
  };
}

/** Null once neither an answer nor a finish is promised. @throws UserError */
function promiseMeant(ctx: Ctx, before: ResponsePromise | null, typed: Typed): ResponsePromise | null {
  const { badAnswer, badFinish, badWarn } = ctx.m.promise;
  const levels = (
    words: string | undefined,
    present: Levels | null,
    field: "answer" | "finish",
  ): Levels | null => {
    if (words === undefined) return present;
    if (input.none(words)) return null;
    const read = (field === "answer" ? parseAnswer : parseFinish)(words);
    if (!read) throw new UserError(field, (field === "answer" ? badAnswer : badFinish)(words), { field });
    return read;
  };
  const { warn = before?.warnAt ?? WARN_AT, told = before?.told ?? false } = typed;
  const answer = levels(typed.answer, before?.answer ?? null, "answer");
  const finish = levels(typed.finish, before?.finish ?? null, "finish");
  if (warn < 10 || warn > 95) throw new UserError("warn", badWarn, { field: "warn" });
  return answer || finish ? { answer, finish, warnAt: warn, told } : null;
}

function shown(ctx: Ctx, client: Client, title: string) {
  const { m } = ctx;
  const words = m.promise;
  const change = {
    label: m.desk.settings.change,
    verb: "promise",
    input: { client: client.code, change: "yes" },
  };
  const { promise: present } = client;
  if (!present) return { title, body: [v.text(...v.withTyped(words.nothing)), v.actions(change)] };
  const { answer, finish, warnAt, told } = present;
  const amounts = (levels: Levels | null, say: (amount: number) => string): string =>
    levels === null
      ? words.none
      : (["normal", "important", "urgent"] as const)
          .flatMap((level) => {
            const amount = levels[level];
            return amount === null ? [] : [`${words.levels[level]}: ${say(amount)}`];
          })
          .join(", ");
  return {
    title,
    body: [
      v.fields([
        v.field(
          words.clocks.first,
          amounts(answer, (minutes) => words.hours(formatDuration(minutes))),
        ),
        v.field(words.clocks.finish, amounts(finish, words.days), finish ? ` ${words.orDue}` : ""),
        v.field(words.fields.warn, words.percent(warnAt)),
        v.field(words.fields.told, told ? words.fields.yes : words.fields.no),
      ]),
      v.context(words.inDesk),
      v.actions(change),
    ],
  };
}
