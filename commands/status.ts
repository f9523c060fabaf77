import { z } from "zod";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import type { Client } from "../src/domain/desk.ts";
import type { StatusDraft, StatusWords } from "../src/domain/status-draft.ts";
import { OutdatedError, UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import * as v from "../src/view/build.ts";
import type { View } from "../src/view/nodes.ts";
import { statusPreview } from "../src/views/status-preview.ts";
import { namesAnother } from "../src/wall.ts";
import { hasChannel, posting, statusMeant, statusNow, statusWrite } from "../src/weekly-status.ts";

const whatToDo = ["show", "edit", "post", "skip"] as const;
const blocks = ["done", "next", "blocked", "decisions"] as const;
const texts = ["note", ...blocks] as const;
const NOTE_MAX = 600;
const SENTENCE_MAX = 200;
const MOST_CLIENTS = 25;

const schema = z.object({
  what: input.choice(whatToDo).optional(),
  client: input.clientRef.optional(),
  note: input.words(NOTE_MAX).optional(),
  done: input.words(SENTENCE_MAX).optional(),
  next: input.words(SENTENCE_MAX).optional(),
  blocked: input.words(SENTENCE_MAX).optional(),
  decisions: input.words(SENTENCE_MAX).optional(),
  week: z.string().optional(),
  anyway: input.yesNo.optional(),
});
type Typed = z.infer<typeof schema>;

export const status = defineCommand({
  name: "status",
  summary: (m) => m.status.summary,
  examples: ["status ACME", 'status edit ACME note:"A short week: I am back on Monday"', "status post ACME"],
  who: ["member"],
  input: schema,
  unsaid: ["week", "anyway"],
  clears: texts,
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "client", kind: "word", optional: true },
  ],
  form,
  async run(ctx, typed) {
    if (ctx.actor.role === "subcontractor") throw new UserError("whole-client", ctx.m.status.wholeClient);
    const client = await clientMeant(ctx, typed.client);
    const written = texts.some((key) => typed[key] !== undefined);
    const what = typed.what ?? (written ? "edit" : "show");
    if (!client) return which(ctx, what, written);
    if (client.archivedAt !== null)
      throw new UserError("no-client", ctx.m.errors.noClient(client.code), { field: "client" });
    const row = await statusMeant(ctx, client);
    const { changed } = ctx.m.status;
    const outdated = (typed.week ?? row.week) !== row.week || (ctx.revision ?? row.version) !== row.version;
    // Words for a week that is over are asked about again.
    if (outdated && written)
      return { form: await form(ctx, { ...saidBy(typed), client: client.id, week: row.week }) };
    if (outdated) throw new OutdatedError(await preview(ctx, client, row, changed));
    switch (what) {
      case "show":
        return { to: "actor", view: await preview(ctx, client, row) };
      case "edit":
        return edit(ctx, client, row, typed);
      case "post":
        return post(ctx, client, row);
      case "skip":
        return skip(ctx, client, row);
      default:
        throw new Error("no such thing to do");
    }
  },
});

async function preview(ctx: Ctx, client: Client, row: StatusDraft, notice?: string): Promise<View> {
  const shown = await statusNow(ctx, client, row);
  const view = statusPreview(client, row, shown, ctx.m);
  return notice === undefined ? view : { ...view, body: [v.text(v.bold(notice)), ...view.body] };
}

async function edit(ctx: Ctx, client: Client, row: StatusDraft, typed: Typed): Promise<Reply> {
  if (texts.every((key) => typed[key] === undefined))
    return { form: await form(ctx, { client: client.id, week: row.week }) };
  notPosted(ctx, row);
  const words: StatusWords = { ...row.words, ...saidBy(typed) };
  const wall = typed.anyway ? undefined : await namesAnother(ctx, client, Object.values(words).join("\n"));
  if (wall) return wall;
  const after = await save(
    ctx,
    client,
    { ...row, state: "draft", words, endedAt: null, by: ctx.actor.person.id },
    "edited",
  );
  return { to: "actor", view: await preview(ctx, client, after, ctx.m.status.saved) };
}

/** The words that were typed; an emptied field, or "none", is no words. */
function saidBy(typed: Typed): Partial<StatusWords> {
  const said = texts.flatMap((key): [string, string][] => {
    const words = typed[key];
    return words === undefined ? [] : [[key, words.toLowerCase() === "none" ? "" : words]];
  });
  return Object.fromEntries(said);
}

async function post(ctx: Ctx, client: Client, row: StatusDraft): Promise<Reply> {
  notPosted(ctx, row);
  if (!hasChannel(client)) throw new UserError("no-channel", ctx.m.desk.dmNoChannel(client.code));
  const shown = await statusNow(ctx, client, row);
  await ctx.store.commit(posting({ client, row, by: ctx.actor.person.id }, shown));
  return { to: "actor", view: { title: ctx.m.status.posted(client.name), body: [] } };
}

async function skip(ctx: Ctx, client: Client, row: StatusDraft): Promise<Reply> {
  notPosted(ctx, row);
  const after = await save(
    ctx,
    client,
    { ...row, state: "skipped", endedAt: ctx.now, by: ctx.actor.person.id },
    "skipped",
  );
  return { to: "actor", view: await preview(ctx, client, after, ctx.m.status.skipped(client.name)) };
}

function notPosted(ctx: Ctx, row: StatusDraft): void {
  if (row.state === "posted") throw new UserError("posted", `${ctx.m.status.postedAlready}.`);
}

async function save(ctx: Ctx, client: Client, row: StatusDraft, done: string): Promise<StatusDraft> {
  await ctx.store.commit({
    writes: [statusWrite(row)],
    events: [{ subject: client.id, kind: `status-${done}`, data: { week: row.week } }],
  });
  return { ...row, version: row.version + 1 };
}

/** What was written goes with the choice. */
async function which(ctx: Ctx, what: (typeof whatToDo)[number], written: boolean): Promise<Reply> {
  const clients = await ctx.store.clients.list();
  if (clients.length === 0) throw new UserError("no-clients", ctx.m.desk.noClients);
  const kept = written ? { draft: await ctx.keep() } : {};
  const buttons = clients.slice(0, MOST_CLIENTS).map((client) => ({
    label: `${client.code} · ${client.name}`,
    verb: "status",
    input: { what, client: client.id, ...kept },
  }));
  const more = clients.length - buttons.length;
  return {
    to: "actor",
    view: {
      title: ctx.m.status.which,
      body: [
        v.actions(...buttons),
        ...(more > 0 ? [v.context(ctx.m.common.more(more), " · ", v.code("status ACME"))] : []),
      ],
    },
  };
}

/** Filled with the words there are; what is typed into it replaces them. */
async function form(ctx: Ctx, values: Values) {
  const client = await clientMeant(ctx, values["client"]);
  const row = client && (await statusMeant(ctx, client));
  const words = ctx.m.status.form;
  const filled = { ...row?.words, ...values };
  return formOf(
    "status",
    words.title(client?.code ?? ""),
    ctx.m.request.form.save,
    [
      formField("note", "long-text", words.note, filled, { hint: words.noteHint, maxLength: NOTE_MAX }),
      ...blocks.map((key) =>
        formField(key, "text", words.over(ctx.m.status.blocks[key]), filled, { maxLength: SENTENCE_MAX }),
      ),
    ],
    { ...values, what: "edit" },
  );
}
