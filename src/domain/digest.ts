import { actingFor } from "./away.ts";
import { type Client, type Member, serves } from "./desk.ts";
import { leftOf, type PackageUse, runsOut } from "./hours.ts";
import {
  estimateOf,
  isHeld,
  type Quadrant,
  type Ranked,
  type RankHours,
  rank,
  sentBack,
} from "./priority.ts";
import { type AtStake, promisesAtStake } from "./promises-at-stake.ts";
import type { Request } from "./request.ts";
import type { Timer } from "./time-entry.ts";
import { type TimeLeft, timeLeft } from "./time-left.ts";

/** Of a day's working time a tenth is kept for what nobody planned. */
const BUFFER = 0.1;

export interface DigestInput {
  member: Member;
  now: Date;
  /** Open requests of the desk; what isn't this member's is left out here. */
  requests: readonly Request[];
  clients: readonly Client[];
  /** Who works at the desk; `member` is one of them. */
  members: readonly Member[];
  /** The timer of this member, at this desk. */
  timer: Timer | undefined;
  /** By client id. */
  packages: ReadonlyMap<string, PackageUse>;
  /** The client's last words on a request that nobody of the team has spoken after, by request id. */
  unanswered: ReadonlyMap<string, Words>;
}

export interface Words {
  by: string;
  at: Date;
}

export interface Digest {
  /** In the order to work in. */
  ranked: readonly Ranked[];
  quadrants: Readonly<Record<Quadrant, readonly Ranked[]>>;
  /** The client has the last word: filed and not yet accepted, sent back with changes, or said something. The oldest first. */
  answers: readonly Owed[];
  /** Waits for the client's approval, for the client, or for something else; the longest wait first. */
  waiting: readonly Waiting[];
  /** How many are snoozed. */
  asleep: number;
  /** What clients are promised and wait for: broken, soon to be, or due today; the first to break first. */
  promises: readonly AtStake[];
  timer: Timer | undefined;
  packages: readonly { client: string; left: number; of: number }[];
  wontFit: readonly NotToday[];
  /** Minutes of work that has to be done today, and those there are for it. */
  today: { needed: number; free: number };
  empty: boolean;
}

export interface Owed {
  request: Request;
  kind: "new" | "changes" | "words";
  /** Who filed or said it; null where it doesn't matter. */
  by: string | null;
  since: Date;
}

export interface Waiting {
  request: Request;
  kind: "approval" | "client" | "other";
  since: Date;
}

/** What will miss its time if all is done in order; `proposed` is when it can be ready. */
export interface NotToday {
  request: Request;
  minutes: number;
  proposed: Date | undefined;
}

/**
 * Is this request this member's to care for? Theirs, or of nobody and they lead the client; where nobody can, the owners do. Who covers
 * for somebody away cares for what is theirs.
 */
export function isMine(
  request: Pick<Request, "client" | "assignee">,
  member: Member,
  client: Client | undefined,
  members: readonly Member[],
  now: Date,
): boolean {
  if (!client || client.archivedAt !== null || !serves(member, client.id)) return false;
  const theirs = (person: string): boolean =>
    person === member.person || actingFor(members, person, now) === member.person;
  if (request.assignee !== null) return theirs(request.assignee);
  const lead = members.find((one) => one.person === client.lead);
  return lead && lead.role !== "subcontractor" && serves(lead, client.id)
    ? theirs(lead.person)
    : member.role === "owner";
}

/** One member's day at one desk. What the member may not see is left out, whatever is handed in. */
export function digestOf(input: DigestInput): Digest {
  const { member, now, timer } = input;
  const clients = new Map(input.clients.map((client) => [client.id, client]));
  // How a package stands is not for those who see only what is theirs to do.
  const packages: DigestInput["packages"] = member.role === "subcontractor" ? new Map() : input.packages;
  const mine = input.requests.filter((request) =>
    isMine(request, member, clients.get(request.client), input.members, now),
  );
  const time = timeLeft(member.hours, now);
  const hours: RankHours = {
    member: member.hours,
    client(id) {
      const client = clients.get(id);
      const use = packages.get(id);
      return client && { goals: client.goals, packageLeft: use ? leftOf(use) : null };
    },
  };
  const ranked = rank(mine, now, hours, time);
  const digest = {
    ranked,
    quadrants: quadrantsOf(ranked),
    answers: answersOwed(mine, input.unanswered, now),
    waiting: waitingOn(mine, now),
    promises: promisesAtStake(mine, now, time.endOfToday),
    asleep: mine.filter((request) => isAsleep(request, now)).length,
    timer,
    packages: packagesOf(member, clients, packages),
    ...planToday(ranked, now, time),
  };
  const parts = [ranked, digest.answers, digest.waiting, digest.packages, digest.promises];
  return { ...digest, empty: timer === undefined && parts.every((part) => part.length === 0) };
}

