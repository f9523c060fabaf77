import { awayAt, coveredBy } from "./domain/away.ts";
import { type Client, type Desk, type Member, serves } from "./domain/desk.ts";
import { digestOf, isMine } from "./domain/digest.ts";
import { followUpsOf } from "./domain/follow-up.ts";
import { leftOf, type PackageUse, periodOf } from "./domain/hours.ts";
import type { OutboxRow } from "./domain/outbox.ts";
import { rank } from "./domain/priority.ts";
import { openStages, type Request } from "./domain/request.ts";
import { risksOf } from "./domain/risk.ts";
import { messages } from "./i18n/index.ts";
import type { DeskStore } from "./store/desk.ts";
import { subjectName } from "./time-change.ts";
import type { Reader, View } from "./view/nodes.ts";
import { digestView } from "./views/digest.ts";

/** Whose day, read by whom, when. The store may show more than is theirs; the rest is left out. */
export interface DayOf {
  store: DeskStore;
  desk: Pick<Desk, "id" | "name">;
  member: Member;
  reader: Reader;
  now: Date;
}

interface DayMore {
  /** What was held back, so as not to disturb them. */
  held?: readonly OutboxRow[];
  /** When it should have been sent, if it comes late. */
  late?: Date | undefined;
}

/** A member's day at one desk: what the morning digest sends and `today` shows. */
export async function dayOf(of: DayOf, { held = [], late }: DayMore = {}): Promise<View> {
  const { store, desk, member, reader, now } = of;
  const [{ requests, clients, members }, running, open, allRisks] = await Promise.all([
    openWork(of),
    store.timers.of(member.person),
    store.followUps.open(member.role === "owner" ? undefined : member.person),
    member.role === "subcontractor" ? [] : store.risks.open(),
  ]);
  const timer = running?.desk === desk.id && serves(member, running.client) ? running : undefined;
  // An owner has read all of them already.
  const away = coveredBy(members, member.person, now).map(({ person }) => person);
  const [packages, left, unanswered, timerOn] = await Promise.all([
    packagesOf(of, clients),
    Promise.all(member.role === "owner" ? [] : away.map((person) => store.followUps.open(person))),
    store.comments.unanswered(requests.map((request) => request.id)),
    timer ? subjectName({ store }, timer) : "",
  ]);
  const digest = digestOf({ member, now, requests, clients, members, timer, packages, unanswered });
  const m = messages(reader.locale);
  const byId = new Map(clients.map((client) => [client.id, client]));
  const followUps = {
    mine: followUpsOf(member, [...open, ...left.flat()], now, away),
    me: member.person,
    nameOf: (person: string) => members.find((one) => one.person === person)?.name ?? "?",
  };
  const covering = coveredBy(members, member.person, now).flatMap((one) => {
    const until = awayAt(one, now)?.to;
    return until ? [{ name: one.name, until }] : [];
  });
  const look = {
    desk: desk.name,
    clients: byId,
    reader,
    now,
    m,
    packages,
    timerOn,
    late,
    followUps,
    covering,
    held,
    risks: risksOf(
      allRisks,
      member,
      clients.filter((client) => serves(member, client.id)),
      members,
      now,
    ),
  };
  return digestView(digest, look);
}

/** The open work that is this member's to care for. */
export async function openWork({ store, member, now }: Pick<DayOf, "store" | "member" | "now">) {
  const [clients, members] = await Promise.all([store.clients.list(), store.members.list()]);
  const away = coveredBy(members, member.person, now).map(({ person }) => person);
  const theirs = await store.requests.list({ stages: openStages, assignee: [member.person, null, ...away] });
  const byId = new Map(clients.map((client) => [client.id, client]));
  const requests = theirs.filter((request: Request) =>
    isMine(request, member, byId.get(request.client), members, now),
  );
  return { clients, members, requests };
}

/** Requests in the order to work in, as in the member's day; what is held comes after what isn't. */
export async function inOrder(
  of: Pick<DayOf, "store" | "member" | "now">,
  requests: readonly Request[],
  clients: readonly Client[],
): Promise<Request[]> {
  const { member, now } = of;
  const packages = await packagesOf(of, clients);
  const byId = new Map(clients.map((client) => [client.id, client]));
  const ranked = rank(requests, now, {
    member: member.hours,
    client(id) {
      const use = packages.get(id);
      return { goals: byId.get(id)?.goals ?? "", packageLeft: use ? leftOf(use) : null };
    },
  });
  const first = ranked.map(({ request }) => request);
  return [...first, ...requests.filter((request) => !first.includes(request))];
}

/** How the packages of a member's clients stand, by client id. */
async function packagesOf(
  { store, member, now }: Pick<DayOf, "store" | "member" | "now">,
  clients: readonly Client[],
): Promise<Map<string, PackageUse>> {
  if (member.role === "subcontractor") return new Map();
  const agreed = clients.flatMap((client) =>
    client.package && serves(member, client.id)
      ? [{ client: client.id, of: client.package.minutes, period: periodOf(client, now) }]
      : [],
  );
  const used = await store.time.used(agreed.map(({ client, period }) => ({ client, ...period })));
  return new Map(
    agreed.map(({ client, of, period }) => [client, { period, of, used: used.get(client) ?? 0 }]),
  );
}
