import type { Db, Document } from "mongodb";
import { z } from "zod";
import type { Actor } from "../../domain/actor.ts";
import type { TimeEntry } from "../../domain/time-entry.ts";
import { collectionOf, reader } from "../collection.ts";
import * as c from "../collections.ts";
import { gathered } from "../gather.ts";
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

export interface TimeSum {
  request: string | null;
  kind: string;
  minutes: number;
}

interface ClientDays {
  client: string;
  from: string;
  to: string;
}

type Amount = Pick<TimeEntry, "id" | "client" | "minutes" | "deletedAt">;

export interface TimeReads {
  time: {
    byCode(code: string): Promise<TimeEntry | undefined>;
    /** Without deleted entries, oldest first. */
    list(query: TimeQuery): Promise<TimeEntry[]>;
    /** Their minutes, added up. */
    minutes(query: Omit<TimeQuery, "limit">): Promise<number>;
    /** Those of them that are there, in no order, deleted ones included. */
    byIds(ids: readonly string[]): Promise<TimeEntry[]>;
    /** The same, only what they come to: for thousands. */
    amounts(ids: readonly string[]): Promise<Amount[]>;
    /** Their minutes, added up by request and kind of work. */
    sums(query: Omit<TimeQuery, "limit">): Promise<TimeSum[]>;
    /** Minutes by client, each within its own local days, both included. All of it in one query. */
    used(periods: readonly ClientDays[]): Promise<Map<string, number>>;
    /** What this person's latest act at or after `since` left, by day: one entry, or more where it went over midnight. */
    lastBy(person: string, since: Date): Promise<TimeEntry[]>;
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
      async sums(query) {
        const by = { request: "$request", kind: "$kind" };
        const found = await collectionOf(db, c.timeEntries)
          .aggregate([
            { $match: { $and: [scope, timeFilter(query)] } },
            { $group: { _id: by, minutes: { $sum: "$minutes" } } },
            { $replaceWith: { $mergeObjects: ["$_id", { minutes: "$minutes" }] } },
          ])
          .toArray();
        return found.map((row) => timeSum.parse(row));
      },
      async used(periods) {
        const asked = gathered<Asked, number>(db, "time used", (all) => minutesOf(db, all));
        const minutes = await Promise.all(periods.map((period) => asked.load({ scope, ...period })));
        return new Map(
          periods.flatMap(({ client }, i): [string, number][] =>
            minutes[i] === undefined ? [] : [[client, minutes[i]]],
          ),
        );
      },
      async amounts(ids) {
        if (ids.length === 0) return [];
        const found = await collectionOf(db, c.timeEntries)
          .find({ $and: [scope, { _id: { $in: [...ids] } }] })
          .project<Omit<Amount, "id"> & { _id: string }>({ client: 1, minutes: 1, deletedAt: 1 })
          .toArray();
        return found.map(({ _id: id, client, minutes, deletedAt }) => ({ id, client, minutes, deletedAt }));
      },
      async lastBy(person, since) {
        // What was cut back was nobody's act.
        const theirs = { person, deletedAt: null, trimmed: false };
        const latest = { sort: { createdAt: -1 }, limit: 1 } as const;
        const [last] = await entries.many({ ...theirs, createdAt: { $gte: since } }, latest);
        const { createdAt, source } = last ?? {};
        return last ? entries.many({ ...theirs, createdAt, source }, { sort: { date: 1 } }) : [];
      },
    },
  };
}

const timeSum = z.object({ request: z.string().nullable(), kind: z.string(), minutes: z.number() });

interface Asked extends ClientDays {
  scope: Document;
}

/** In as few queries as there are different days or scopes of one client, which is nearly always one. */
async function minutesOf(db: Db, asked: readonly Asked[]): Promise<number[]> {
  const rounds: Asked[][] = [];
  for (const one of asked) {
    const agrees = (other: Asked) => other.client !== one.client || daysOf(other) === daysOf(one);
    const round = rounds.find((others) => others.every(agrees));
    if (round) round.push(one);
    else rounds.push([one]);
  }
  const sums = new Map<Asked, number>();
  for (const round of rounds) {
    const found = await sumsOf(db, round);
    for (const one of round) sums.set(one, found.get(one.client) ?? 0);
  }
  return asked.map((one) => sums.get(one) ?? 0);
}

const daysOf = ({ scope, from, to }: Asked): string => JSON.stringify([scope, from, to]);

/** Minutes by client. Most clients share their days, and so one range of the index each. */
async function sumsOf(db: Db, asked: readonly Asked[]): Promise<Map<string, number>> {
  const clients = new Map<string, Set<string>>();
  for (const one of asked) clients.set(daysOf(one), (clients.get(daysOf(one)) ?? new Set()).add(one.client));
  const of = [...clients].map(([days, those]) => {
    const [scope, from, to] = JSON.parse(days) as [Document, string, string];
    return { $and: [scope, { client: { $in: [...those] }, date: { $gte: from, $lte: to } }] };
  });
  const found = await collectionOf(db, c.timeEntries)
    .aggregate([
      { $match: { deletedAt: null, $or: of } },
      { $group: { _id: "$client", minutes: { $sum: "$minutes" } } },
    ])
    .toArray();
  return new Map(found.map((row) => [String(row["_id"]), Number(row["minutes"])]));
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
