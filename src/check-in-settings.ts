import { type Ctx, clientMeant, memberNamed, newId } from "./ctx.ts";
import type { CheckIn, CheckInKind } from "./domain/check-in.ts";
import { parseQuestions, questionsAsTyped } from "./domain/check-in-words.ts";
import type { Client } from "./domain/desk.ts";
import { formatDuration } from "./domain/duration.ts";
import { parseRhythm } from "./domain/rhythm-words.ts";
import { UserError } from "./errors.ts";
import { formField, formOf } from "./forms.ts";
import { messages } from "./i18n/index.ts";
import { personNamed } from "./named-people.ts";
import { cycleOf, type Rhythm, rhythmOf, rruleOf } from "./time/recurrence.ts";
import { localDate, weekOfDate } from "./time/zones.ts";
import type { Form } from "./view/nodes.ts";
import { rhythmInWords } from "./views/rhythm.ts";

type Values = Readonly<Record<string, string>>;

/** What can be said of a check-in, as it was typed. */
export interface TypedCheckIn {
  title?: string | undefined;
  questions?: string | undefined;
  every?: string | undefined;
  at?: string | undefined;
  open?: number | undefined;
  people?: string | undefined;
  to?: "dm" | "channel" | undefined;
  summary?: string | undefined;
  anonymous?: boolean | undefined;
}

const SHORTEST = 30;
const LONGEST = 14 * 1440;

/** How the shipped ones begin: rhythm, time of day, minutes in which they are open. */
const usual: Record<
  CheckInKind,
  { every: string; at: string; open: number; client: boolean; anonymous: boolean }
> = {
  daily: { every: "weekday", at: "09:30", open: 8 * 60, client: false, anonymous: false },
  weekly: { every: "week on Friday", at: "14:00", open: 24 * 60, client: false, anonymous: false },
  mood: { every: "week on Thursday", at: "11:00", open: 24 * 60, client: false, anonymous: true },
  monthly: { every: "month on the 25th", at: "10:00", open: 5 * 1440, client: true, anonymous: false },
  quarterly: { every: "quarter on the 15th", at: "10:00", open: 7 * 1440, client: true, anonymous: false },
};

export const isForClient = (kind: CheckInKind): boolean => usual[kind].client;

/** Where a rhythm begins to count: with the week or month it is now, so that moving its day loses none that is still to come. */
function beginOf({ unit }: Rhythm, today: string): string {
  switch (unit) {
    case "day":
    case "weekday":
      return today;
    case "week":
      return weekOfDate(today).from;
    case "month":
    case "quarter":
    case "year":
      return `${today.slice(0, 7)}-01`;
    default:
      return unit satisfies never;
  }
}

/** A check-in of a kind as it is shipped, in the language of who answers it. */
export function begunCheckIn(ctx: Ctx, kind: CheckInKind, client: Client | undefined, name: string): CheckIn {
  const { every, at, open, anonymous } = usual[kind];
  const m = messages(client?.language ?? ctx.desk.locale);
  const { title, questions } = m.checkIn.kinds[kind];
  const parsed = parseQuestions(questions, [], 0);
  if ("problem" in parsed) throw new Error(`the shipped questions of ${kind} can't be read`);
  const today = localDate(ctx.now, client?.zone ?? ctx.desk.zone);
  const rhythm = parseRhythm(every, today);
  if ("problem" in rhythm) throw new Error(`the shipped rhythm of ${kind} can't be read`);
  return {
    id: newId(ctx.desk.id),
    desk: ctx.desk.id,
    name,
    title,
    kind,
    client: client?.id ?? null,
    people: null,
    ...parsed,
    rrule: rruleOf(rhythm.rhythm),
    cycle: cycleOf(rhythm.rhythm),
    from: beginOf(rhythm.rhythm, today),
    at,
    open,
    owner: ctx.actor.person.id,
    summary: null,
    anonymous,
    state: "on",
    stopped: [],
    version: 0,
  };
}

