import { CHECK_IN } from "./care-jobs.ts";
import { checkInTyped, type TypedCheckIn } from "./check-in-settings.ts";
import { askDropped, asksFollow, partId, readingOf, subjectOf, whoIsAsked } from "./check-ins.ts";
import type { Reply } from "./command.ts";
import type { Ctx } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import { type CheckIn, LEAST_ANONYMOUS, mayStillAsk, type Participant } from "./domain/check-in.ts";
import type { Client } from "./domain/desk.ts";
import type { Schedule } from "./domain/schedule.ts";
import { UserError } from "./errors.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import { onceAt } from "./surveys.ts";
import { nextOccurrence, type Occurrence, occurrences } from "./time/occurrences.ts";
import { localDate, localTime } from "./time/zones.ts";
import * as v from "./view/build.ts";
import type { Node, View } from "./view/nodes.ts";
import { answerButton, checkInView, periodWords, rhythmWords } from "./views/check-in.ts";

const MOST_LISTED = 12;

/** What waits for the speaker, and for the team what is asked when. */
export async function overview(ctx: Ctx): Promise<Reply> {
  const words = ctx.m.checkIn;
  const [waiting, all] = await Promise.all([
    ctx.store.parts.openOf(ctx.actor.person.id),
    ctx.store.checkIns.list(),
  ]);
  const open = waiting.filter((part) => ctx.now < part.deadline);
  const mine = open.slice(0, 5).flatMap((part): Node[] => {
    const title = all.find(({ id }) => id === part.checkIn)?.title ?? words.one;
    return [
      v.text(
        v.bold(`${title} · ${periodWords(part.period, ctx.reader, ctx.now)}`),
        ` · ${words.until} `,
        v.when(part.deadline),
      ),
      v.actions(answerButton(part, words.answer, "primary"), {
        label: words.skipToday,
        verb: "checkin",
        input: { what: "skip", id: part.id },
      }),
    ];
  });
  return {
    to: "actor",
    view: {
      title: words.all,
      body: [
        ...(mine.length > 0 ? mine : [v.text(words.nothingOpen)]),
        ...(isMember(ctx.actor) ? await arranged(ctx, all) : []),
      ],
    },
  };
}

async function arranged(ctx: Ctx, all: readonly CheckIn[]): Promise<Node[]> {
  const words = ctx.m.checkIn;
  const owner = ctx.actor.role === "owner";
  const clients = await ctx.store.clients.list();
  const seen = all.filter((one) => one.client === null || clients.some(({ id }) => id === one.client));
  const lines = seen.slice(0, MOST_LISTED).map((one) => {
    const paused = one.state === "paused" ? ` (${words.paused})` : "";
    return v.spans(v.code(one.name), ` ${one.title}${paused}: ${rhythmWords(one, ctx.m)}`);
  });
  const more = seen.length - MOST_LISTED;
  const addButtons = (["daily", "weekly", "mood"] as const).map((kind) => ({
    label: words.addOne(words.kinds[kind].title),
    verb: "checkin",
    input: { what: "add", kind },
  }));
  return [
    v.heading(words.arranged),
    lines.length > 0
      ? v.list([...lines, ...(more > 0 ? [v.spans(ctx.m.common.more(more))] : [])])
      : v.text(words.noneYet),
    ...(owner ? [v.context(v.code("checkin add monthly client:ACME")), v.actions(...addButtons)] : []),
  ];
}

/** A new check-in, as it was arranged in the editor. */
export async function add(
  ctx: Ctx,
  begun: CheckIn,
  typed: TypedCheckIn,
  client: Client | undefined,
): Promise<Reply> {
  const checkIn = await checkInTyped(ctx, begun, typed, client);
  const { participants } = await whoIsAsked(readingOf(ctx), checkIn);
  mustHavePeople(ctx, checkIn, participants);
  await ctx.store.commit({
    writes: [write.checkIn.insert(checkIn), ...(await asksFollow(ctx.store, checkIn, participants, ctx.now))],
    events: [{ subject: checkIn.id, kind: "check-in-added", data: { kind: checkIn.kind } }],
  });
  return shown(ctx, checkIn, ctx.m.checkIn.added(checkIn.title));
}

