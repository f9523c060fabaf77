import { AWAY_BRIEF, AWAY_NOTICE, noticeSubject, schedulesOf, type Team } from "./absence-schedules.ts";
import type { Ctx } from "./ctx.ts";
import { type Absence, type AwayProblem, awayAt, awayProblem } from "./domain/away.ts";
import { type Client, type Member, serves } from "./domain/desk.ts";
import { directTo, type Say } from "./domain/outbox.ts";
import { openStages } from "./domain/request.ts";
import { UserError } from "./errors.ts";
import { freed } from "./held-back.ts";
import { messages } from "./i18n/index.ts";
import { clocksRenewed, owes } from "./promise-keeping.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import { addDays, localDate } from "./time/zones.ts";
import { formatDate } from "./view/format.ts";
import type { View } from "./view/nodes.ts";
import { clientNotice, coverGone, coverMessage, daysShown, notedForYou } from "./views/away.ts";

/** Days off of more than a year ago are forgotten. */
const KEPT_DAYS = 400;

/** The writes and messages by which an absence comes to be, or is changed (`before`). @throws UserError if it can't be so */
export async function planned(ctx: Ctx, member: Member, absence: Absence, before: Absence | undefined) {
  const team = await teamOf(ctx, member);
  const cover = team.members.find((one) => one.person === absence.cover);
  const unserved = cover ? (await needing(ctx, team)).filter((client) => !serves(cover, client.id)) : [];
  const problem = awayProblem(
    absence,
    member,
    team.members,
    unserved.map(({ name }) => name),
  );
  if (problem)
    throw new UserError(`away-${problem.problem}`, problemInWords(ctx, problem, member), {
      field: fieldOf(problem),
    });
  const others = member.away.filter(({ id, to }) => id !== absence.id && to >= keptSince(ctx, member));
  const after = { ...member, away: [...others, absence] };
  const [told, done] = await Promise.all([
    toldClients(ctx, absence, team.clients),
    ctx.store.schedules.done(AWAY_BRIEF, [absence.id]),
  ]);
  const briefed = before?.cover === absence.cover && done.has(absence.id);
  return {
    after,
    writes: [
      write.member.replace(after),
      // Two who choose each other at the same moment can't both succeed.
      ...(cover ? [write.member.replace(cover)] : []),
      ...schedulesOf(ctx.now, after, absence, team, { told, briefed }),
      ...(await promisesFollow(ctx, after, team.members, [absence, before])),
    ],
    says: [
      ...(await theirsSays(ctx, after, absence, before ? "changed" : "planned")),
      ...(await coverSays(ctx, after, absence, before, cover)),
      ...(before && isDifferent(before, absence)
        ? told.flatMap((client) => noticeTo(client, after, absence, cover?.name ?? null, "changed"))
        : []),
    ],
  };
}

/** The writes and messages by which an absence is taken back. */
export async function takenBack(ctx: Ctx, member: Member, absence: Absence) {
  const team = await teamOf(ctx, member);
  const told = await toldClients(ctx, absence, team.clients);
  const after = { ...member, away: member.away.filter(({ id }) => id !== absence.id) };
  const cover = team.members.find((one) => one.person === absence.cover);
  return {
    writes: [
      write.member.replace(after),
      ...schedulesOf(ctx.now, after, undefined, team, { told: [], briefed: false }, absence.id),
      ...(await promisesFollow(ctx, after, team.members, [absence])),
      // Nobody comes back to hear what waited for that.
      ...(awayAt(after, ctx.now) ? [] : await freed(ctx.store, after)),
    ],
    says: [
      ...(await theirsSays(ctx, after, absence, "cancelled")),
      ...(cover ? await toOther(ctx, cover, (m) => coverMessage("dropped", member, absence, m)) : []),
      ...told.flatMap((client) => noticeTo(client, member, absence, null, "cancelled")),
    ],
  };
}

/** Whoever counted on somebody who leaves has nobody to cover for them now, and is told so. */
export async function uncovered(
  ctx: Ctx,
  leaver: Member,
): Promise<{ changed: Member[]; writes: Write[]; says: Say[] }> {
  const members = await ctx.store.members.list();
  const counted = members.flatMap((member) => {
    const today = localDate(ctx.now, member.hours.zone);
    const lost = member.away.filter(({ cover, to }) => cover === leaver.person && to >= today);
    return lost.length > 0 ? [{ member, lost }] : [];
  });
  const without = (member: Member): Member => ({
    ...member,
    away: member.away.map((one) => (one.cover === leaver.person ? { ...one, cover: null } : one)),
  });
  const says = counted.flatMap(({ member, lost }) =>
    lost.map((absence) => toMember(ctx, member, (m) => coverGone(leaver, absence, m))),
  );
  const changed = counted.map(({ member }) => without(member));
  const stay = members
    .filter(({ id }) => id !== leaver.id)
    .map((member) => changed.find(({ id }) => id === member.id) ?? member);
  // What nobody covers now stands still meanwhile.
  const writes = changed.map((member) => promisesFollow(ctx, member, stay, member.away));
  return { changed, writes: (await Promise.all(writes)).flat(), says: await Promise.all(says) };
}

async function teamOf({ store }: Ctx, member: Member): Promise<Team> {
  const [members, clients] = await Promise.all([store.members.list(), store.clients.list()]);
  // Clients needn't know who does parts of the work.
  const theirs = member.role === "subcontractor" ? [] : clients.filter((client) => serves(member, client.id));
  return { member, members, clients: theirs };
}

