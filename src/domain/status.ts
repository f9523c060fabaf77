import { addDays, localDate, startOfLocalDay } from "../time/zones.ts";
import { byKind, type KindTotal } from "./hours.ts";
import { type ClientRequest, isOpen } from "./request.ts";
import { believed, type StatusDraft, type Told } from "./status-draft.ts";
import type { TimeEntry } from "./time-entry.ts";

/** A status tells of a week, and of no more than five when it has been silent for longer. */
const DAYS = 7;
const MOST_DAYS = 35;
/** What was under way while the last status was made may have become done a little before it. */
const OVERLAP_MS = 3_600_000;

/** From when a status tells. `day` is the first local day of the client whose time may not have been told yet. */
export interface Since {
  at: Date;
  day: string;
}

/** `before`: the statuses that ended before this one, the last one first. What was left out is still to be told. */
export function sinceOf(
  before: readonly Pick<StatusDraft, "state" | "endedAt">[],
  zone: string,
  now: Date,
): Since {
  const daysUntil = (of: Date, days: number): string => addDays(localDate(of, zone), 1 - days);
  const beginning = daysUntil(before.at(-1)?.endedAt ?? now, DAYS);
  const [, day = beginning] = [beginning, daysUntil(now, MOST_DAYS)].sort();
  const last = lastPosted(before)?.endedAt?.getTime() ?? 0;
  const earliest = startOfLocalDay(last === 0 ? day : daysUntil(now, MOST_DAYS), zone);
  return { at: new Date(Math.max(last, earliest.getTime())), day };
}

const lastPosted = <T extends Pick<StatusDraft, "state">>(before: readonly T[]): T | undefined =>
  before.find(({ state }) => state === "posted");

/** When to look for finished requests from; more than needed is fine. */
export const finishedSince = ({ at }: Since): Date => new Date(at.getTime() - OVERLAP_MS);

/** What a client may be told of time: neither note nor person. `minutes` is 0 for what was deleted or is another client's now. */
export interface ClientTime {
  entry: string;
  date: string;
  minutes: number;
  kind: string;
  request: string | null;
}

/** What an entry comes to for a client. */
type Amount = Pick<TimeEntry, "id" | "client" | "minutes" | "deletedAt">;
const isThere = (entry: Amount, client: string): boolean =>
  entry.deletedAt === null && entry.client === client;

export function timeForClient(entry: TimeEntry, client: string): ClientTime {
  const { id, date, minutes, kind, request } = entry;
  const there = isThere(entry, client);
  return {
    entry: id,
    date,
    minutes: there ? minutes : 0,
    kind: there ? kind : "",
    request: there ? request : null,
  };
}

/** Those of these entries that come to something else than the client believes. */
export function changedIds(
  entries: readonly Amount[],
  client: string,
  known: ReadonlyMap<string, number>,
): string[] {
  const amount = (entry: Amount): number => (isThere(entry, client) ? entry.minutes : 0);
  return entries.filter((entry) => known.get(entry.id) !== amount(entry)).map(({ id }) => id);
}

export interface StatusInput {
  since: Since;
  /** Those that are open, those finished since, and those that time was spent on. Only what a client may see of them. */
  requests: readonly ClientRequest[];
  /** Time since `since.day`, and what was told before and has changed, as it stands now. */
  time: readonly ClientTime[];
  before: readonly StatusDraft[];
}

/** Time that comes to something else than the client was told. Of private work all is one, without day and request. */
export interface Correction {
  date: string | null;
  request: ClientRequest | null;
  before: number;
  after: number;
}

/** A client's week. Nobody at the client but its requester learns of a private request more than that there is one. */
export interface Status {
  since: Date;
  done: readonly ClientRequest[];
  /** In progress, the first due first; then what comes next. */
  next: readonly ClientRequest[];
  blocked: readonly ClientRequest[];
  /** What the client has to do, the longest wait first. */
  decisions: readonly ClientRequest[];
  minutes: number;
  byKind: readonly KindTotal[];
  corrections: readonly Correction[];
  /** Private requests that were finished or worked on, and the minutes of that. */
  private: { items: number; minutes: number };
  /** Nothing was done, nothing is in the way. */
  quiet: boolean;
  told: Told;
}

