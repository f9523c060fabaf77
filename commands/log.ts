import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { type Ctx, clientMeant, newEntryCode, newId, requestNamed } from "../src/ctx.ts";
import { formatDuration } from "../src/domain/duration.ts";
import type { TimeEntry } from "../src/domain/time-entry.ts";
import { stretches } from "../src/domain/timer.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { write } from "../src/store/writes.ts";
import { localDate } from "../src/time/zones.ts";
import {
  dayMeant,
  entryView,
  kindNamesAnother,
  mustFitADay,
  subjectName,
  timesFrom,
} from "../src/time-change.ts";
import { overlapNotes } from "../src/time-overlaps.ts";
import { loggedEvents } from "../src/timers.ts";
import * as v from "../src/view/build.ts";
import type { View } from "../src/view/nodes.ts";
import { entriesName, undoAction } from "../src/views/undo-action.ts";

export const log = defineCommand({
  name: "log",
  summary: (m) => m.time.summaries.log,
  examples: [
    "log 1h30 12 First draft kind:design",
    "log 45m ACME Phone call date:yesterday",
    "log 2h ACME-12 from:14:00",
  ],
  who: ["member"],
  input: z.object({
    duration: input.duration,
    subject: input.shortText.optional(),
    note: input.longText.optional(),
    kind: input.shortText.optional(),
    date: input.when.optional(),
    from: input.wallTime.optional(),
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
        formField("from", "text", form.from, values, { hint: form.fromHint, maxLength: 5 }),
      ],
      values,
    );
  },
  async run(ctx, typed) {
    const subject = await subjectOf(ctx, typed);
    const wall = typed.anyway ? undefined : await kindNamesAnother(ctx, subject.client, typed.kind);
    if (wall) return wall;
    const day = typed.date === undefined ? localDate(ctx.now, ctx.reader.zone) : dayMeant(ctx, typed.date);
    const entries = parts(ctx, day, typed.duration, typed.from).map(
      (part): TimeEntry => ({
        id: newId(ctx.desk.id),
        desk: ctx.desk.id,
        code: newEntryCode(),
        ...subject,
        person: ctx.actor.person.id,
        ...part,
        kind: (typed.kind ?? "").toLowerCase(),
        source: "log",
        trimmed: false,
        createdAt: ctx.now,
        deletedAt: null,
        version: 0,
      }),
    );
    await ctx.store.commit({
      writes: entries.map((entry) => write.timeEntry.insert(entry)),
      events: loggedEvents(entries),
    });
    return { to: "actor", view: undoAction(await loggedView(ctx, entries), ctx.m, entriesName(entries)) };
  },
});

/** Without a beginning, one length on that day; with one, clock times, parted at the speaker's midnights. */
function parts(ctx: Ctx, date: string, minutes: number, from: string | undefined) {
  if (from === undefined) {
    mustFitADay(ctx, minutes);
    return [{ date, minutes, start: null, end: null }];
  }
  const { start, end } = timesFrom(ctx, date, from, minutes);
  return stretches(start, end, ctx.reader.zone);
}

async function loggedView(ctx: Ctx, entries: readonly TimeEntry[]): Promise<View> {
  const { m } = ctx;
  const [first, ...rest] = entries;
  if (!first) return { title: "", body: [] };
  const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
  const [subject, total, notes] = await Promise.all([
    subjectName(ctx, first),
    ctx.store.time.minutes({ person: first.person, from: first.date, to: first.date }),
    overlapNotes(ctx, entries),
  ]);
  const view = await entryView(ctx, m.time.logged(formatDuration(minutes), subject), first);
  const others = rest.map((entry) =>
    v.context(v.code(entry.code), ` ${entry.date} · ${formatDuration(entry.minutes)}`),
  );
  return {
    ...view,
    body: [...view.body, ...others, v.context(m.time.dayTotal(formatDuration(total))), ...notes],
  };
}

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
    if (subject === subject.toUpperCase())
      throw new UserError("no-client", ctx.m.errors.noClient(subject), { field: "subject" });
  }
  const client = subject === undefined ? await clientMeant(ctx, typed.client) : undefined;
  if (client) return { client: client.id, request: null, note };
  throw new UserError("needs-client", ctx.m.time.needsClient, { field: "subject" });
}
