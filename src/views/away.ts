import { type Absence, awaySpans } from "../domain/away.ts";
import { isRunning } from "../domain/clocks.ts";
import type { Client, Contact, Member } from "../domain/desk.ts";
import { hoursOf } from "../domain/desk.ts";
import { type Request, requestName } from "../domain/request.ts";
import type { Risk } from "../domain/risk.ts";
import type { Messages } from "../i18n/index.ts";
import { nextWorkingTime } from "../time/business-hours.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, Span, Text, View } from "../view/nodes.ts";
import { type Held, heldNodes } from "./held.ts";
import { riskBlock } from "./risks.ts";

const TITLE_SHOWN = 80;
const MOST = 10;

/** From when somebody is missed, and when they are back: by their working hours, where they have any. */
export interface AwayTimes {
  from: Date;
  back: Date;
}

export function daysShown(member: Pick<Member, "hours" | "away">, absence: Absence): AwayTimes {
  const [span] = awaySpans({ ...member, away: [absence] });
  const [from, to] = [span?.from ?? new Date(0), span?.to ?? new Date(0)];
  const missed = nextWorkingTime(member.hours, from);
  return { from: missed && missed < to ? missed : from, back: nextWorkingTime(member.hours, to) ?? to };
}

/** Local days, whatever the zone of who reads. */
function daySpans({ from, to }: Pick<Absence, "from" | "to">): Span[] {
  const day = (date: string) => v.when(new Date(`${date}T12:00:00Z`), "date", "UTC");
  return from === to ? [day(from)] : [day(from), v.plain(" – "), day(to)];
}

/** What a client is told. */
export function clientNotice(
  what: "notice" | "changed" | "cancelled",
  { name, cover, from, back }: { name: string; cover: string | null } & AwayTimes,
  m: Messages,
): View {
  const words = m.away;
  if (what === "cancelled")
    return { title: words.noticeCancelled(name), body: [v.text(words.noticeCancelledText)] };
  return {
    title: what === "changed" ? words.noticeChanged(name) : words.notice(name),
    body: [
      v.fields([v.field(words.noticeDays, v.when(from)), v.field(words.noticeBack, v.when(back))]),
      v.text(cover === null ? words.noticeNoCover(name) : words.noticeCover(cover)),
    ],
  };
}

/** What the cover is told when they are chosen, or no longer. */
export function coverMessage(
  what: "asked" | "dropped",
  { name }: Pick<Member, "name">,
  absence: Absence,
  m: Messages,
): View {
  const words = m.away;
  const days = v.fields([v.field(words.days, ...daySpans(absence))]);
  if (what === "dropped") return { title: words.coverDropped(name), body: [days] };
  const brief = { label: words.buttons.brief, verb: "away", input: { what: "brief", of: absence.id } };
  return { title: words.coverAsked(name), body: [days, v.text(words.coverAskedText), v.actions(brief)] };
}

/** What somebody is told whose days off were noted for them. */
export function notedForYou(
  what: "planned" | "changed" | "cancelled",
  by: string,
  absence: Absence,
  m: Messages,
): View {
  const { days, forYou, buttons: labels } = m.away;
  const change = { label: labels.edit, verb: "away", input: { what: "edit", of: absence.id } };
  return {
    title: forYou[what](by),
    body: [
      v.fields([v.field(days, ...daySpans(absence))]),
      ...(what === "cancelled" ? [] : [v.actions(change)]),
    ],
  };
}

/** What somebody is told whose cover has left. */
export const coverGone = ({ name }: Pick<Member, "name">, absence: Absence, m: Messages): View => ({
  title: m.away.coverGone(name),
  body: [
    v.fields([v.field(m.away.days, ...daySpans(absence))]),
    v.text(m.away.coverGoneText),
    v.actions({ label: m.away.buttons.edit, verb: "away", input: { what: "edit", of: absence.id } }),
  ],
});

export interface AbsenceShown {
  member: Pick<Member, "name" | "person" | "version">;
  absence: Absence;
  cover: string | null;
  mine: boolean;
  /** May the reader change it? */
  may: boolean;
}

/** An absence after it was planned or changed. */
export function absenceView(it: AbsenceShown, title: string, m: Messages): View {
  const words = m.away;
  return {
    title,
    body: [
      v.fields([
        v.field(words.days, ...daySpans(it.absence)),
        v.field(words.cover, it.cover ?? words.noCover),
      ]),
      ...notes(it, m),
      v.actions(...buttons(it, m)),
    ],
  };
}

function notes({ member: { name }, cover, mine }: AbsenceShown, { away: words }: Messages): Node[] {
  const { theirs } = words;
  return [
    v.context(mine ? words.whatHappens : theirs.whatHappens(name)),
    cover === null
      ? v.context(mine ? words.noCoverNote : theirs.noCoverNote(name))
      : v.context(mine ? words.coverGets(cover) : theirs.coverGets(cover, name)),
  ];
}

function buttons({ absence }: AbsenceShown, m: Messages): Action[] {
  const { buttons: labels, cancelSure } = m.away;
  const of = (what: string) => ({ verb: "away", input: { what, of: absence.id } });
  return [
    { label: labels.edit, ...of("edit") },
    { label: labels.cancel, ...of("cancel"), style: "danger", confirm: cancelSure },
  ];
}

