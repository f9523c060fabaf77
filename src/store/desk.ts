import type { Db, Document, MongoClient } from "mongodb";
import { type Actor, clientsOf } from "../domain/actor.ts";
import type { Client, Contact, Desk, Member } from "../domain/desk.ts";
import type { EventDraft } from "../domain/event.ts";
import type { Card, Say } from "../domain/outbox.ts";
import type { Comment, Request, Stage } from "../domain/request.ts";
import type { Schedule } from "../domain/schedule.ts";
import { type StatusDraft, statusId } from "../domain/status-draft.ts";
import type { TimeEntry, Timer } from "../domain/time-entry.ts";
import { collectionOf, reader } from "./collection.ts";
import * as c from "./collections.ts";
import { commit, type Write } from "./commit.ts";

export interface RequestQuery {
  client?: string;
  stages?: readonly Stage[];
  assignee?: string;
  /** Finished at or after. */
  doneSince?: Date;
  doneBefore?: Date;
  limit?: number;
}

export interface TimeQuery {
  /** Local days, both included. */
  from?: string;
  to?: string;
  client?: string;
  person?: string;
  request?: string;
  limit?: number;
}

/**
 * Everything a command or job may read and write: one desk, seen with the eyes of one actor (null: the desk's own jobs). What the
 * actor may not see does not exist here.
 */
export interface DeskStore {
  desk(): Promise<Desk>;
  clients: {
    byId(id: string): Promise<Client | undefined>;
    /** By present or former code. */
    byCode(code: string): Promise<Client | undefined>;
    list(): Promise<Client[]>;
    /** True if any client of the desk has or had this code, seen or unseen. */
    codeTaken(code: string): Promise<boolean>;
  };
  members: { byPerson(person: string): Promise<Member | undefined>; list(): Promise<Member[]> };
  contacts: {
    list(client: string): Promise<Contact[]>;
    byPerson(client: string, person: string): Promise<Contact | undefined>;
  };
  requests: {
    byId(id: string): Promise<Request | undefined>;
    byNumber(client: string, number: number): Promise<Request | undefined>;
    /** Those of them that exist here, in no order. */
    byIds(ids: readonly string[]): Promise<Request[]>;
    list(query: RequestQuery): Promise<Request[]>;
    count(query: RequestQuery): Promise<number>;
    /** What this person could still undo: their latest step at or after `since`. */
    lastStepOf(person: string, since: Date): Promise<Request | undefined>;
  };
  comments: { of(request: string, limit?: number): Promise<Comment[]> };
  time: {
    byCode(code: string): Promise<TimeEntry | undefined>;
    /** Without deleted entries, oldest first. */
    list(query: TimeQuery): Promise<TimeEntry[]>;
    /** Their minutes, added up. */
    minutes(query: Omit<TimeQuery, "limit">): Promise<number>;
    /** Entries of this client that it has not been told of, on or after this local day. */
    untold(client: string, from: string): Promise<TimeEntry[]>;
    /** Entries reported to this client that differ from what was reported, deleted ones included. */
    changedSinceReported(client: string): Promise<TimeEntry[]>;
    lastBy(person: string, since: Date): Promise<TimeEntry | undefined>;
  };
  timers: { of(person: string): Promise<Timer | undefined>; running(): Promise<Timer[]> };
  cards: { of(request: string): Promise<Card[]> };
  statuses: {
    /** The weekly status of a client for an ISO week (`2026-W48`), if it was begun. */
    of(client: string, week: string): Promise<StatusDraft | undefined>;
    /** The last one that was posted. */
    lastPosted(client: string): Promise<StatusDraft | undefined>;
    /** The latest that waits for a word. */
    open(client: string): Promise<StatusDraft | undefined>;
  };
  /** What runs for a member, a client or the desk, as it stands. */
  schedules: { of(subject: string): Promise<Schedule[]> };
  /** The next number of a client's requests. Taken at once, never given again. */
  nextNumber(client: string): Promise<number>;
  commit(change: {
    writes: readonly Write[];
    events?: readonly EventDraft[];
    says?: readonly Say[];
  }): Promise<void>;
}