/** A client's people answer by name. @throws UserError */
export function mustBeNamed(ctx: Ctx, client: Client | undefined, { anonymous }: TypedCheckIn): void {
  if (client && anonymous) throw new UserError("client-secret", ctx.m.checkIn.clientNamed);
}

/** A check-in after what was typed. @throws UserError naming what is wrong, at its field */
export async function checkInTyped(
  ctx: Ctx,
  base: CheckIn,
  typed: TypedCheckIn,
  client: Client | undefined,
): Promise<CheckIn> {
  mustBeNamed(ctx, client, typed);
  const open = typed.open ?? base.open;
  if (open < SHORTEST || open > LONGEST)
    throw new UserError("open", ctx.m.checkIn.badOpen, { field: "open" });
  const anonymous = typed.anonymous ?? base.anonymous;
  const { questions, given } =
    typed.questions === undefined ? base : questionsMeant(ctx, typed.questions, base);
  return {
    ...base,
    title: typed.title ?? base.title,
    // Their own work would tell who they are.
    questions: anonymous ? questions.map((one) => ({ ...one, fill: null })) : questions,
    given,
    ...(typed.every === undefined ? {} : rhythmMeant(ctx, typed.every, base, client)),
    ...(typed.at === undefined ? {} : { at: typed.at }),
    open,
    people: await peopleMeant(ctx, base, typed, client),
    summary: typed.summary === undefined ? base.summary : await summaryMeant(ctx, typed.summary),
    anonymous,
  };
}

function questionsMeant(ctx: Ctx, text: string, base: CheckIn): Pick<CheckIn, "questions" | "given"> {
  const parsed = parseQuestions(text, base.questions, base.given);
  if (!("problem" in parsed)) return parsed;
  const { problem, line, text: words } = parsed;
  throw new UserError(
    "questions",
    ctx.m.checkIn.badQuestion[problem](line, words.slice(0, 80).toWellFormed()),
    {
      field: "questions",
    },
  );
}

/** A rhythm that counts as before goes on counting from where it began. */
function rhythmMeant(ctx: Ctx, words: string, base: CheckIn, client: Client | undefined): Partial<CheckIn> {
  const today = localDate(ctx.now, client?.zone ?? ctx.desk.zone);
  const said = parseRhythm(words, today);
  if ("problem" in said) {
    const { unknown, interval, badDay, badDays } = ctx.m.repeat;
    const explain = { unknown, interval, day: badDay, days: badDays }[said.problem];
    throw new UserError(`rhythm-${said.problem}`, explain(said.words), { field: "every" });
  }
  const rrule = rruleOf(said.rhythm);
  const before = rhythmOf(base.rrule);
  const step = (of: typeof before) => `${of.unit} ${"every" in of ? of.every : 1}`;
  return {
    rrule,
    cycle: cycleOf(said.rhythm),
    from: step(before) === step(said.rhythm) ? base.from : beginOf(said.rhythm, today),
    ...(said.at === undefined ? {} : { at: said.at }),
  };
}

const ALL = /^(all|everybody|\*)$/i;
const named = (words: string): string[] => words.split(/\s*,\s*|\s+(?=@)/).filter(Boolean);

async function peopleMeant(
  ctx: Ctx,
  base: CheckIn,
  { people, to }: TypedCheckIn,
  client: Client | undefined,
): Promise<CheckIn["people"]> {
  if (!client) {
    if (people === undefined) return base.people;
    if (ALL.test(people)) return null;
    return Promise.all(named(people).map(async (words) => (await memberNamed(ctx, words, "people")).person));
  }
  if (to === "channel") {
    if (client.channel === null)
      throw new UserError("no-channel", ctx.m.desk.dmNoChannel(client.code), { field: "to" });
    return null;
  }
  const contacts = await ctx.store.contacts.list(client.id);
  const everybody = contacts.map(({ person }) => person);
  if (people === undefined || ALL.test(people))
    return to === "dm" ? (base.people ?? everybody) : (base.people ?? null);
  const found: string[] = [];
  for (const words of named(people)) {
    const plain = words.replace(/^@/, "").toLowerCase();
    const byName = contacts.find(({ name, person }) => name.toLowerCase() === plain || person === words);
    const person = byName?.person ?? (await personNamed(ctx, words)).id;
    if (!everybody.includes(person))
      throw new UserError("no-contact", ctx.m.desk.noContact(words), { field: "people" });
    found.push(person);
  }
  return found;
}

