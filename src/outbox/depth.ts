import type { Db } from "mongodb";
import { collectionOf } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";
import type { Clock } from "../time/clock.ts";
import { open } from "./sending.ts";

/** How many messages wait, by state (set-aside ones too), and for how many seconds the oldest due one has. */
export async function outboxDepth(
  db: Db,
  clock: Clock,
): Promise<{ depth: Record<string, number>; oldestSeconds: number }> {
  const now = clock.now();
  const rows = collectionOf(db, outbox);
  const [counts, oldest] = await Promise.all([
    rows
      .aggregate([
        { $match: { state: { $in: [...open, "parked"] } } },
        { $group: { _id: "$state", count: { $sum: 1 } } },
      ])
      .toArray(),
    rows.findOne(
      { state: { $in: [...open] }, notBefore: { $lte: now } },
      { sort: { notBefore: 1 }, projection: { notBefore: 1 } },
    ),
  ]);
  const depth = Object.fromEntries([...open, "parked"].map((state) => [state, 0]));
  for (const row of counts) depth[String(row["_id"])] = Number(row["count"]);
  const since = oldest?.["notBefore"] as Date | undefined;
  return { depth, oldestSeconds: since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0 };
}
