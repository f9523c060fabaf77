import { z } from "zod";
import { absenceBriefs } from "../src/absence-briefs.ts";
import { planned, takenBack } from "../src/absences.ts";
import { awayForm } from "../src/away-form.ts";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, memberNamed, newId } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Absence } from "../src/domain/away.ts";
import {
  type DayRange,
  type DayRangeProblem,
  LONGEST_DAYS,
  parseDayRange,
  parseLastDay,
} from "../src/domain/day-range.ts";
import type { Member } from "../src/domain/desk.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { localDate } from "../src/time/zones.ts";
import { absenceList, absenceView } from "../src/views/away.ts";

const whatToDo = ["list", "edit", "cancel", "brief", "form"] as const;

const schema = z.object({
  what: input.choice(whatToDo).optional(),
  for: input.person.optional(),
  days: input.when.optional(),
  from: input.when.optional(),
  to: input.when.optional(),
  cover: input.person.optional(),
  of: z.string().max(100).optional(),
});
type Typed = z.infer<typeof schema>;

export const away = defineCommand({
  name: "away",
  summary: (m) => m.away.summary,
  examples: [
    "away 3-7 Aug cover:@ben",
    "away tomorrow",
    "away @ben 3-7 Aug cover:@asha",
    'away "2026-12-24 to 2027-01-02" cover:@ben',
    'away edit 3 Aug to:"10 Aug"',
    "away cancel 3 Aug",
    "away list",
    "away",
  ],
  who: ["member"],
  fromHome: true,
  input: schema,
  unsaid: ["of"],
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "for", kind: "person", optional: true },
    { key: "days", kind: "rest" },
  ],
  asks: true,
  form: (ctx, values) => awayForm(ctx, undefined, values),
  async run(ctx, typed): Promise<Reply> {
    if (!isMember(ctx.actor)) throw new UserError("member", ctx.m.errors.notForYou.member);
    const { member: me } = ctx.actor;
    const { what, days, from, to, cover } = typed;
    const says = [days, from, to, cover].some((one) => one !== undefined);
    if (what === "list") return listed(ctx, me);
    if (what === "brief") return briefed(ctx, me, typed.of);
    const member = await whose(ctx, me, typed);
    if (what === "form" || (what === undefined && !says))
      return { form: await awayForm(ctx, undefined, typed.for === undefined ? {} : { for: typed.for }) };
    if (what === undefined && typed.of === undefined) return plan(ctx, member, typed, undefined);
    const before = absenceMeant(ctx, member, typed);
    if (what === "cancel") return cancel(ctx, member, before);
    if (from === undefined && to === undefined && cover === undefined)
      return { form: await awayForm(ctx, before, { of: before.id }) };
    return plan(ctx, member, { ...typed, days: undefined }, before);
  },
});

/** Whose days off: one's own, or for an owner those of anybody on the team. */
async function whose(ctx: Ctx, me: Member, { for: words, of }: Typed): Promise<Member> {
  const members = of === undefined || words !== undefined ? [] : await ctx.store.members.list();
  const holder = members.find(({ away }) => away.some(({ id }) => id === of));
  const member = words === undefined ? (holder ?? me) : await memberNamed(ctx, words, "for");
  if (member.person === me.person || ctx.actor.role === "owner") return member;
  throw new UserError("owner", ctx.m.away.ownerOnly, { field: "for" });
}

async function plan(ctx: Ctx, member: Member, typed: Typed, before: Absence | undefined): Promise<Reply> {
  const { from, to } = rangeMeant(ctx, typed, before);
  const cover = typed.cover === undefined ? (before?.cover ?? null) : await coverMeant(ctx, typed.cover);
  const absence: Absence = { id: before?.id ?? newId(ctx.desk.id), from, to, cover };
  const { writes, says } = await planned(ctx, member, absence, before);
  await ctx.store.commit({
    writes,
    says,
    events: [{ subject: absence.id, kind: before ? "away-changed" : "away-planned", data: { from, to } }],
  });
  const named = cover === null ? null : ((await ctx.store.members.byPerson(cover))?.name ?? null);
  const { planned: noted, changed, theirs } = ctx.m.away;
  const mine = isMine(ctx, member);
  const title = mine ? (before ? changed : noted) : (before ? theirs.changed : theirs.planned)(member.name);
  const shown = { member, absence, cover: named, mine, may: true };
  return { to: "actor", view: absenceView(shown, title, ctx.m) };
}

async function cancel(ctx: Ctx, member: Member, absence: Absence): Promise<Reply> {
  const { writes, says } = await takenBack(ctx, member, absence);
  await ctx.store.commit({ writes, says, events: [{ subject: absence.id, kind: "away-cancelled" }] });
  const { cancelled, theirs } = ctx.m.away;
  const title = isMine(ctx, member) ? cancelled : theirs.cancelled(member.name);
  return { to: "actor", view: { title, body: [] } };
}

