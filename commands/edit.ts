import { z } from "zod";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant, dateMeant, requestNamed } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { linksIn } from "../src/domain/open-request.ts";
import type { Request } from "../src/domain/request.ts";
import { whenWords } from "../src/domain/when.ts";
import { entryForm, isEntry } from "../src/entry-forms.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import {
  cardReply,
  mustBeOpen,
  mustBeYours,
  revisionOf,
  saveRequest,
  theRequest,
  withClient,
} from "../src/request-change.ts";
import { requestField } from "../src/request-forms.ts";
import { changeEntry } from "../src/time-change.ts";
import type { Form } from "../src/view/nodes.ts";
import { followUp } from "../src/views/follow-up.ts";
import { namesAnother } from "../src/wall.ts";

const ofRequests = ["details", "due", "estimate"] as const;
const ofEntries = ["duration", "client", "request", "note", "kind", "date", "from"] as const;
const schema = z.object({
  ref: input.shortText,
  duration: input.duration.optional(),
  title: input.title.optional(),
  details: input.longText.optional(),
  due: input.when.optional(),
  estimate: input.durationOrNone.optional(),
  client: input.clientCode.optional(),
  request: input.ref.optional(),
  note: input.shortText.optional(),
  kind: input.shortText.optional(),
  date: input.when.optional(),
  from: input.wallTime.optional(),
  anyway: input.yesNo.optional(),
});
type Typed = z.infer<typeof schema>;

export const edit = defineCommand({
  name: "edit",
  summary: (m) => m.request.summaries.edit,
  examples: [
    'edit 12 title:"Fix both templates" due:Monday',
    "edit t-7K2Q 45m client:BETA",
    "edit t-7K2Q request:ACME-12 from:14:00",
  ],
  who: ["contact", "member"],
  input: schema,
  unsaid: ["anyway"],
  clears: ["details", "due", "estimate", "note", "kind"],
  positional: [
    { key: "ref", kind: "word" },
    { key: "duration", kind: "duration", optional: true },
    { key: "title", kind: "rest" },
  ],
  asks: true,
  form: editForm,
  run: (ctx, typed) => (isEntry(typed.ref) ? editEntry(ctx, typed) : editRequest(ctx, typed)),
});

async function editForm(ctx: Ctx, values: Values): Promise<Form> {
  const { ref } = values;
  if (ref !== undefined && isEntry(ref)) return entryForm(ctx, values);
  const { form } = ctx.m.request;
  const known = ref === undefined ? undefined : await withClient(ctx, await requestNamed(ctx, ref));
  const filled = { ...(known ? requestValues(ctx, known.request) : {}), ...values };
  const estimate = formField("estimate", "duration", form.estimate, filled, {
    hint: form.estimateHint,
    maxLength: 20,
  });
  return formOf(
    "edit",
    known ? form.editTitle(known.ref) : form.whichTitle,
    form.save,
    [
      ...(known ? [] : [await requestField(ctx, values)]),
      formField("title", "text", form.title, filled, {
        required: known !== undefined,
        maxLength: input.TITLE_MAX,
      }),
      formField("details", "long-text", form.details, filled, { maxLength: 3000 }),
      formField("due", "text", form.due, filled, { hint: form.dueHint, maxLength: 200 }),
      ...(isMember(ctx.actor) ? [estimate] : []),
    ],
    values,
  );
}

function requestValues(ctx: Ctx, { title, details, due, estimate }: Request): Record<string, string> {
  return {
    title,
    details,
    ...(due ? { due: whenWords(due, ctx.reader.zone) } : {}),
    ...(estimate === null ? {} : { estimate: formatDuration(estimate) }),
  };
}

