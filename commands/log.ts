import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { type Ctx, clientMeant, newEntryCode, newId, requestNamed } from "../src/ctx.ts";
import { formatDuration } from "../src/domain/duration.ts";
import type { TimeEntry } from "../src/domain/time-entry.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { write } from "../src/store/writes.ts";
import { localDate } from "../src/time/zones.ts";
import { dayMeant, entryView, kindNamesAnother, subjectName } from "../src/time-change.ts";
import * as v from "../src/view/build.ts";
import { undoAction } from "../src/views/undo-action.ts";

export const log = defineCommand({
  name: "log",
  summary: (m) => m.time.summaries.log,
  examples: ["log 1h30 12 First draft kind:design", "log 45m ACME Phone call date:yesterday"],
  who: ["member"],
  input: z.object({
    duration: input.duration,
    subject: input.shortText.optional(),
    note: input.longText.optional(),
    kind: input.shortText.optional(),
    date: input.when.optional(),
    client: input.clientCode.optional(),
    anyway: input.yesNo.optional(),
  }),
  unsaid: ["anyway"],
  positional: [
    { key: "duration", kind: "word" },
    { key: "subject", kind: "subject", optional: true },
    { key: "note", kind: "rest" },
  ],
  form(ctx, values) {
    const { form } = ctx.m.time;
    return formOf(
      "log",
      form.title,
      ctx.m.request.form.save,
      [
        formField("duration", "duration", form.duration, values, {
          required: true,
          hint: ctx.m.request.form.estimateHint,
          maxLength: 20,
        }),
        formField(
          "subject",
          "text",
          form.subject,
          { subject: ctx.client?.code ?? "", ...values },
          { hint: "ACME-12, ACME", maxLength: 40 },
        ),
        formField("note", "text", form.note, values, { maxLength: input.TITLE_MAX }),
        formField("kind", "text", form.kind, values, { hint: form.kindHint, maxLength: 40 }),
        formField("date", "text", form.date, values, { hint: form.dateHint, maxLength: 40 }),
      ],
      values,
    );
  },
  async run(ctx, typed) {
    const { client, request, note } = await subjectOf(ctx, typed);
    const wall = typed.anyway ? undefined : await kindNamesAnother(ctx, client, typed.kind);
    if (wall) return wall;
    const entry: TimeEntry = {
      id: newId(ctx.desk.id),
      desk: ctx.desk.id,
      code: newEntryCode(),
      client,
      request,
      person: ctx.actor.person.id,
      date: typed.date === undefined ? localDate(ctx.now, ctx.reader.zone) : dayMeant(ctx, typed.date),
      minutes: typed.duration,
      start: null,
      end: null,
      note,
      kind: (typed.kind ?? "").toLowerCase(),
      source: "log",
      trimmed: false,
      createdAt: ctx.now,
      deletedAt: null,
      version: 0,
    };
    await ctx.store.commit({
      writes: [write.timeEntry.insert(entry)],
      events: [{ subject: entry.id, kind: "time-logged", data: { minutes: entry.minutes } }],
    });
    const day = await ctx.store.time.list({ person: entry.person, from: entry.date, to: entry.date });
    const total = day.reduce((sum, other) => sum + other.minutes, 0);
    const view = await entryView(
      ctx,
      ctx.m.time.logged(formatDuration(entry.minutes), await subjectName(ctx, entry)),
      entry,
    );
    const body = [...view.body, v.context(ctx.m.time.dayTotal(formatDuration(total)))];
    return { to: "actor", view: undoAction({ ...view, body }, ctx.m) };
  },
});

/** What the time is for: a request, a client, this channel's client, the running timer's, or the only client. */
async function subjectOf(
  ctx: Ctx,
  typed: { subject?: string | undefined; client?: string | undefined; note?: string | undefined },
): Promise<{ client: string; request: string | null; note: string }> {
  const note = typed.note ?? "";
  const { subject } = typed;
  if (subject !== undefined && /\d$/.test(subject) && input.ref.safeParse(subject).success) {
    const request = await requestNamed(ctx, subject);
    return { client: request.client, request: request.id, note };
  }
  if (subject !== undefined) {
    const named = await ctx.store.clients.byCode(subject);
    if (named) return { client: named.id, request: null, note };
    // "SEO audit" begins like a client's code; it is part of the note if there is another way to know the client.
    const client = await clientMeant(ctx, typed.client);
    if (client) return { client: client.id, request: null, note: `${subject} ${note}`.trim() };
    throw new UserError("no-client", ctx.m.errors.noClient(subject), { field: "subject" });
  }
  const client = await clientMeant(ctx, typed.client);
  if (client) return { client: client.id, request: null, note };
  throw new UserError("needs-client", ctx.m.time.needsClient, { field: "subject" });
}
