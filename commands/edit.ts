import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, clientMeant, dateMeant, requestNamed } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import { linksIn } from "../src/domain/open-request.ts";
import { isOpen } from "../src/domain/request.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardFor, mayEdit, revisionOf, saveRequest, theRequest, withNotice } from "../src/request-change.ts";
import { changeEntry } from "../src/time-change.ts";

const which = z.string().transform(input.cleanText);

export const edit = defineCommand({
  name: "edit",
  summary: (m) => m.request.summaries.edit,
  examples: ['edit 12 title:"Fix both templates" due:Monday', "edit t-7K2Q 45m client:BETA"],
  who: ["contact", "member"],
  input: z.object({
    ref: which,
    duration: input.duration.optional(),
    title: input.title.optional(),
    details: input.longText.optional(),
    due: input.when.optional(),
    estimate: input.duration.optional(),
    client: input.clientCode.optional(),
    note: input.shortText.optional(),
    kind: input.shortText.optional(),
    date: input.when.optional(),
  }),
  positional: [
    { key: "ref", kind: "word" },
    { key: "duration", kind: "duration", optional: true },
    { key: "title", kind: "rest" },
  ],
  asks: true,
  form: async (ctx, values) => {
    const { form } = ctx.m.request;
    const known = values["ref"] === undefined ? undefined : await requestNamed(ctx, values["ref"]);
    const filled = known ? { title: known.title, details: known.details, ...values } : values;
    return formOf(
      "edit",
      form.editTitle(""),
      form.save,
      [
        ...(values["ref"] === undefined
          ? [formField("ref", "text", form.ref, values, { required: true })]
          : []),
        formField("title", "text", form.title, filled, { maxLength: input.TITLE_MAX }),
        formField("details", "long-text", form.details, filled, { maxLength: 3000 }),
        formField("due", "text", form.due, filled, { hint: form.dueHint, maxLength: 200 }),
        ...(isMember(ctx.actor)
          ? [
              formField("estimate", "duration", form.estimate, filled, {
                hint: form.estimateHint,
                maxLength: 20,
              }),
            ]
          : []),
      ],
      values,
    );
  },
  async run(ctx, typed): Promise<Reply> {
    if (/^t-/i.test(typed.ref)) return editEntry(ctx, typed);
    const parsed = input.ref.safeParse(typed.ref);
    if (!parsed.success)
      throw new UserError("ref", ctx.m.errors.field.ref(typed.ref.slice(0, 80)), { field: "ref" });
    const named = await theRequest(ctx, parsed.data);
    const { request, ref } = named;
    if (!mayEdit(ctx.actor, request)) throw new UserError("not-yours", ctx.m.request.notYoursToEdit);
    if (!isOpen(request.stage)) throw new UserError("closed", ctx.m.request.editClosed(ref));
    const { title = request.title, details = request.details } = typed;
    const nothing = [typed.title, typed.details, typed.due, typed.estimate].every(
      (value) => value === undefined,
    );
    // The *Edit* button, or a bare `edit 12`, asks what to change.
    if (nothing && edit.form) return { form: await edit.form(ctx, { ref: request.id }) };
    const due = typed.due === undefined ? request.due : dateMeant(ctx, typed.due);
    const after = await saveRequest(
      ctx,
      request,
      {
        ...request,
        title,
        details,
        links: linksIn(`${title} ${details}`),
        due: due && { at: due.at, hasTime: due.hasTime },
        estimate: isMember(ctx.actor) ? (typed.estimate ?? request.estimate) : request.estimate,
      },
      "edited",
      { writes: [revisionOf(ctx, request.id, { title: request.title, details: request.details })] },
    );
    const view = await cardFor(ctx, { ...named, request: after });
    return { to: "actor", view: withNotice(ctx.m.request.edited(ref), view) };
  },
});

async function editEntry(
  ctx: Ctx,
  typed: {
    ref: string;
    duration?: number | undefined;
    client?: string | undefined;
    note?: string | undefined;
    title?: string | undefined;
    kind?: string | undefined;
    date?: string | undefined;
  },
): Promise<Reply> {
  const code = input.entryCode.safeParse(typed.ref);
  if (!code.success || !isMember(ctx.actor))
    throw new UserError("entry", ctx.m.errors.noEntry(typed.ref), { field: "ref" });
  const client = typed.client === undefined ? undefined : await clientMeant(ctx, typed.client);
  return changeEntry(ctx, code.data, {
    ...(typed.duration === undefined ? {} : { minutes: typed.duration }),
    // An entry that moves to another client leaves its request behind.
    ...(client ? { client: client.id, request: null } : {}),
    ...((typed.note ?? typed.title) === undefined ? {} : { note: typed.note ?? typed.title ?? "" }),
    ...(typed.kind === undefined ? {} : { kind: typed.kind.toLowerCase() }),
    ...(typed.date === undefined ? {} : { dateWords: typed.date }),
  });
}