/** Anonymity needs a crowd. @throws UserError */
function mustHavePeople(ctx: Ctx, checkIn: CheckIn, participants: readonly Participant[]): void {
  if (participants.length === 0)
    throw new UserError("nobody", ctx.m.checkIn.nobodyToAsk, { field: "people" });
  if (!checkIn.anonymous || participants.length >= LEAST_ANONYMOUS) return;
  throw new UserError("few", ctx.m.checkIn.fewForSecret(LEAST_ANONYMOUS, participants.length), {
    field: "anonymous",
  });
}

/** Another rhythm, other questions, other people. What is open goes on as it was asked. */
export async function change(
  ctx: Ctx,
  before: CheckIn,
  typed: TypedCheckIn,
  client: Client | undefined,
): Promise<Reply> {
  const after = await checkInTyped(ctx, before, typed, client);
  const [was, is] = await Promise.all([
    whoIsAsked(readingOf(ctx), before),
    whoIsAsked(readingOf(ctx), after),
  ]);
  mustHavePeople(ctx, after, is.participants);
  const gone = was.participants.filter(({ person }) => !is.participants.some((one) => one.person === person));
  await ctx.store.commit({
    writes: [
      write.checkIn.replace(after),
      ...(await asksFollow(ctx.store, after, is.participants, ctx.now)),
      ...gone.map(({ person }) => askDropped(after, person)),
    ],
    events: [{ subject: after.id, kind: "check-in-changed" }],
  });
  return shown(ctx, after, ctx.m.checkIn.changed(after.title));
}

export async function shown(ctx: Ctx, checkIn: CheckIn, title?: string): Promise<Reply> {
  const [{ participants, client }, members, channels] = await Promise.all([
    whoIsAsked(readingOf(ctx), checkIn),
    ctx.store.members.list(),
    ctx.people.channelsOf(ctx.desk.id, null),
  ]);
  const channel = channels.find(({ id }) => id === checkIn.summary)?.name;
  const view = checkInView(
    checkIn,
    {
      client: client?.name,
      people: participants.map(({ person, name }) =>
        person === null ? ctx.m.checkIn.theChannel(name) : name,
      ),
      owner: members.find(({ person }) => person === checkIn.owner)?.name ?? "?",
      summary: channel === undefined ? undefined : `#${channel}`,
    },
    ctx.actor.role === "owner",
    ctx.m,
  );
  const next = checkIn.state === "on" ? await nextFor(ctx, checkIn, participants) : [];
  return {
    to: "actor",
    view: { ...under(title, view), body: [...under(title, view).body, ...next] },
  };
}

/** When the reader, or who is first of those who are asked, is asked next: as it is scheduled, by the reader's clock. */
async function nextFor(ctx: Ctx, checkIn: CheckIn, participants: readonly Participant[]): Promise<Node[]> {
  const one = participants.find(({ person }) => person === ctx.actor.person.id) ?? participants[0];
  const [schedule] = one ? await ctx.store.schedules.of(subjectOf(checkIn.id, one.person)) : [];
  if (!one || !schedule?.nextAt) return [];
  const words = ctx.m.checkIn;
  const { rule, zone } = schedule;
  const asked = ({ period }: Occurrence) => wasAsked(ctx, checkIn, one, period);
  const first = nextOccurrence(rule, zone, ctx.now);
  const next = first && (await asked(first)) ? nextOccurrence(rule, zone, first.at) : first;
  const then = next ? [v.when(next.at), "."] : [];
  return (await isDue(ctx, checkIn, one, schedule))
    ? [v.context(`${words.nextAtOnce} `, ...then)]
    : next
      ? [v.context(`${words.nextOne} `, ...then)]
      : [];
}

