import type { Db } from "mongodb";
import type { Calendared } from "../domain/desk.ts";
import type { Request } from "../domain/request.ts";
import type { Timer } from "../domain/time-entry.ts";
import { collectionOf, fromStored, reader } from "./collection.ts";
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
  calendarsUntil(year: number): AsyncIterable<Calendared>;
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
    async *calendarsUntil(year) {
      // Asked for like this, the index of those who have any is used.
      const ending = { "off.until": { $gt: 0, $lt: year } };
      for await (const stored of collectionOf(db, c.desks).find(ending))
        yield { kind: "desk", whose: fromStored(c.desks, stored) };
      for await (const stored of collectionOf(db, c.members).find(ending))
        yield { kind: "member", whose: fromStored(c.members, stored) };
      for await (const stored of collectionOf(db, c.clients).find(ending))
        yield { kind: "client", whose: fromStored(c.clients, stored) };
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
