import { z } from "zod";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant, newId, newRiskCode } from "../src/ctx.ts";
import type { Client } from "../src/domain/desk.ts";
import { likelihoods, type Risk, risksForClient } from "../src/domain/risk.ts";
import { OutdatedError, UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { write } from "../src/store/writes.ts";
import type { Form } from "../src/view/nodes.ts";
import { riskList, riskView } from "../src/views/risks.ts";
import { namesAnother } from "../src/wall.ts";

const whatToDo = ["add", "edit", "close", "list"] as const;
const audiences = ["client", "internal"] as const;

const schema = z.object({
  what: input.choice(whatToDo).optional(),
  risk: input.riskCode.optional(),
  text: input.words(1000).optional(),
  solution: input.words(1000).optional(),
  likely: input.choice([...likelihoods, "none"] as const).optional(),
  for: input.choice(audiences).optional(),
  client: input.clientRef.optional(),
  anyway: input.yesNo.optional(),
});
type Typed = z.infer<typeof schema>;

export const risk = defineCommand({
  name: "risk",
  aliases: ["risks"],
  summary: (m) => m.risk.summary,
  examples: [
    'risk "Their bank may close the account in June" client:ACME solution:"Open a second one now" likely:high',
    "risk They are slow to pay client:ACME for:internal",
    "risk edit r-7K2Q solution:Ask for half in advance",
    "risk close r-7K2Q",
    "risk list",
    "risk",
  ],
  who: ["member"],
  input: schema,
  unsaid: ["anyway"],
  clears: ["solution", "likely"],
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "risk", kind: "risk", optional: true },
    { key: "text", kind: "rest" },
  ],
  asks: true,
  form: (ctx, values) => riskForm(ctx, undefined, values),
  async run(ctx, typed): Promise<Reply> {
    if (ctx.actor.role === "subcontractor") throw new UserError("whole", ctx.m.risk.whole);
    const { what = typed.risk === undefined ? "add" : "edit", text } = typed;
    switch (what) {
      case "list":
        return listed(ctx);
      case "add":
        return text === undefined
          ? { form: await riskForm(ctx, undefined, ctx.typed) }
          : add(ctx, text, typed);
      case "edit":
        return edit(ctx, typed);
      case "close":
        return close(ctx, typed);
      default:
        throw new Error("no such thing to do");
    }
  },
});

async function add(ctx: Ctx, text: string, typed: Typed): Promise<Reply> {
  const client = await clientMeant(ctx, typed.client);
  if (!client) return { form: await riskForm(ctx, undefined, ctx.typed) };
  if (client.archivedAt !== null) throw new UserError("archived", ctx.m.desk.archivedNow(client.name));
  const after: Risk = {
    id: newId(ctx.desk.id),
    desk: ctx.desk.id,
    client: client.id,
    code: newRiskCode(),
    what: text,
    solution: said(typed.solution) ?? "",
    likely: likelyMeant(typed.likely) ?? null,
    audience: typed.for ?? "client",
    openedBy: ctx.actor.person.id,
    openedAt: ctx.now,
    closedAt: null,
    version: 0,
  };
  const wall = await walled(ctx, client, after, typed);
  if (wall) return wall;
  await ctx.store.commit({
    writes: [write.risk.insert(after)],
    events: [{ subject: after.id, kind: "risk-opened", data: { client: client.id } }],
  });
  return { to: "actor", view: riskView(after, client, ctx.m.risk.noted(client.name), ctx.m) };
}

async function edit(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { risk: before, client } = await riskMeant(ctx, typed);
  const nothing = [typed.text, typed.solution, typed.likely, typed.for].every((one) => one === undefined);
  if (nothing) return { form: await riskForm(ctx, { risk: before, client }, {}) };
  const likely = likelyMeant(typed.likely);
  const after: Risk = {
    ...before,
    what: typed.text ?? before.what,
    solution: said(typed.solution) ?? before.solution,
    likely: likely === undefined ? before.likely : likely,
    audience: typed.for ?? before.audience,
  };
  const wall = await walled(ctx, client, after, typed);
  if (wall) return wall;
  await ctx.store.commit({
    writes: [write.risk.replace(after)],
    events: [{ subject: before.id, kind: "risk-changed", data: { client: client.id } }],
  });
  const now = { ...after, version: before.version + 1 };
  return { to: "actor", view: riskView(now, client, ctx.m.risk.changed(before.code), ctx.m) };
}