/** Who is away now or will be, one's own with what can be done about them. */
export function absenceList(all: readonly AbsenceShown[], m: Messages): View {
  const words = m.away;
  if (all.length === 0) return { title: words.list, body: [v.text(...v.withTyped(words.none))] };
  const line = (it: AbsenceShown): Text => [
    v.bold(it.member.name),
    v.plain(" · "),
    ...daySpans(it.absence),
    v.plain(` · ${words.cover}: ${it.cover ?? words.noCover}`),
  ];
  const left = all.length - MOST;
  return {
    title: words.list,
    body: [
      ...all
        .slice(0, MOST)
        .flatMap((it): Node[] => [v.text(...line(it)), ...(it.may ? [v.actions(...buttons(it, m))] : [])]),
      ...(left > 0 ? [v.context(m.common.more(left))] : []),
    ],
  };
}

export interface Brief {
  client: Client;
  contacts: readonly Contact[];
  requests: readonly Request[];
  risks: readonly Risk[];
  /** Who is away, and when they are back. */
  name: string;
  back: Date;
}

/** What somebody has to know who looks after a client for a while. */
export function briefView({ client, contacts, requests, risks, name, back }: Brief, m: Messages): View {
  const words = m.away;
  const { weekdays, languages, settings } = m.desk;
  const { status } = client;
  const days = [...new Set(hoursOf(client).spans.map((span) => span.weekday))].sort();
  const goes = status.on
    ? `${weekdays[status.weekday - 1] ?? ""} ${status.at}, ${settings[status.mode]}`
    : settings.off;
  const left = requests.length - MOST;
  return {
    title: words.briefTitle(client.name, name),
    body: [
      v.fields([
        v.field(words.briefUntil(name), v.when(back)),
        v.field(words.briefClock, client.zone),
        v.field(words.briefHours, days.map((day) => weekdays[day - 1] ?? "").join(", ")),
        v.field(words.briefLanguage, languages[client.language]),
        v.field(words.briefStatus, goes),
        ...(contacts.length > 0
          ? [v.field(words.briefPeople, clip(contacts.map((contact) => contact.name).join(", "), 200))]
          : []),
      ]),
      ...(client.goals === "" ? [] : [v.text(v.bold(`${words.briefGoals}: `), clip(client.goals, 500))]),
      v.heading(words.briefOpen),
      ...(requests.length === 0 ? [v.text(words.briefNothing)] : []),
      ...(requests.length === 0
        ? []
        : [v.list(requests.slice(0, MOST).map((request) => workLine(request, client, m)))]),
      ...riskBlock(risks, m),
      ...(left > 0 ? [v.context(`${m.common.more(left)} · `, ...v.withTyped(m.common.moreWays))] : []),
    ],
  };
}

function workLine(request: Request, { code }: Client, m: Messages): Text {
  const { hold } = request;
  return v.spans(
    v.bold(requestName(code, request)),
    ` ${clip(request.title, TITLE_SHOWN)} · ${m.request.stage[request.stage]}`,
    ...(request.due
      ? [` · ${m.day.due} `, v.when(request.due.at, request.due.hasTime ? "date-time" : "date")]
      : []),
    ...[request.clocks.answer, request.clocks.finish].flatMap((clock) =>
      isRunning(clock) && clock.by
        ? [` · ${m.promise.by(m.promise.clocks[clock.of])} `, v.when(clock.by)]
        : [],
    ),
    ...(hold?.kind === "blocked" ? [` · ${clip(hold.reason, TITLE_SHOWN)}`] : []),
    ...(hold?.kind === "snoozed" ? [` · ${m.request.snoozedUntil} `, v.when(hold.until)] : []),
  );
}

export interface HappenedAt {
  client: Client;
  opened: readonly Request[];
  delivered: readonly Request[];
  done: readonly Request[];
}

/** What happened meanwhile, by client, for who comes back. */
export function backView(
  all: readonly HappenedAt[],
  cover: string | null,
  held: readonly Held[],
  m: Messages,
): View {
  const words = m.away;
  const some = all.filter(
    ({ opened, delivered, done }) => opened.length + delivered.length + done.length > 0,
  );
  const left = some.length - MOST;
  const lines = ({ client, opened, delivered, done }: HappenedAt): Node[] => [
    v.heading(client.name),
    v.text(
      [
        ...(opened.length > 0 ? [words.backOpened(opened.length)] : []),
        ...(delivered.length > 0 ? [words.backDelivered(delivered.length)] : []),
        ...(done.length > 0 ? [words.backDone(done.length)] : []),
      ].join(" · "),
    ),
    v.list(newest([...opened, ...delivered, ...done]).map((request) => workLine(request, client, m))),
  ];
  return {
    title: words.backTitle,
    body: [
      ...(cover === null ? [] : [v.text(words.backStoodIn(cover))]),
      ...(some.length === 0 ? [v.text(words.backNothing)] : some.slice(0, MOST).flatMap(lines)),
      ...(left > 0 ? [v.context(m.common.more(left))] : []),
      ...heldNodes(held, m),
    ],
  };
}

const SHOWN_EACH = 4;
const newest = (requests: readonly Request[]): Request[] =>
  [...new Map(requests.map((request) => [request.id, request])).values()].slice(0, SHOWN_EACH);
