import type { Values } from "./command.ts";
import type { Ctx } from "./ctx.ts";
import { formatDuration } from "./domain/duration.ts";
import { formField, formOf } from "./forms.ts";
import * as input from "./input.ts";
import { addDays, localDate, localTime } from "./time/zones.ts";
import { ownEntry, subjectName } from "./time-change.ts";
import { clip } from "./view/limits.ts";
import type { Field, Form } from "./view/nodes.ts";

const SHOWN_DAYS = 14;
const MOST_CHOICES = 50;

/** True if these words can only be a time entry's name. */
export const isEntry = (words: string): boolean => /^t-/i.test(words);

/** What can be changed of a time entry, filled with what it is. @throws UserError if there is none that is theirs */
export async function entryForm(ctx: Ctx, values: Values): Promise<Form> {
  const { form } = ctx.m.time;
  const entry = await ownEntry(ctx, (values["ref"] ?? "").toUpperCase().replace(/^T-/, "t-"));
  const clients = await ctx.store.clients.list();
  const present = {
    duration: formatDuration(entry.minutes),
    client: clients.find((client) => client.id === entry.client)?.code ?? "",
    note: entry.note,
    kind: entry.kind,
    date: entry.date,
    from: entry.start ? localTime(entry.start, ctx.reader.zone) : "",
  };
  const filled = { ...present, ...values };
  const options = clients.map((client) => ({ value: client.code, label: `${client.code} · ${client.name}` }));
  return formOf(
    "edit",
    ctx.m.time.entry(entry.code),
    ctx.m.request.form.save,
    [
      formField("duration", "duration", form.duration, filled, {
        required: true,
        hint: ctx.m.request.form.estimateHint,
        maxLength: 20,
      }),
      formField("client", "select", ctx.m.request.form.client, filled, { required: true, options }),
      formField("note", "text", form.note, filled, { maxLength: input.TITLE_MAX }),
      formField("kind", "text", form.kind, filled, { hint: form.kindHint, maxLength: 40 }),
      formField("date", "text", form.date, filled, { required: true, maxLength: 40 }),
      formField("from", "text", form.from, filled, { hint: form.fromHint, maxLength: 5 }),
    ],
    { ref: entry.code },
  );
}

/** Which of one's latest entries, the newest first; by name where there is none. */
export async function entryField(ctx: Ctx, key: string, values: Values): Promise<Field> {
  const { entry: label } = ctx.m.time.columns;
  const from = addDays(localDate(ctx.now, ctx.reader.zone), -SHOWN_DAYS);
  const found = await ctx.store.time.list({ person: ctx.actor.person.id, from });
  const latest = found.slice(-MOST_CHOICES).reverse();
  if (latest.length === 0) return formField(key, "text", label, values, { required: true });
  const options = await Promise.all(
    latest.map(async (entry) => {
      const about = [entry.date, await subjectName(ctx, entry), formatDuration(entry.minutes), entry.note];
      return { value: entry.code, label: clip(about.filter(Boolean).join(" · "), 75) };
    }),
  );
  return formField(key, "select", label, values, { required: true, options });
}