/** The clients with work that somebody has to do meanwhile. */
async function needing({ store }: Ctx, { member, clients }: Team): Promise<Client[]> {
  const assigned = await store.requests.list({ assignee: member.person, stages: openStages });
  const busy = new Set(assigned.map((request) => request.client));
  return clients.filter((client) => client.lead === member.person || busy.has(client.id));
}

/** What somebody owes stands still while they are away and nobody covers; where that changes, so do the clocks. */
async function promisesFollow(
  ctx: Ctx,
  after: Member,
  members: readonly Member[],
  changed: readonly (Absence | undefined)[],
): Promise<Write[]> {
  if (changed.every((absence) => !absence || absence.cover !== null)) return [];
  const team = members.map((one) => (one.id === after.id ? after : one));
  const clients = await ctx.store.clients.list();
  const promised = clients.filter((client) => client.promise !== null && serves(after, client.id));
  const writes = promised.map(async (client) => {
    const open = await ctx.store.requests.list({ client: client.id, stages: openStages });
    const theirs = open.filter((request) => owes(request, client) === after.person);
    return clocksRenewed({ desk: ctx.desk, members: team, now: ctx.now }, client, theirs);
  });
  return (await Promise.all(writes)).flat();
}

const isDifferent = (a: Absence, b: Absence): boolean =>
  a.from !== b.from || a.to !== b.to || a.cover !== b.cover;
const keptSince = ({ now }: Ctx, { hours }: Member): string =>
  addDays(localDate(now, hours.zone), -KEPT_DAYS);
const fieldOf = ({ problem }: AwayProblem): string =>
  problem === "overlap" || problem === "covers" ? "from" : "cover";

function problemInWords({ m, reader, now, actor }: Ctx, it: AwayProblem, member: Member): string {
  const words = m.away.problems;
  const who = member.person === actor.person.id ? null : member.name;
  const day = (date: string): string =>
    formatDate({ kind: "date", at: `${date}T12:00:00.000Z`, style: "date", zone: "UTC" }, reader, now);
  const days = "from" in it ? (it.from === it.to ? day(it.from) : `${day(it.from)} – ${day(it.to)}`) : "";
  switch (it.problem) {
    case "overlap":
      return words.overlap(who, days);
    case "covers":
      return words.covers(who, it.name, days);
    case "cover-away":
      return words.coverAway(it.name, days);
    case "self":
      return words.self(who);
    case "subcontractor":
      return words.subcontractor(it.name);
    case "cover-off":
      return words.coverOff(it.name);
    case "not-serving":
      return words.notServing(who, it.name, it.clients.join(", "));
    default:
      return it satisfies never;
  }
}

/** Those who have heard of it. */
async function toldClients({ store }: Ctx, { id }: Absence, clients: readonly Client[]): Promise<Client[]> {
  const done = await store.schedules.done(
    AWAY_NOTICE,
    clients.map((client) => noticeSubject(id, client.id)),
  );
  return clients.filter((client) => done.has(noticeSubject(id, client.id)));
}

async function coverSays(
  ctx: Ctx,
  member: Member,
  absence: Absence,
  before: Absence | undefined,
  cover: Member | undefined,
): Promise<Say[]> {
  const former =
    before && before.cover !== absence.cover
      ? await ctx.store.members.byPerson(before.cover ?? "")
      : undefined;
  const news = cover && (!before || isDifferent(before, absence));
  return [
    ...(former
      ? await toOther(ctx, former, (m) => coverMessage("dropped", member, before ?? absence, m))
      : []),
    ...(news ? await toOther(ctx, cover, (m) => coverMessage("asked", member, absence, m)) : []),
  ];
}

/** Whoever did not note their days off themself is told that somebody did. */
const theirsSays = (ctx: Ctx, member: Member, absence: Absence, what: "planned" | "changed" | "cancelled") =>
  toOther(ctx, member, (m) => notedForYou(what, ctx.actor.person.name, absence, m));

/** Nobody is told what they do themself. */
const toOther = async (
  ctx: Ctx,
  member: Member,
  view: (m: ReturnType<typeof messages>) => View,
): Promise<Say[]> => (member.person === ctx.actor.person.id ? [] : [await toMember(ctx, member, view)]);

async function toMember(
  ctx: Ctx,
  member: Member,
  view: (m: ReturnType<typeof messages>) => View,
): Promise<Say> {
  const person = await ctx.people.byId(member.person);
  const reader = { locale: person?.locale ?? ctx.desk.locale, zone: person?.zone ?? member.hours.zone };
  return {
    kind: "message",
    topic: "notice",
    conversation: directTo(member.person),
    guard: { kind: "member", person: member.person, client: null },
    reader,
    view: view(messages(reader.locale)),
  };
}

/** What a client is told in their channel, in their language and on their clock. */
export function noticeTo(
  client: Client,
  member: Member,
  absence: Absence,
  cover: string | null,
  what: "notice" | "changed" | "cancelled",
): Say[] {
  if (client.channel === null || client.archivedAt !== null) return [];
  const reader = { locale: client.language, zone: client.zone };
  const times = daysShown(member, absence);
  return [
    {
      kind: "message",
      topic: "notice",
      conversation: client.channel,
      guard: { kind: "channel", client: client.id },
      reader,
      view: clientNotice(what, { name: member.name, cover, ...times }, messages(reader.locale)),
    },
  ];
}