/** Who does something, by which act, from where, when. */
export interface Act {
  /** Names the act; `commit` uses it once. */
  key: string;
  by: string;
  platform: string;
  now: Date;
}

interface Scope extends Act {
  desk: string;
  actor: Actor | null;
  /** Hears which collections may carry something to move out. */
  committed(names: readonly string[]): void;
}

/** A store that can't leave its desk, nor see past its actor. */
export function deskStore(client: MongoClient, db: Db, scope: Scope): DeskStore {
  const { desk, actor } = scope;
  const own = { desk };
  const visible = actor ? clientsOf(actor) : null;
  const clientScope: Document = visible === null ? own : { desk, client: { $in: visible } };
  const clients = reader(db, c.clients, visible === null ? own : { desk, _id: { $in: visible } });
  const allClients = reader(db, c.clients, own);
  const members = reader(db, c.members, own);
  const contacts = reader(db, c.contacts, { ...clientScope, removedAt: null });
  const requests = reader(db, c.requests, { $and: [clientScope, requestScope(actor)] });
  const comments = reader(
    db,
    c.comments,
    actor?.kind === "contact" ? { ...clientScope, internal: false } : clientScope,
  );
  const entries = reader(db, c.timeEntries, { $and: [clientScope, timeScope(actor)] });
  const statuses = reader(db, c.statusDrafts, clientScope);
  const timers = reader(db, c.timers, actor ? {} : own);
  let commits = 0;

  return {
    async desk() {
      const found = await reader(db, c.desks).one({ _id: desk });
      if (!found) throw new Error(`desk ${desk} is gone`);
      return found;
    },
    clients: {
      byId: (id) => clients.one({ _id: id }),
      byCode: async (code) =>
        (await clients.one({ code: code.toUpperCase() })) ?? clients.one({ formerCodes: code.toUpperCase() }),
      list: () => clients.many({ archivedAt: null }, { sort: { code: 1 } }),
      codeTaken: async (code) => (await allClients.count({ $or: [{ code }, { formerCodes: code }] })) > 0,
    },
    members: {
      byPerson: (person) => members.one({ person, removedAt: null }),
      list: () => members.many({ removedAt: null }, { sort: { _id: 1 } }),
    },
    contacts: {
      list: (of) => contacts.many({ client: of }),
      byPerson: (of, person) => contacts.one({ client: of, person }),
    },
    requests: {
      byId: (id) => requests.one({ _id: id }),
      byNumber: (of, number) => requests.one({ client: of, number }),
      byIds: async (ids) => (ids.length === 0 ? [] : requests.many({ _id: { $in: [...ids] } })),
      list: (query) =>
        requests.many(requestFilter(query), {
          sort: query.doneSince ? { doneAt: -1 } : { client: 1, number: 1 },
          ...(query.limit === undefined ? {} : { limit: query.limit }),
        }),
      count: (query) => requests.count(requestFilter(query)),
      lastStepOf: async (person, since) =>
        (
          await requests.many(
            { "before.by": person, "before.at": { $gte: since } },
            { sort: { "before.at": -1 }, limit: 1 },
          )
        )[0],
    },
    comments: {
      of: async (request, limit = 50) =>
        (await comments.many({ request }, { sort: { at: -1 }, limit })).reverse(),
    },
    time: {
      byCode: (code) => entries.one({ code, deletedAt: null }),
      list: (query) =>
        entries.many(timeFilter(query), {
          sort: { date: 1, createdAt: 1 },
          ...(query.limit === undefined ? {} : { limit: query.limit }),
        }),
      async minutes(query) {
        const match = { $and: [clientScope, timeScope(actor), timeFilter(query)] };
        const [sum] = await collectionOf(db, c.timeEntries)
          .aggregate([{ $match: match }, { $group: { _id: null, minutes: { $sum: "$minutes" } } }])
          .toArray();
        return Number(sum?.["minutes"] ?? 0);
      },
      untold: (of, from) =>
        entries.many(
          { client: of, date: { $gte: from }, deletedAt: null, "reported.client": { $ne: of } },
          { sort: { date: 1, createdAt: 1 } },
        ),
      changedSinceReported: (of) =>
        entries.many({
          "reported.client": of,
          $or: [
            { deletedAt: { $ne: null } },
            { $expr: { $ne: ["$minutes", "$reported.minutes"] } },
            { $expr: { $ne: ["$client", "$reported.client"] } },
          ],
        }),
      lastBy: async (person, since) =>
        (
          await entries.many(
            { person, deletedAt: null, createdAt: { $gte: since } },
            { sort: { createdAt: -1 }, limit: 1 },
          )
        )[0],
    },
    timers: {
      of: (person) => timers.one({ _id: person }),
      running: () => reader(db, c.timers, own).many({}),
    },
    cards: { of: (request) => reader(db, c.cards, own).many({ request }) },
    statuses: {
      of: (of, week) => statuses.one({ _id: statusId(of, week) }),
      lastPosted: async (of) =>
        (await statuses.many({ client: of, state: "posted" }, { sort: { postedAt: -1 }, limit: 1 }))[0],
      open: async (of) =>
        (await statuses.many({ client: of, state: "draft" }, { sort: { week: -1 }, limit: 1 }))[0],
    },
    schedules: { of: (subject) => reader(db, c.schedules, own).many({ subject }) },
    async nextNumber(of) {
      const counter = await db
        .collection<{ _id: string; n: number }>("counters")
        .findOneAndUpdate(
          { _id: `${desk}|${of}` },
          { $inc: { n: 1 } },
          { upsert: true, returnDocument: "after" },
        );
      if (!counter) throw new Error("no counter");
      return counter.n;
    },
    async commit({ writes, events = [], says = [] }) {
      const { by, platform, now } = scope;
      const key = commits === 0 ? scope.key : `${scope.key}+${commits}`;
      commits += 1;
      await commit(client, db, { desk, key, by, platform, at: now, writes, events, says });
      scope.committed(writes.map((write) => write.in.name));
    },
  };
}