/** Are they asked with the next minute, since by a changed rhythm their time is past? */
async function isDue(
  ctx: Ctx,
  checkIn: CheckIn,
  one: Participant,
  { rule, zone, nextAt }: Schedule,
): Promise<boolean> {
  if (!nextAt || nextAt > ctx.now || !mayStillAsk(checkIn, nextAt, ctx.now)) return false;
  const [due] = occurrences(rule, zone, nextAt, new Date(nextAt.getTime() + 1));
  return due !== undefined && !(await wasAsked(ctx, checkIn, one, due.period));
}

const wasAsked = async (ctx: Ctx, checkIn: CheckIn, { person }: Participant, period: string) =>
  (await ctx.store.parts.byId(partId(checkIn, period, person))) !== undefined;

const under = (title: string | undefined, view: View): View =>
  title === undefined ? view : { title, body: [v.text(v.bold(view.title)), ...view.body] };

/** The minute that has begun counts too. */
const dueNow = (schedule: Schedule, now: Date): Schedule => ({ ...schedule, nextAt: schedule.nextAt ?? now });

/** A round now, beside those of the rhythm: everybody who works today is asked within a minute. */
export async function startNow(ctx: Ctx, checkIn: CheckIn): Promise<Reply> {
  const { participants } = await whoIsAsked(readingOf(ctx), checkIn);
  if (participants.length === 0) throw new UserError("nobody", ctx.m.checkIn.nobodyToAsk);
  const open = await ctx.store.parts.open(checkIn.id);
  // A round that was begun by hand bears the name of its moment.
  if (open.some(({ period, deadline }) => period.includes("T") && deadline > ctx.now))
    throw new UserError("started", ctx.m.checkIn.startedBefore(checkIn.title));
  const { zone } = ctx.desk;
  const period = `${localDate(ctx.now, zone)}T${localTime(ctx.now, zone)}`;
  const writes = participants.map(({ person }): Write => {
    const of = { desk: checkIn.desk, job: CHECK_IN, subject: subjectOf(checkIn.id, person, period) };
    return write.schedule.put(dueNow(onceAt(of, ctx.now, ctx.now), ctx.now));
  });
  await ctx.store.commit({
    writes: [write.checkIn.replace(checkIn), ...writes],
    events: [{ subject: checkIn.id, kind: "check-in-started", data: { people: participants.length } }],
  });
  const { started, startedText } = ctx.m.checkIn;
  return {
    to: "actor",
    view: { title: started(checkIn.title), body: [v.text(startedText(participants.length))] },
  };
}

export async function pause(ctx: Ctx, checkIn: CheckIn, paused: boolean): Promise<Reply> {
  const after: CheckIn = { ...checkIn, state: paused ? "paused" : "on" };
  const { participants } = await whoIsAsked(readingOf(ctx), after);
  await ctx.store.commit({
    writes: [write.checkIn.replace(after), ...(await asksFollow(ctx.store, after, participants, ctx.now))],
    events: [{ subject: checkIn.id, kind: paused ? "check-in-paused" : "check-in-resumed" }],
  });
  const { pausedNow, resumedNow } = ctx.m.checkIn;
  return shown(ctx, after, paused ? pausedNow(checkIn.title) : resumedNow(checkIn.title));
}

/** No more rounds. What was answered is kept. */
export async function end(ctx: Ctx, checkIn: CheckIn): Promise<Reply> {
  const { participants } = await whoIsAsked(readingOf(ctx), checkIn);
  await ctx.store.commit({
    writes: [
      write.checkIn.replace({ ...checkIn, state: "ended" }),
      ...participants.map(({ person }) => askDropped(checkIn, person)),
    ],
    events: [{ subject: checkIn.id, kind: "check-in-ended" }],
  });
  return { to: "actor", view: { title: ctx.m.checkIn.endedNow(checkIn.title), body: [] } };
}
