import type { Ctx } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import { type Client, serves } from "./domain/desk.ts";
import { formatDuration } from "./domain/duration.ts";
import { asOne, type Repeat } from "./domain/repeat.ts";
import { formField, formOf } from "./forms.ts";
import * as input from "./input.ts";
import { begun } from "./repeat-words.ts";
import { comingBy, comingMeant, type RepeatMeant } from "./repeats.ts";
import type { Occurrence } from "./time/occurrences.ts";
import { formatDate } from "./view/format.ts";
import type { Field, Form } from "./view/nodes.ts";

type Values = Readonly<Record<string, string>>;

/** How often it comes, and what each of them is. */
export async function repeatForm(
  ctx: Ctx,
  { request, client, repeat, ref }: RepeatMeant,
  values: Values,
): Promise<Form> {
  const { form } = ctx.m.repeat;
  const base = repeat ?? begun(ctx, request, client);
  const filled = { ...(base.until === null ? {} : { until: base.until }), ...known(base), ...values };
  const { what: _, words: __, ...rest } = values;
  const [title, ...others] = await fieldsOfOne(ctx, client, filled);
  return formOf(
    "repeat",
    form.title(ref),
    ctx.m.request.form.save,
    [
      formField("every", "text", form.every, filled, {
        hint: form.everyHint,
        maxLength: 100,
        required: !repeat,
      }),
      formField("until", "text", form.until, filled, { hint: form.untilHint, maxLength: 60 }),
      title,
      ...others,
    ],
    { ...rest, ref: request.id },
  );
}

/** What only one of them is, by default the next. @throws UserError if none comes then */
export async function oneForm(
  ctx: Ctx,
  { client, repeat, ref }: RepeatMeant & { repeat: Repeat },
  values: Values,
): Promise<Form> {
  const { day, occurrence } = oneMeant(ctx, { repeat, client, ref }, values);
  const one = asOne(repeat, occurrence.period);
  const filled = { ...known(one), ...values };
  const fields = await fieldsOfOne(ctx, client, filled);
  const title = ctx.m.repeat.form.oneTitle(ref, dayWords(ctx, occurrence, client));
  return formOf("repeat", title, ctx.m.request.form.save, fields, {
    what: "only",
    ref: repeat.request,
    on: day,
  });
}

/** Which one: of a form, of a day in words, or the next. @throws UserError if none comes then */
export const oneMeant = (
  ctx: Ctx,
  meant: Pick<RepeatMeant, "client" | "ref"> & { repeat: Repeat },
  { on, words }: { on?: string | undefined; words?: string | undefined },
) => (on === undefined ? comingMeant(ctx, meant, words) : comingBy(ctx, meant, on));

const dayWords = (ctx: Ctx, { at }: Occurrence, { zone }: Client): string =>
  formatDate({ kind: "date", at: at.toISOString(), style: "date", zone }, ctx.reader, ctx.now);

/** What stands in the form before anything is typed. */
const known = ({ title, details, estimate, dueDays, assignee }: Repeat): Record<string, string> => ({
  title,
  details,
  ...(estimate === null ? {} : { estimate: formatDuration(estimate) }),
  ...(dueDays === null ? {} : { due: String(dueDays) }),
  who: assignee ?? "none",
});

async function fieldsOfOne(ctx: Ctx, client: Client, filled: Values): Promise<[Field, ...Field[]]> {
  const { form } = ctx.m.repeat;
  const words = ctx.m.request.form;
  return [
    formField("title", "text", words.title, filled, { required: true, maxLength: input.TITLE_MAX }),
    formField("details", "long-text", words.details, filled, { maxLength: 3000 }),
    formField("due", "text", form.due, filled, { maxLength: 10 }),
    ...(isMember(ctx.actor) ? await fieldsOfTeam(ctx, client, filled) : []),
  ];
}

async function fieldsOfTeam(ctx: Ctx, client: Client, filled: Values): Promise<Field[]> {
  const words = ctx.m.request.form;
  const members = (await ctx.store.members.list()).filter((member) => serves(member, client.id));
  const options = members.map(({ person, name }) => ({ value: person, label: name }));
  return [
    formField("estimate", "duration", words.estimate, filled, { hint: words.estimateHint, maxLength: 20 }),
    formField("who", "select", words.who, filled, {
      options: [{ value: "none", label: ctx.m.repeat.form.whoever }, ...options],
    }),
  ];
}