/** Contacts see what is filed for their client and what is their own; subcontractors what is theirs to do. */
function requestScope(actor: Actor | null): Document {
  if (!actor) return {};
  const me = actor.person.id;
  switch (actor.role) {
    case "owner":
    case "assistant":
      return {};
    case "subcontractor":
      return { assignee: me };
    case "contact":
      return { $or: [{ audience: "client" }, { requester: me }, { people: me }] };
    default:
      return actor satisfies never;
  }
}

/** A subcontractor's time is their own; owners and assistants see the desk's. */
function timeScope(actor: Actor | null): Document {
  return actor?.role === "subcontractor" ? { person: actor.person.id } : {};
}

function requestFilter(query: RequestQuery): Document {
  const { client, stages, assignee, doneSince, doneBefore } = query;
  return {
    ...(client === undefined ? {} : { client }),
    ...(stages === undefined ? {} : { stage: { $in: stages } }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(doneSince === undefined && doneBefore === undefined
      ? {}
      : {
          doneAt: {
            ...(doneSince === undefined ? {} : { $gte: doneSince }),
            ...(doneBefore === undefined ? {} : { $lt: doneBefore }),
          },
        }),
  };
}

function timeFilter({ from, to, client, person, request }: TimeQuery): Document {
  return {
    deletedAt: null,
    ...(from === undefined && to === undefined
      ? {}
      : {
          date: { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lte: to }) },
        }),
    ...(client === undefined ? {} : { client }),
    ...(person === undefined ? {} : { person }),
    ...(request === undefined ? {} : { request }),
  };
}
