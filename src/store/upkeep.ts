import type { Db } from "mongodb";
import type { Client, Desk, Member } from "../domain/desk.ts";
import type { Request } from "../domain/request.ts";
import type { Timer } from "../domain/time-entry.ts";
import { collectionOf, reader } from "./collection.ts";
import * as c from "./collections.ts";

const DAY_MS = 86_400_000;
const OCCURRENCES_KEPT_DAYS = 90;
const CONVERSATIONS_KEPT_DAYS = 30;
const DROPPED_KEPT_DAYS = 45;

/** Looking after everything at once, over all desks. Only system jobs hold it. */
export interface Upkeep {
  /** Timers of all desks started at or before. */
  runningTimers(startedBefore: Date): Promise<Timer[]>;
  /** Requests whose promises ask for a warning or break by now, the most pressing first. */
  promisesDue(now: Date, limit: number): Promise<Request[]>;
  /** Whose public holidays are known for no later year than before this one. */
  calendarsUntil(year: number): Promise<{ desks: Desk[]; members: Member[]; clients: Client[] }>;
  /** Removes what nobody will ask for again. Returns how many documents went, by collection. */
  tidy(now: Date): Promise<Record<string, number>>;
}

export function upkeep(db: Db): Upkeep {
  return {
    runningTimers: (startedBefore) => reader(db, c.timers).many({ startedAt: { $lte: startedBefore } }),
    promisesDue: (now, limit) =>
      reader(db, c.requests).many(
        { promiseAt: { $type: "date", $lte: now } },
        { sort: { promiseAt: 1 }, limit },
      ),
    async calendarsUntil(year) {
      const ending = { "off.until": { $lt: year } };
      const [desks, members, clients] = await Promise.all([
        reader(db, c.desks).many(ending),
        reader(db, c.members).many(ending),
        reader(db, c.clients).many(ending),
      ]);
      return { desks, members, clients };
    },
    async tidy(now) {
      const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
      const [occurrences, conversations, outbox] = await Promise.all([
        // Events and messages that still ride in one must be moved out first.
        collectionOf(db, c.occurrences).deleteMany({
          state: { $ne: "due" },
          finishedAt: { $type: "date", $lt: before(OCCURRENCES_KEPT_DAYS) },
          "pending.id": { $exists: false },
        }),
        collectionOf(db, c.conversations).deleteMany({
          leaseUntil: { $lt: before(CONVERSATIONS_KEPT_DAYS) },
          nextAllowedAt: { $lt: before(CONVERSATIONS_KEPT_DAYS) },
        }),
        collectionOf(db, c.outbox).deleteMany({
          state: { $in: ["dropped", "held", "told"] },
          createdAt: { $lt: before(DROPPED_KEPT_DAYS) },
        }),
      ]);
      return {
        occurrences: occurrences.deletedCount,
        conversations: conversations.deletedCount,
        outbox: outbox.deletedCount,
      };
    },
  };
}