function quadrantsOf(ranked: readonly Ranked[]): Digest["quadrants"] {
  const of = (quadrant: Quadrant) => ranked.filter((one) => one.quadrant === quadrant);
  return {
    "do-first": of("do-first"),
    schedule: of("schedule"),
    delegate: of("delegate"),
    later: of("later"),
  };
}

function answersOwed(mine: readonly Request[], unanswered: ReadonlyMap<string, Words>, now: Date): Owed[] {
  return mine.flatMap((request) => owed(request, unanswered.get(request.id), now) ?? []).sort(bySince);
}

function owed(request: Request, words: Words | undefined, now: Date): Owed | undefined {
  if (isAsleep(request, now)) return undefined;
  if (!isHeld(request, now)) {
    const { requesterName, openedAt } = request;
    if (request.stage === "new") return { request, kind: "new", by: requesterName, since: openedAt };
    const last = request.changes.at(-1);
    if (last && sentBack(request)) return { request, kind: "changes", by: null, since: last.at };
  }
  // What they said before it was put on hold or delivered has been heard.
  const heard = request.hold?.since ?? (request.stage === "delivered" ? request.deliveredAt : null);
  return words && (heard === null || words.at > heard)
    ? { request, kind: "words", by: words.by, since: words.at }
    : undefined;
}

const isAsleep = ({ hold }: Request, now: Date): boolean => hold?.kind === "snoozed" && hold.until > now;

function waitingOn(mine: readonly Request[], now: Date): Waiting[] {
  return mine
    .filter((request) => !isAsleep(request, now))
    .flatMap((request): Waiting[] => {
      const { hold } = request;
      if (hold?.kind === "blocked") {
        return [{ request, kind: hold.on === "client" ? "client" : "other", since: hold.since }];
      }
      const since = request.deliveredAt ?? request.openedAt;
      return request.stage === "delivered" ? [{ request, kind: "approval", since }] : [];
    })
    .sort(bySince);
}

const bySince = (a: { since: Date; request: Request }, b: { since: Date; request: Request }): number =>
  a.since.getTime() - b.since.getTime() || (a.request.id < b.request.id ? -1 : 1);

function packagesOf(
  member: Member,
  clients: ReadonlyMap<string, Client>,
  packages: ReadonlyMap<string, PackageUse>,
): Digest["packages"] {
  return [...packages]
    .flatMap(([client, use]) => {
      const of = clients.get(client);
      const cares = of && serves(member, client) && (of.lead === member.person || member.role === "owner");
      const left = leftOf(use);
      return cares && left !== null && use.of !== null && runsOut(use) ? [{ client, left, of: use.of }] : [];
    })
    .sort((a, b) => a.left - b.left || (a.client < b.client ? -1 : 1));
}

/**
 * Walks the ranking and gives each request the part of its work that must be done today: all of it if it is due by the end of the
 * day or marked urgent, else what the working time between today's end and the due date does not hold. Beyond nine tenths of what is
 * left of today it does not fit.
 */
function planToday(ranked: readonly Ranked[], now: Date, time: TimeLeft) {
  const free = Math.floor(time.today * (1 - BUFFER));
  let needed = 0;
  let planned = 0;
  const wontFit: NotToday[] = [];
  let behind = 0;
  for (const { request } of ranked) {
    const part = neededToday(request, time);
    if (part === 0) continue;
    needed += part;
    if (planned + part <= free) {
      planned += part;
      continue;
    }
    const minutes = estimateOf(request);
    behind += minutes;
    const worked = time.after(time.endOfToday, Math.ceil(behind * (1 + BUFFER)));
    const proposed = worked && onTheHalfHour(worked);
    wontFit.push({ request, minutes, proposed: proposed && proposed > now ? proposed : undefined });
  }
  return { wontFit, today: { needed, free } };
}

const HALF_HOUR_MS = 30 * 60_000;
/** Nobody promises 16:42. */
const onTheHalfHour = (at: Date): Date => new Date(Math.ceil(at.getTime() / HALF_HOUR_MS) * HALF_HOUR_MS);

function neededToday(request: Request, time: TimeLeft): number {
  const estimate = estimateOf(request);
  const due = request.due?.at;
  if (due === undefined || Number.isNaN(due.getTime())) return request.urgent === true ? estimate : 0;
  if (due <= time.endOfToday) return estimate;
  const afterToday = time.until(due, time.today + estimate) - time.today;
  return Math.max(0, estimate - afterToday);
}
