import type { Client } from "./domain/desk.ts";
import type { EventDraft } from "./domain/event.ts";
import { type PackageUse, periodOf } from "./domain/hours.ts";
import type { Say } from "./domain/outbox.ts";
import { keptIn } from "./domain/promise-report.ts";
import { type ClientRequest, forClient, type Stage } from "./domain/request.ts";
import { risksForClient } from "./domain/risk.ts";
import {
  type ClientTime,
  changedIds,
  finishedSince,
  type Since,
  sinceOf,
  statusOf,
  timeForClient,
} from "./domain/status.ts";
import { believed, newStatus, type StatusDraft } from "./domain/status-draft.ts";
import { messages } from "./i18n/index.ts";
import type { Write } from "./store/commit.ts";
import type { DeskStore } from "./store/desk.ts";
import { write } from "./store/writes.ts";
import { weekOf } from "./time/zones.ts";
import { type StatusShown, statusView } from "./views/status.ts";
import { named } from "./wall.ts";

const OPEN: readonly Stage[] = ["new", "accepted", "in-progress", "in-review", "delivered"];
const WEEK_MS = 7 * 86_400_000;

interface Reads {
  /** Must see all of the client: what is missing here would be missing in what the client reads. */
  store: DeskStore;
  now: Date;
}

/** The status that a member means now: the one of this week, or one that still waits for a word from the last week or for the next. */
export async function statusMeant({ store, now }: Reads, client: Client): Promise<StatusDraft> {
  const { key } = weekOf(now, client.zone);
  const lastWeek = weekOf(new Date(now.getTime() - WEEK_MS), client.zone).key;
  const open = await store.statuses.open(client.id);
  if (open && open.week >= lastWeek) {
    const ended = await store.statuses.ended(client.id);
    if (ended.every(({ week }) => week < open.week)) return open;
  }
  const present = await store.statuses.of(client.id, key);
  return present ?? newStatus({ desk: client.desk, client: client.id, week: key });
}

/** What the client would read now. */
export async function statusNow(reads: Reads, client: Client, row: StatusDraft): Promise<StatusShown> {
  const { store, now } = reads;
  const before = await store.statuses.ended(client.id);
  const since = sinceOf(before, client.zone, now);
  const period = periodOf(client, now);
  const [time, used, outcomes, risks] = await Promise.all([
    timeTold(reads, client, since, before),
    store.time.minutes({ client: client.id, from: period.from, to: period.to }),
    client.promise?.told ? store.promises.outcomes({ from: since.at, to: now, client: client.id }) : [],
    store.risks.open(client.id),
  ]);
  const requests = await requestsTold(reads, client, since, time);
  const status = statusOf({ since, requests, time, before });
  const use: PackageUse = { period, used, of: client.package?.minutes ?? null };
  return {
    status,
    words: row.words,
    client,
    use,
    promises: keptIn(outcomes),
    risks: risksForClient(risks),
    now,
  };
}

/** Time that may be new to the client, and what it was told of that has changed. */
async function timeTold(
  { store }: Reads,
  client: Client,
  since: Since,
  before: readonly StatusDraft[],
): Promise<ClientTime[]> {
  const known = believed(before);
  const [fresh, amounts, clients] = await Promise.all([
    store.time.list({ client: client.id, from: since.day }),
    store.time.amounts([...known.keys()]),
    store.clients.list(),
  ]);
  const changed = await store.time.byIds(changedIds(amounts, client.id, known));
  const entries = [...new Map([...changed, ...fresh].map((entry) => [entry.id, entry])).values()];
  const others = clients.filter(({ id }) => id !== client.id);
  return entries.map((entry) => {
    const time = timeForClient(entry, client.id);
    // A kind of work is a label that anybody on the team made up.
    return others.some((other) => named(time.kind, other)) ? { ...time, kind: "" } : time;
  });
}

/** What is open, what was finished, and what time was spent on. */
async function requestsTold(
  { store }: Reads,
  client: Client,
  since: Since,
  time: readonly ClientTime[],
): Promise<ClientRequest[]> {
  const of = { client: client.id };
  const [open, finished] = await Promise.all([
    store.requests.list({ ...of, stages: OPEN }),
    store.requests.list({ ...of, stages: ["done"], doneSince: finishedSince(since) }),
  ]);
  const found = [...open, ...finished];
  const ids = new Set(found.map(({ id }) => id));
  const others = new Set(
    time.flatMap(({ request }) => (request === null || ids.has(request) ? [] : [request])),
  );
  const worked = await store.requests.byIds([...others]);
  return [...found, ...worked.filter((request) => request.client === client.id)].map((request) =>
    forClient(request, null),
  );
}

/** Writes a status as it now is, for the first time or again. */
export const statusWrite = (row: StatusDraft): Write =>
  row.version === 0 ? write.status.insert({ ...row, version: 1 }) : write.status.replace(row);

interface Posting {
  writes: Write[];
  events: EventDraft[];
  says: Say[];
}

/**
 * Posts a status into the client's channel, with the words of `row`: one change, that can be made once for a week. `by`: "" is the job.
 * What it told is kept with it, so that the next one tells only what differs.
 */
export function posting(
  { client, row, by }: { client: Client & { channel: string }; row: StatusDraft; by: string },
  shown: StatusShown,
): Posting {
  const { told } = shown.status;
  const { language: locale, zone } = client;
  return {
    writes: [statusWrite({ ...row, state: "posted", told, endedAt: shown.now, by })],
    events: [{ subject: client.id, kind: "status-posted", data: { week: row.week } }],
    says: [
      {
        kind: "message",
        topic: "status",
        conversation: client.channel,
        guard: { kind: "channel", client: client.id },
        reader: { locale, zone },
        view: statusView(shown, messages(locale)),
      },
    ],
  };
}

export const hasChannel = (client: Client): client is Client & { channel: string } => client.channel !== null;