/** `me`, or a channel of the team. */
async function summaryMeant(ctx: Ctx, words: string): Promise<string | null> {
  if (/^(me|dm|none)$/i.test(words)) return null;
  const channels = await ctx.people.channelsOf(ctx.desk.id, null);
  const found = channels.find(
    ({ id, name }) => id === words || name.toLowerCase() === words.replace(/^#/, "").toLowerCase(),
  );
  if (found) return found.id;
  throw new UserError("no-team-channel", ctx.m.checkIn.noTeamChannel(words), { field: "summary" });
}

/** The editor: all that can be said of a check-in. */
export async function editForm(
  ctx: Ctx,
  base: CheckIn,
  client: Client | undefined,
  values: Values,
): Promise<Form> {
  const { form } = ctx.m.checkIn;
  const [contacts, channels, members] = await Promise.all([
    client ? ctx.store.contacts.list(client.id) : [],
    ctx.people.channelsOf(ctx.desk.id, null),
    ctx.store.members.list(),
  ]);
  const nameOf = (person: string) =>
    [...members, ...contacts].find((one) => one.person === person)?.name ?? person;
  const rhythm = rhythmInWords(rhythmOf(base.rrule), messages("en")).replace(/^every /, "");
  const filled = {
    title: base.title,
    questions: questionsAsTyped(base.questions),
    every: rhythm,
    at: base.at,
    open: formatDuration(base.open),
    people: base.people === null ? "all" : base.people.map((person) => `@${nameOf(person)}`).join(", "),
    to: base.people === null && client?.channel != null ? "channel" : "dm",
    summary: base.summary ?? "me",
    anonymous: base.anonymous && !client ? "yes" : "no",
    ...values,
  };
  const yes = [
    { value: "no", label: form.named },
    { value: "yes", label: form.secret },
  ];
  const places = [
    ...(client?.channel == null ? [] : [{ value: "channel", label: form.inChannel }]),
    { value: "dm", label: form.inDm },
  ];
  const summaries = [
    { value: "me", label: form.toMe },
    ...channels.map(({ id, name }) => ({ value: id, label: `#${name}` })),
  ];
  return formOf(
    "checkin",
    form.title,
    ctx.m.request.form.save,
    [
      formField("title", "text", form.name, filled, { required: true, maxLength: 80 }),
      formField("questions", "long-text", form.questions, filled, {
        required: true,
        hint: form.questionsHint,
        maxLength: 2500,
      }),
      formField("every", "text", form.every, filled, {
        required: true,
        hint: ctx.m.repeat.form.everyHint,
        maxLength: 100,
      }),
      formField("at", "text", form.at, filled, { required: true, hint: form.atHint, maxLength: 5 }),
      formField("open", "duration", form.open, filled, {
        required: true,
        hint: form.openHint,
        maxLength: 20,
      }),
      ...(client ? [formField("to", "select", form.to, filled, { options: places })] : []),
      formField("people", "text", form.people, filled, { hint: form.peopleHint, maxLength: 300 }),
      formField("summary", "select", form.summary, filled, { options: summaries }),
      ...(client ? [] : [formField("anonymous", "select", form.anonymous, filled, { options: yes })]),
    ],
    filled,
  );
}

/** The client a check-in is for. */
export const clientOfCheckIn = async (
  ctx: Ctx,
  { client }: Pick<CheckIn, "client">,
): Promise<Client | undefined> => (client === null ? undefined : clientMeant(ctx, client));