const isMine = ({ actor }: Ctx, { person }: Member): boolean => person === actor.person.id;

async function coverMeant(ctx: Ctx, words: string): Promise<string | null> {
  return input.none(words) || words === "nobody" ? null : (await memberNamed(ctx, words, "cover")).person;
}

/** First and last day, from one range or from two words; what isn't said stays as it was. */
function rangeMeant(ctx: Ctx, { days, from, to }: Typed, before: Absence | undefined): DayRange {
  if (days !== undefined) return read(ctx, days, "days");
  const first = from === undefined || from === before?.from ? before?.from : read(ctx, from, "from").from;
  if (first === undefined) throw new UserError("days", ctx.m.errors.missing("from"), { field: "from" });
  const said = to ?? before?.to;
  const last = said === undefined ? first : parseLastDay(said, first, ctx.now, ctx.reader.zone);
  if (typeof last !== "string")
    throw new UserError(`days-${last.problem}`, inWords(ctx, last), {
      field: to === undefined ? "from" : "to",
    });
  return { from: first, to: last };
}

function read(ctx: Ctx, words: string, field: string): DayRange {
  const range = parseDayRange(words, ctx.now, ctx.reader.zone);
  if (!("problem" in range)) return range;
  throw new UserError(`days-${range.problem}`, inWords(ctx, range), { field });
}

function inWords({ m }: Ctx, { problem, words }: DayRangeProblem): string {
  switch (problem) {
    case "unreadable":
      return m.away.unreadable(words);
    case "impossible":
    case "past":
      return m.errors.date(problem, words);
    case "order":
      return m.away.order(words);
    case "too-long":
      return m.away.tooLong(LONGEST_DAYS);
    default:
      return problem satisfies never;
  }
}

/** An absence of theirs: by its button, by a day of it, or the only one that is not over. */
function absenceMeant(ctx: Ctx, member: Member, { of, days }: Typed): Absence {
  const today = localDate(ctx.now, member.hours.zone);
  const coming = member.away.filter(({ to }) => to >= today);
  const day = days === undefined ? undefined : dayOf(ctx, days, coming);
  const [only] =
    of !== undefined
      ? coming.filter(({ id }) => id === of)
      : coming.filter(({ from, to }) => day === undefined || (from <= day && day <= to));
  const count = of === undefined && day === undefined ? coming.length : 1;
  if (only && count === 1) return only;
  const { noneThen, theirs, which } = ctx.m.away;
  const none = isMine(ctx, member)
    ? noneThen
    : (then: string | undefined) => theirs.noneThen(member.name, then);
  throw new UserError("which-days", coming.length === 0 || days ? none(days) : which);
}

/** A day of an absence, as people call it; one that has begun may be called by its first day. */
function dayOf(ctx: Ctx, words: string, coming: readonly Absence[]): string {
  const named = coming.find(({ from }) => from === words);
  return named ? named.from : read(ctx, words, "days").from;
}

async function listed(ctx: Ctx, me: Member): Promise<Reply> {
  const members = await ctx.store.members.list();
  const nameOf = (person: string | null) => members.find((one) => one.person === person)?.name ?? null;
  const all = members
    .flatMap((member) =>
      member.away
        .filter(({ to }) => to >= localDate(ctx.now, member.hours.zone))
        .map((absence) => ({
          member,
          absence,
          cover: nameOf(absence.cover),
          mine: member.person === me.person,
          may: member.person === me.person || me.role === "owner",
        })),
    )
    .sort((a, b) => (a.absence.from < b.absence.from ? -1 : 1));
  return { to: "actor", view: absenceList(all, ctx.m) };
}

/** The briefs of whoever one stands in for now or next. */
async function briefed(ctx: Ctx, me: Member, of: string | undefined): Promise<Reply> {
  const members = await ctx.store.members.list();
  const found = members
    .flatMap((member) => member.away.map((absence) => ({ member, absence })))
    .filter(
      ({ member, absence: { id, cover, to } }) =>
        cover === me.person && to >= localDate(ctx.now, member.hours.zone) && (of === undefined || id === of),
    )
    .sort((a, b) => (a.absence.from < b.absence.from ? -1 : 1))[0];
  if (!found) return { to: "actor", view: { title: ctx.m.away.briefNone, body: [] } };
  const briefs = await absenceBriefs(ctx, found.member, found.absence, me, ctx.m);
  const [first, ...more] = briefs.map(({ view }) => view);
  if (!first) return { to: "actor", view: { title: ctx.m.away.briefNone, body: [] } };
  const rest = more.flatMap((view) => [
    { kind: "divider" } as const,
    { kind: "heading", text: view.title } as const,
    ...view.body,
  ]);
  return { to: "actor", view: { title: first.title, body: [...first.body, ...rest] } };
}
