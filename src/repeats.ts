import { type Ctx, dateMeant, requestNamed } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import type { Client } from "./domain/desk.ts";
import { nextTime, nominalDay, type Repeat, repeatRule } from "./domain/repeat.ts";
import { openStages, type Request, requestName } from "./domain/request.ts";
import { OutdatedError, UserError } from "./errors.ts";
import { mustBeYours, nameOf, withClient } from "./request-change.ts";
import { cardsFollow } from "./request-says.ts";
import { repeatSchedule, rhythms } from "./schedules.ts";
import { write } from "./store/writes.ts";
import { cycleName, type Occurrence, occurrences } from "./time/occurrences.ts";
import { localDate } from "./time/zones.ts";
import type { View } from "./view/nodes.ts";
import { type RepeatShown, repeatView } from "./views/repeats.ts";

const DAY_MS = 86_400_000;
const AHEAD_MS = 800 * DAY_MS;

/** The request that is named, and the recurring work it is one of. */
export interface RepeatMeant {
  request: Request;
  client: Client;
  /** What that work is called: by the request it began with. */
  ref: string;
  repeat: Repeat | undefined;
}

/**
 * Recurring work by any of its requests, or by its own id on a button.
 * @throws UserError if they may see none such; OutdatedError if it has changed since the button was drawn
 */
export async function repeatMeant(
  ctx: Ctx,
  ref: string | undefined,
  series: string | undefined,
): Promise<RepeatMeant> {
  const pressed = series === undefined ? undefined : await ctx.store.repeats.byId(series);
  const words = pressed?.request ?? ref;
  if (words === undefined) throw new UserError("which", ctx.m.repeat.whichRequest, { field: "ref" });
  const named = await withClient(ctx, await requestNamed(ctx, words));
  const { request, client } = named;
  const repeat = pressed ?? (request.repeat ? await ctx.store.repeats.byId(request.repeat.id) : undefined);
  const meant = { request, client, repeat, ref: repeat ? requestName(client.code, repeat) : named.ref };
  if (repeat && ctx.revision !== undefined && ctx.revision !== repeat.version)
    throw new OutdatedError(await repeatShown(ctx, { ...meant, repeat }, ctx.m.errors.outdated));
  return meant;
}

export async function repeatShown(
  ctx: Ctx,
  { repeat, client }: { repeat: Repeat; client: Client },
  title: string,
): Promise<View> {
  return repeatView(await shownOf(ctx, repeat, client), title, ctx.m);
}

/** Does one of it come with the next minute, since by a changed rhythm its time is past? */
async function isDue(ctx: Ctx, repeat: Repeat): Promise<boolean> {
  const [schedule] = await ctx.store.schedules.of(repeat.id);
  const { rule, zone, nextAt } = schedule ?? {};
  if (!rule || zone === undefined || !nextAt || nextAt > ctx.now || repeat.endedAt !== null) return false;
  const [due] = occurrences(rule, zone, nextAt, new Date(nextAt.getTime() + 1));
  return due !== undefined && due.period !== repeat.last;
}

export async function shownOf(ctx: Ctx, repeat: Repeat, client: Client): Promise<RepeatShown> {
  const next = client.archivedAt === null ? nextTime(repeat, client, ctx.now)?.at : undefined;
  const named = (assignee: string | null) => nameOf(ctx, assignee ?? client.lead);
  const [atOnce, doer, ...doers] = await Promise.all([
    isDue(ctx, repeat),
    named(repeat.assignee),
    ...repeat.otherwise.map(({ assignee }) => (assignee === undefined ? null : named(assignee))),
  ]);
  const otherwise = repeat.otherwise.map((one, i) => ({ ...one, doer: doers[i] ?? null }));
  return {
    repeat,
    client,
    next,
    doer: doer ?? null,
    otherwise,
    atOnce,
    forMember: isMember(ctx.actor),
  };
}

/** Writes it, with its schedule; the open requests that came of it follow. Returns it as it now stands. */
export async function saveRepeat(
  ctx: Ctx,
  { request, client, repeat: before }: RepeatMeant,
  after: Repeat,
  event: string,
): Promise<Repeat> {
  mustBeYours(ctx, { request, client, ref: "" });
  const says = { id: after.id, rrule: after.endedAt === null ? after.rrule : null, at: after.at };
  const open = before ? await ctx.store.requests.list({ repeat: after.id, stages: openStages }) : [];
  const followers = open.some((one) => one.id === request.id) ? open : [request, ...open];
  const stale = followers.filter(
    ({ repeat }) => repeat?.id !== says.id || repeat.rrule !== says.rrule || repeat.at !== says.at,
  );
  const follow = await Promise.all(stale.map((one) => cardsFollow(ctx, one, one.version + 1)));
  await ctx.store.commit({
    writes: [
      before ? write.repeat.replace(after) : write.repeat.insert(after),
      ...(await rhythms(ctx, after.id, [repeatSchedule(after, client, ctx.now)])),
      ...stale.map((one) => write.request.replace({ ...one, repeat: says })),
    ],
    events: [{ subject: after.id, kind: event, data: { client: client.id } }],
    says: follow.flat(),
  });
  return before ? { ...after, version: before.version + 1 } : after;
}

/**
 * The occurrence to leave out or move: the next one, or the one that comes on a day in words.
 * @throws UserError if there is none
 */
export function comingMeant(
  ctx: Ctx,
  { repeat, client, ref }: { repeat: Repeat; client: Client; ref: string },
  words: string | undefined,
): { day: string; occurrence: Occurrence } {
  const occurrence =
    words === undefined
      ? nextTime(repeat, client, ctx.now)
      : comesOn(ctx, repeat, client, dayMeant(ctx, words));
  const day = occurrence && nominalDay(repeat, occurrence);
  if (!occurrence || day === undefined) {
    const { nothingToCome, noneThen } = ctx.m.repeat;
    throw new UserError("none-then", words === undefined ? nothingToCome(ref) : noneThen(words));
  }
  return { day, occurrence };
}

/** The same by its day of the rhythm. @throws UserError if it doesn't come any more */
export function comingBy(
  ctx: Ctx,
  { repeat, client }: { repeat: Repeat; client: Client },
  day: string,
): { day: string; occurrence: Occurrence } {
  const period = cycleName(repeat.cycle, day);
  const occurrence = coming(ctx, repeat, client).find((one) => one.period === period);
  if (occurrence) return { day, occurrence };
  throw new UserError("none-then", ctx.m.repeat.noneThen(day));
}

/** What comes on a local day of the client. */
export function comesOn(ctx: Ctx, repeat: Repeat, client: Client, day: string): Occurrence | undefined {
  return coming(ctx, repeat, client).find(({ local }) => local.startsWith(day));
}

function coming({ now }: Ctx, repeat: Repeat, client: Client): Occurrence[] {
  const until = new Date(now.getTime() + AHEAD_MS);
  const ahead = occurrences(repeatRule(repeat, client), client.zone, now, until);
  return ahead.filter(({ period }) => period !== repeat.last);
}

/** A day in words, as the speaker means it. @throws UserError */
export function dayMeant(ctx: Ctx, words: string, field = "words"): string {
  return localDate(dateMeant(ctx, words, field).at, ctx.reader.zone);
}
