import type { Db, Document } from "mongodb";
import { z } from "zod";
import type { Actor } from "../../domain/actor.ts";
import type { Words } from "../../domain/digest.ts";
import type { Repeat } from "../../domain/repeat.ts";
import type { Comment, Request, Stage } from "../../domain/request.ts";
import { collectionOf, reader, text } from "../collection.ts";
import * as c from "../collections.ts";
import { gathered } from "../gather.ts";
import { asPlain, fits } from "../together.ts";
import type { Eyes } from "./eyes.ts";

interface RequestQuery {
  client?: string;
  stages?: readonly Stage[];
  /** One of these; null is nobody. */
  assignee?: string | readonly (string | null)[];
  /** Finished at or after. */
  doneSince?: Date;
  doneBefore?: Date;
  openedSince?: Date;
  /** The latest opened first. */
  newest?: boolean;
  /** Opened from this recurring work. */
  repeat?: string;
  limit?: number;
}

export interface RequestReads {
  requests: {
    byId(id: string): Promise<Request | undefined>;
    byNumber(client: string, number: number): Promise<Request | undefined>;
    /** The one that was made from a message, or took it in later. */
    fromMessage(ref: string): Promise<Request | undefined>;
    /** Has anybody said something about it, or worked on it? Also what the actor may not see. */
    begun(id: string): Promise<boolean>;
    /** Those of them that exist here, in no order. */
    byIds(ids: readonly string[]): Promise<Request[]>;
    list(query: RequestQuery): Promise<Request[]>;
    count(query: RequestQuery): Promise<number>;
    /** What this person could still undo: their latest step at or after `since`. */
    lastStepOf(person: string, since: Date): Promise<Request | undefined>;
  };
  /** Recurring work, seen by those who see the requests that come of it. */
  repeats: {
    byId(id: string): Promise<Repeat | undefined>;
    /** What still comes, by client. */
    active(client?: string): Promise<Repeat[]>;
  };
  comments: {
    of(request: string, limit?: number): Promise<Comment[]>;
    /** What somebody said by this act. */
    saidBy(author: string, act: string): Promise<Comment | undefined>;
    /** Of these requests, those where somebody who was never on the team has the last word the client can see. */
    unanswered(requests: readonly string[]): Promise<Map<string, Words>>;
  };
}

export function requestReads({ db, actor, own, ofClients }: Eyes): RequestReads {
  const members = reader(db, c.members, own);
  const seen = { $and: [ofClients, requestScope(actor)] };
  const requests = reader(db, c.requests, seen);
  const repeats = reader(db, c.repeats, seen);
  const comments = reader(
    db,
    c.comments,
    actor?.kind === "contact" ? { ...ofClients, internal: false } : ofClients,
  );
  return {
    requests: {
      byId: (id) => requests.one({ _id: id }),
      byNumber: (of, number) => requests.one({ client: of, number }),
      fromMessage: (ref) =>
        requests.one({ $or: [{ "source.ref": text(ref) }, { "source.also": text(ref) }] }),
      async begun(request) {
        const [said, worked] = await Promise.all([
          reader(db, c.comments, own).count({ request, removedAt: null }),
          reader(db, c.timeEntries, own).count({ request, deletedAt: null }),
        ]);
        return said + worked > 0;
      },
      byIds: async (ids) => (ids.length === 0 ? [] : requests.many({ _id: { $in: [...ids] } })),
      list: (query) =>
        requests.many(requestFilter(query), {
          sort: query.doneSince ? { doneAt: -1 } : query.newest ? { openedAt: -1 } : { client: 1, number: 1 },
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
    repeats: {
      byId: (id) => repeats.one({ _id: id }),
      active: (of) =>
        repeats.many(
          { endedAt: null, ...(of === undefined ? {} : { client: of }) },
          { sort: { client: 1, title: 1 } },
        ),
    },
    comments: {
      of: async (request, limit = 50) =>
        (await requests.one({ _id: request }))
          ? (await comments.many({ request, removedAt: null }, { sort: { at: -1 }, limit })).reverse()
          : [],
      saidBy: (author, act) => comments.one({ author, keys: act, removedAt: null }),
      async unanswered(ids) {
        const asked = gathered<Asked, LastWord | null>(db, "last words", (all) => lastWords(db, all));
        const found = await Promise.all(ids.map((request) => asked.load({ scope: ofClients, request })));
        const words = found.filter((word) => word !== null);
        const authors = [...new Set(words.map(({ last: [author] }) => author))];
        const known = authors.length === 0 ? [] : await members.many({ person: { $in: authors } });
        const team = new Set(known.map((one) => one.person));
        return new Map(
          words.flatMap(({ _id, last: [author, by, at] }) => (team.has(author) ? [] : [[_id, { by, at }]])),
        );
      },
    },
  };
}

const lastWord = z.object({
  _id: z.string(),
  desk: z.string(),
  client: z.string(),
  last: z.tuple([z.string(), z.string(), z.date()]),
});
type LastWord = z.infer<typeof lastWord>;

interface Asked {
  scope: Document;
  request: string;
}

/** The last word that clients can see, of each request; null where there is none, or not in its scope. */
async function lastWords(db: Db, asked: readonly Asked[]): Promise<(LastWord | null)[]> {
  const requests = [...new Set(asked.map(({ request }) => request))];
  const desks = [...new Set(asked.map(({ scope }) => scope["desk"] as string))];
  const match = { desk: { $in: desks }, request: { $in: requests }, internal: false, removedAt: null };
  const last = { $top: { sortBy: { at: -1 }, output: ["$author", "$authorName", "$at"] } };
  const group = { _id: "$request", desk: { $first: "$desk" }, client: { $first: "$client" }, last };
  const found = await collectionOf(db, c.comments)
    .aggregate([{ $match: match }, { $group: group }])
    .toArray();
  const byRequest = new Map(found.map((row) => [row["_id"] as string, lastWord.parse(row)]));
  return asked.map(({ scope, request }) => {
    const word = byRequest.get(request);
    return word && fits(word, asPlain(scope) ?? { desk: "" }) ? word : null;
  });
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

function requestFilter(query: RequestQuery): Document {
  const { client, stages, assignee, doneSince, doneBefore, openedSince, repeat } = query;
  return {
    ...(client === undefined ? {} : { client }),
    ...(openedSince === undefined ? {} : { openedAt: { $gte: openedSince } }),
    ...(repeat === undefined ? {} : { "repeat.id": text(repeat) }),
    ...(stages === undefined ? {} : { stage: { $in: stages } }),
    ...(assignee === undefined
      ? {}
      : { assignee: typeof assignee === "string" ? assignee : { $in: [...assignee] } }),
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