async function editRequest(ctx: Ctx, typed: Typed): Promise<Reply> {
  const ref = requestRef(ctx, typed);
  const nothing = [typed.title, ...ofRequests.map((key) => typed[key])].every((value) => value === undefined);
  // The *Edit* button, or a bare `edit 12`, asks what to change; its form shows the present state.
  const named = await theRequest(nothing ? { ...ctx, revision: undefined } : ctx, ref);
  mustBeYours(ctx, named);
  mustBeOpen(ctx, named);
  const { request, client } = named;
  if (nothing) return { form: await editForm(ctx, { ref: request.id }) };
  const title = typed.title ?? request.title;
  const details =
    typed.details === undefined ? request.details : input.none(typed.details) ? "" : typed.details;
  const added = [title, details].filter((text) => text !== request.title && text !== request.details);
  const wall = typed.anyway ? undefined : await namesAnother(ctx, client, added.join("\n"));
  if (wall) return wall;
  const after = {
    ...request,
    title,
    details,
    links: linksIn(`${title} ${details}`),
    due: typed.due === undefined ? request.due : dueMeant(ctx, typed.due, request),
    estimate: isMember(ctx.actor) ? estimateMeant(typed.estimate, request.estimate) : request.estimate,
  };
  const { name } = ctx.actor.person;
  const saved = await saveRequest(ctx, named, after, "edited", {
    writes: [revisionOf(ctx, request.id, { title: request.title, details: request.details })],
    tells: (m) => followUp(m.request.editedBy(name, named.ref)),
  });
  return cardReply(ctx, named, saved, ctx.m.request.edited(named.ref));
}

/** @throws UserError if it names no request, or something is to be changed that only entries have */
function requestRef(ctx: Ctx, typed: Typed): string {
  const parsed = input.ref.safeParse(typed.ref);
  if (!parsed.success)
    throw new UserError("ref", ctx.m.errors.field.ref(typed.ref.slice(0, 80)), { field: "ref" });
  const foreign = ofEntries.find((key) => typed[key] !== undefined);
  if (foreign) throw new UserError("foreign", ctx.m.request.onlyOfEntries(foreign), { field: foreign });
  return parsed.data;
}

/** A date that is past already may stay as it is. */
function dueMeant(ctx: Ctx, words: string, { due }: Request): Request["due"] {
  if (input.none(words)) return null;
  return due && whenWords(due, ctx.reader.zone) === words ? due : dateMeant(ctx, words);
}

const estimateMeant = (typed: Typed["estimate"], before: number | null): number | null =>
  typed === undefined ? before : typed === "none" ? null : typed;

async function editEntry(ctx: Ctx, typed: Typed): Promise<Reply> {
  const code = input.entryCode.safeParse(typed.ref);
  if (!code.success || !isMember(ctx.actor))
    throw new UserError("entry", ctx.m.errors.noEntry(typed.ref), { field: "ref" });
  const foreign = ofRequests.find((key) => typed[key] !== undefined && typed[key] !== "none");
  if (foreign) throw new UserError("foreign", ctx.m.request.onlyOfRequests(foreign), { field: foreign });
  const note = typed.note ?? typed.title;
  const nothing = [note, ...ofEntries.map((key) => typed[key])].every((value) => value === undefined);
  if (nothing) return { form: await entryForm(ctx, { ref: code.data }) };
  return changeEntry(ctx, code.data, {
    anyway: typed.anyway ?? false,
    ...(typed.duration === undefined ? {} : { minutes: typed.duration }),
    ...(await subjectMeant(ctx, typed)),
    ...(note === undefined ? {} : { note: input.none(note) ? "" : note }),
    ...(typed.kind === undefined ? {} : { kind: input.none(typed.kind) ? "" : typed.kind.toLowerCase() }),
    ...(typed.date === undefined ? {} : { dateWords: typed.date }),
    ...(typed.from === undefined ? {} : { from: typed.from }),
  });
}

/** What an entry moves to: a request with its client, or a client. */
async function subjectMeant(ctx: Ctx, typed: Typed): Promise<{ client?: string; request?: string }> {
  if (typed.request !== undefined) {
    const { id, client } = await requestNamed(ctx, typed.request);
    return { client, request: id };
  }
  const client = typed.client === undefined ? undefined : await clientMeant(ctx, typed.client);
  return client ? { client: client.id } : {};
}
