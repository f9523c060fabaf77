import { type Ctx, memberNamed, newId } from "./ctx.ts";
import { type Client, serves } from "./domain/desk.ts";
import type { Repeat } from "./domain/repeat.ts";
import type { Request } from "./domain/request.ts";
import { parseRhythm } from "./domain/rhythm-words.ts";
import { UserError } from "./errors.ts";
import * as input from "./input.ts";
import { dayMeant } from "./repeats.ts";
import { cycleOf, rhythmOf, rruleOf } from "./time/recurrence.ts";
import { localDate } from "./time/zones.ts";

const DEFAULT_TIME = "09:00";
const MOST_DUE_DAYS = 60;

/** What can be said of recurring work, as it was typed. */
export interface TypedRepeat {
  every?: string | undefined;
  until?: string | undefined;
  title?: string | undefined;
  details?: string | undefined;
  estimate?: number | "none" | undefined;
  who?: string | undefined;
  due?: string | undefined;
}

/** Recurring work after what was typed. @throws UserError naming what is wrong, at its field */
export async function repeatTyped(
  ctx: Ctx,
  base: Repeat,
  typed: TypedRepeat,
  client: Client,
): Promise<Repeat> {
  return {
    ...base,
    ...(typed.every === undefined ? {} : rhythmMeant(ctx, typed.every, base, client)),
    title: typed.title ?? base.title,
    details: typed.details === undefined ? base.details : input.none(typed.details) ? "" : typed.details,
    estimate:
      typed.estimate === undefined ? base.estimate : typed.estimate === "none" ? null : typed.estimate,
    assignee: typed.who === undefined ? base.assignee : await doerMeant(ctx, typed.who, client),
    dueDays: typed.due === undefined ? base.dueDays : dueMeant(ctx, typed.due),
    ...(typed.until === undefined ? {} : { until: untilMeant(ctx, typed.until) }),
  };
}

/** What the request is a pattern for, until more is said. */
export function begun(ctx: Ctx, request: Request, client: Client): Repeat {
  const {
    title,
    details,
    estimate,
    urgent,
    important,
    assignee,
    audience,
    requester,
    requesterName,
    people,
  } = request;
  const opened = localDate(request.openedAt, client.zone);
  const days = request.due
    ? Math.round((Date.parse(localDate(request.due.at, client.zone)) - Date.parse(opened)) / 86_400_000)
    : null;
  return {
    ...{ title, details, estimate, urgent, important, assignee, audience, requester, requesterName, people },
    id: newId(ctx.desk.id),
    desk: ctx.desk.id,
    client: client.id,
    request: request.id,
    number: request.number,
    rrule: "",
    cycle: "day",
    at: DEFAULT_TIME,
    from: localDate(ctx.now, client.zone),
    until: null,
    skipped: [],
    moved: [],
    otherwise: [],
    dueDays: days === null || days > MOST_DUE_DAYS ? null : Math.max(0, days),
    last: null,
    endedAt: null,
    version: 0,
  };
}

/** A new rhythm. One that counts as before goes on counting from where it began; another begins today. */
function rhythmMeant(ctx: Ctx, words: string, base: Repeat, client: Client): Partial<Repeat> {
  const today = localDate(ctx.now, client.zone);
  const said = parseRhythm(words, today);
  if ("problem" in said) {
    const { unknown, interval, badDay, badDays } = ctx.m.repeat;
    const explain = { unknown, interval, day: badDay, days: badDays }[said.problem];
    throw new UserError(`rhythm-${said.problem}`, explain(said.words), { field: "every" });
  }
  const { rhythm, at } = said;
  const rrule = rruleOf(rhythm);
  const before = base.rrule === "" ? undefined : rhythmOf(base.rrule);
  const counted = (of: typeof rhythm): string => `${of.unit} ${"every" in of ? of.every : 1}`;
  const goesOn = before !== undefined && base.endedAt === null && counted(before) === counted(rhythm);
  const from = goesOn ? base.from : today;
  return {
    rrule,
    cycle: cycleOf(rhythm),
    at: at ?? base.at,
    from,
    endedAt: null,
    skipped: rrule === base.rrule ? base.skipped : [],
    moved: rrule === base.rrule ? base.moved : [],
    otherwise: rrule === base.rrule ? base.otherwise : [],
    ...(base.until !== null && base.until < today ? { until: null } : {}),
  };
}

const untilMeant = (ctx: Ctx, words: string): string | null =>
  input.none(words) ? null : dayMeant(ctx, words, "until");

async function doerMeant(ctx: Ctx, words: string, client: Client): Promise<string | null> {
  if (input.none(words)) return null;
  const member = await memberNamed(ctx, words);
  if (!serves(member, client.id))
    throw new UserError("not-serving", ctx.m.desk.notServing(member.name, client.code), { field: "who" });
  return member.person;
}

function dueMeant(ctx: Ctx, words: string): number | null {
  if (input.none(words)) return null;
  const days = Number(/^(\d{1,2})(?: ?d(?:ays?)?)?$/i.exec(words)?.[1] ?? Number.NaN);
  if (Number.isNaN(days) || days > MOST_DUE_DAYS)
    throw new UserError("due-days", ctx.m.repeat.badDue(words), { field: "due" });
  return days;
}