async function close(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { risk: before, client } = await riskMeant(ctx, typed);
  await ctx.store.commit({
    writes: [write.risk.replace({ ...before, closedAt: ctx.now })],
    events: [{ subject: before.id, kind: "risk-closed", data: { client: client.id } }],
  });
  return {
    to: "actor",
    view: {
      title: ctx.m.risk.closed(before.code),
      body: [{ kind: "text", text: [{ kind: "plain", text: ctx.m.risk.closedText }] }],
    },
  };
}

/** What goes to a client names no other one, unless it is meant to. */
const walled = (ctx: Ctx, client: Client, risk: Risk, { anyway }: Typed) =>
  anyway || risk.audience === "internal"
    ? undefined
    : namesAnother(
        ctx,
        client,
        risksForClient([risk])
          .map(({ what, solution }) => `${what}\n${solution}`)
          .join(),
      );

const said = (words: string | undefined): string | undefined =>
  words === undefined ? undefined : input.none(words) ? "" : words;
const likelyMeant = (word: Typed["likely"]): Risk["likely"] | undefined => (word === "none" ? null : word);

async function riskMeant(ctx: Ctx, { risk: code }: Typed): Promise<{ risk: Risk; client: Client }> {
  if (code === undefined) throw new UserError("which-risk", ctx.m.risk.whichRisk, { field: "risk" });
  const found = await ctx.store.risks.byCode(code);
  const client = found && (await ctx.store.clients.byId(found.client));
  if (!found || !client || found.closedAt !== null)
    throw new UserError("no-risk", ctx.m.risk.noRisk(code), { field: "risk" });
  if (ctx.revision !== undefined && ctx.revision !== found.version)
    throw new OutdatedError(riskView(found, client, ctx.m.errors.outdated, ctx.m));
  return { risk: found, client };
}

async function riskForm(
  ctx: Ctx,
  of: { risk: Risk; client: Client } | undefined,
  values: Values,
): Promise<Form> {
  const words = ctx.m.risk;
  const before = of?.risk;
  const clients = ctx.client || of ? [] : await ctx.store.clients.list();
  const known = before
    ? {
        what: "edit",
        risk: before.code,
        text: before.what,
        solution: before.solution,
        likely: before.likely ?? "none",
        for: before.audience,
      }
    : { what: "add", for: "client" };
  const filled: Record<string, string> = { ...known, ...values };
  const none = before ? [{ value: "none", label: "–" }] : [];
  return formOf(
    "risk",
    before ? words.editTitle(before.code) : words.title,
    ctx.m.request.form.save,
    [
      formField("text", "text", words.what, filled, { required: true, maxLength: 1000 }),
      formField("solution", "long-text", words.solution, filled, { maxLength: 1000 }),
      ...(clients.length > 1
        ? [
            formField("client", "select", ctx.m.request.form.client, filled, {
              required: true,
              options: clients.map((c) => ({ value: c.code, label: `${c.code} · ${c.name}` })),
            }),
          ]
        : []),
      formField("likely", "select", words.likely, filled, {
        options: [...none, ...likelihoods.map((value) => ({ value, label: words.likelihood[value] }))],
      }),
      formField("for", "select", words.audience, filled, {
        options: [
          { value: "client", label: words.client },
          { value: "internal", label: words.team },
        ],
      }),
    ],
    filled,
  );
}

async function listed(ctx: Ctx): Promise<Reply> {
  const [risks, clients] = await Promise.all([
    ctx.store.risks.open(ctx.client?.id),
    ctx.store.clients.list(),
  ]);
  const byId = new Map(clients.map((client) => [client.id, client]));
  const shown = risks.filter((one) => byId.has(one.client));
  return { to: "actor", view: riskList(shown, byId, ctx.m) };
}
