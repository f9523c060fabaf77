import type { Document } from "mongodb";
import type { Actor } from "../../domain/actor.ts";
import type { TimeEntry } from "../../domain/time-entry.ts";
import { collectionOf, reader } from "../collection.ts";
import * as c from "../collections.ts";
import type { Eyes } from "./eyes.ts";

interface TimeQuery {
  /** Local days, both included. */
  from?: string;
  to?: string;
  client?: string;
  person?: string;
  request?: string;
  limit?: number;
}

export interface TimeReads {
  time: {
    byCode(code: string): Promise<TimeEntry | undefined>;
    /** Without deleted entries, oldest first. */
    list(query: TimeQuery): Promise<TimeEntry[]>;
    /** Their minutes, added up. */
    minutes(query: Omit<TimeQuery, "limit">): Promise<number>;
    /** Those of them that are there, in no order, deleted ones included. */
    byIds(ids: readonly string[]): Promise<TimeEntry[]>;
    lastBy(person: string, since: Date): Promise<TimeEntry | undefined>;
  };
}

export function timeReads({ db, actor, ofClients }: Eyes): TimeReads {
  const scope = { $and: [ofClients, timeScope(actor)] };
  const entries = reader(db, c.timeEntries, scope);
  return {
    time: {
      byCode: (code) => entries.one({ code, deletedAt: null }),
      list: (query) =>
        entries.many(timeFilter(query), {
          sort: { date: 1, createdAt: 1 },
          ...(query.limit === undefined ? {} : { limit: query.limit }),
        }),
      async minutes(query) {
        const match = { $and: [scope, timeFilter(query)] };
        const [sum] = await collectionOf(db, c.timeEntries)
          .aggregate([{ $match: match }, { $group: { _id: null, minutes: { $sum: "$minutes" } } }])
          .toArray();
        return Number(sum?.["minutes"] ?? 0);
      },
      byIds: async (ids) => (ids.length === 0 ? [] : entries.many({ _id: { $in: [...ids] } })),
      lastBy: async (person, since) =>
        (
          await entries.many(
            { person, deletedAt: null, createdAt: { $gte: since } },
            { sort: { createdAt: -1 }, limit: 1 },
          )
        )[0],
    },
  };
}

/** A subcontractor's time is their own; owners and assistants see the desk's. */
function timeScope(actor: Actor | null): Document {
  return actor?.role === "subcontractor" ? { person: actor.person.id } : {};
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