export function statusOf({ since, requests, time, before }: StatusInput): Status {
  const shared = requests.filter((request) => request.audience === "client");
  const hidden = new Set(requests.filter((request) => request.audience === "private").map(({ id }) => id));
  const finished = requests.filter((request) => isNews(request, since, lastPosted(before)));
  const known = believed(before);
  const fresh = time.filter(({ entry, minutes }) => !known.has(entry) && minutes > 0);
  const isHidden = ({ request }: ClientTime): boolean => request !== null && hidden.has(request);
  const privately = fresh.filter(isHidden);
  const changed = time.filter(({ entry, minutes }) => (known.get(entry) ?? minutes) !== minutes);
  const status = {
    since: since.at,
    done: finished.filter(({ id }) => !hidden.has(id)).sort(by((request) => request.doneAt)),
    next: [
      ...shared
        .filter(({ stage }) => stage === "in-progress" || stage === "in-review")
        .filter(isFree)
        .sort(byDue),
      ...shared
        .filter(({ stage }) => stage === "new" || stage === "accepted")
        .filter(isFree)
        .sort(byDue),
    ],
    blocked: shared
      .filter(({ stage, hold }) => hold !== null && isOpen(stage))
      .sort(by(({ hold }) => hold?.since)),
    decisions: shared.filter(isForClient).sort(by(({ hold, deliveredAt }) => hold?.since ?? deliveredAt)),
    minutes: sum(fresh),
    byKind: byKind(fresh.map((one) => ({ ...one, private: isHidden(one) }))),
    corrections: correctionsOf(
      changed,
      known,
      new Map(shared.map((request) => [request.id, request])),
      isHidden,
    ),
    private: {
      items: new Set([
        ...finished.filter(({ id }) => hidden.has(id)).map(({ id }) => id),
        ...privately.map(({ request }) => request),
      ]).size,
      minutes: sum(privately),
    },
    told: {
      done: finished.map(({ id }) => id),
      time: [...fresh, ...changed].map(({ entry, minutes }) => ({ entry, minutes })),
    },
  };
  const news = [status.done, status.blocked, status.decisions, fresh, status.corrections];
  return { ...status, quiet: news.every((list) => list.length === 0) && status.private.items === 0 };
}

/** Finished since the last status: also what it missed, and what it told of but was reopened and finished again. */
function isNews({ id, stage, doneAt }: ClientRequest, since: Since, last: StatusDraft | undefined): boolean {
  if (stage !== "done" || doneAt === null || doneAt < finishedSince(since)) return false;
  return doneAt > since.at || (last !== undefined && !last.told.done.includes(id));
}

/** Neither in the way of anything nor waiting for anybody. A snooze is not seen here. */
const isFree = ({ hold }: ClientRequest): boolean => hold === null;

const isForClient = ({ stage, hold }: ClientRequest): boolean =>
  hold === null ? stage === "delivered" : hold.on === "client" && isOpen(stage);

function correctionsOf(
  changed: readonly ClientTime[],
  known: ReadonlyMap<string, number>,
  requests: ReadonlyMap<string, ClientRequest>,
  isHidden: (time: ClientTime) => boolean,
): Correction[] {
  const correction = (time: ClientTime): Correction => ({
    date: time.date,
    request: requests.get(time.request ?? "") ?? null,
    before: known.get(time.entry) ?? 0,
    after: time.minutes,
  });
  const open = changed.filter((time) => !isHidden(time)).map(correction);
  const hidden = changed.filter(isHidden).map(correction);
  const total = (list: readonly Correction[], of: "before" | "after") =>
    list.reduce((n, one) => n + one[of], 0);
  return [
    ...open.sort((a, b) => compare(a.date ?? "", b.date ?? "")),
    ...(hidden.length === 0
      ? []
      : [{ date: null, request: null, before: total(hidden, "before"), after: total(hidden, "after") }]),
  ];
}

const sum = (time: readonly ClientTime[]): number => time.reduce((total, { minutes }) => total + minutes, 0);

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Earliest first; without a date last. */
const by =
  (when: (request: ClientRequest) => Date | null | undefined) =>
  (a: ClientRequest, b: ClientRequest): number =>
    compare(when(a)?.getTime() ?? Number.MAX_VALUE, when(b)?.getTime() ?? Number.MAX_VALUE) ||
    a.number - b.number;

const byDue = by(({ due }) => due?.at);
