import type { Client } from "./domain/desk.ts";
import type { EventDraft } from "./domain/event.ts";
import { type PackageUse, periodOf } from "./domain/hours.ts";
import type { Say } from "./domain/outbox.ts";
import { forClient, type Stage } from "./domain/request.ts";
import { finishedSince, sinceOf, statusOf, timeForClient } from "./domain/status.ts";
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
  const [open, ended, present] = await Promise.all([
    store.statuses.open(client.id),
    store.statuses.ended(client.id),
    store.statuses.of(client.id, key),
  ]);
  if (open && open.week >= lastWeek && ended.every(({ week }) => week < open.week)) return open;
  return present ?? newStatus({ desk: client.desk, client: client.id, week: key });
}

/** What the client would read now. */
export async function statusNow(
  { store, now }: Reads,
  client: Client,
  row: StatusDraft,
): Promise<StatusShown> {
  const of = { client: client.id };
  const before = await store.statuses.ended(client.id);
  const since = sinceOf(before, client.zone, now);
  const period = periodOf(client, now);
  const [open, finished, fresh, told, used, clients] = await Promise.all([
    store.requests.list({ ...of, stages: OPEN }),
    store.requests.list({ ...of, stages: ["done"], doneSince: finishedSince(since) }),
    store.time.list({ ...of, from: since.day }),
    store.time.byIds([...believed(before).keys()]),
    store.time.minutes({ ...of, from: period.from, to: period.to }),
    store.clients.list(),
  ]);
  const others = clients.filter(({ id }) => id !== client.id);
  const entries = [...new Map([...told, ...fresh].map((entry) => [entry.id, entry])).values()];
  const time = entries.map((entry) => {
    const shown = timeForClient(entry, client.id);
    // A kind of work is a label that anybody on the team made up.
    return others.some((other) => named(shown.kind, other)) ? { ...shown, kind: "" } : shown;
  });
  const known = new Map([...open, ...finished].map((request) => [request.id, request]));
  const missing = new Set(
    time.flatMap(({ request }) => (request === null || known.has(request) ? [] : [request])),
  );
  const worked = (await store.requests.byIds([...missing])).filter((request) => request.client === client.id);
  const requests = [...known.values(), ...worked].map((request) => forClient(request, null));
  const status = statusOf({ since, requests, time, before });
  const use: PackageUse = { period, used, of: client.package?.minutes ?? null };
  return { status, words: row.words, client, use, now };
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
