import type { Db } from "mongodb";
import { collectionOf } from "../store/collection.ts";
import { homes } from "../store/collections.ts";
import type { Pending } from "../store/commit.ts";

/**
 * What happened at a desk may show in the homes that are open there, and in that of who did it. One that is known to be stale already isn't
 * written again, however much happens until it is drawn.
 */
export async function raiseHomes(
  db: Db,
  waiting: readonly Pick<Pending, "desk" | "by" | "at">[],
): Promise<void> {
  const desks = [...new Set(waiting.map(({ desk }) => desk))];
  const people = [...new Set(waiting.map(({ by }) => by))];
  const latest = new Date(Math.max(...waiting.map(({ at }) => at.getTime())));
  await collectionOf(db, homes).updateMany(
    {
      $or: [{ desks: { $in: desks } }, { person: { $in: people } }],
      stale: false,
      openUntil: { $gt: latest },
    },
    { $set: { stale: true, waiting: true } },
  );
}
