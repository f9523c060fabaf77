import type { Db, Document } from "mongodb";
import { directTo, type OutboxRow } from "../domain/outbox.ts";
import { collectionOf, reader } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";
import type { Stores } from "../store/index.ts";

/** What was set aside, oldest first. */
export const parkedRows = (db: Db): Promise<OutboxRow[]> =>
  reader(db, outbox).many({ state: "parked" }, { sort: { order: 1, _id: 1 }, limit: 500 });

/** Puts a row that was set aside back in its place in its conversation, with what waited for its card. Returns how many. */
export async function retryParked(db: Db, id: string, now: Date): Promise<number> {
  const row = await reader(db, outbox).one({ _id: id, state: "parked" });
  if (!row) return 0;
  const { conversation, card } = row;
  const dependents =
    card === null ? [] : [{ conversation, threadOf: card, state: "parked", reason: "card-parked" }];
  return requeue(db, { $or: [{ _id: id, state: "parked" }, ...dependents] }, now);
}

async function requeue(db: Db, filter: Document, now: Date): Promise<number> {
  const result = await collectionOf(db, outbox).updateMany(filter, {
    $set: { state: "queued", notBefore: now, attempts: 0, triedSince: null, repeat: false, reason: "" },
  });
  return result.modifiedCount;
}

/** Written before the reason of what was set aside because the bot was away from a whole workspace. */
export const AWAY = "away: ";
/** What nobody wants to read days later. */
const FLEETING: readonly OutboxRow["topic"][] = ["digest", "status", "nudge"];
const FLEETING_MS = 24 * 3_600_000;

/**
 * Puts back what was set aside while the bot was away from a workspace, where it can be reached there: its channels, and people known in it.
 * What was of its day only, and is older, stays set aside.
 */
export async function resumeWorkspace(
  db: Db,
  { system }: Stores,
  platform: string,
  workspace: string,
  now: Date,
): Promise<number> {
  const start = `${platform}|${workspace}|`;
  const people = await system.peopleIn(platform, workspace);
  const away = { state: "parked", reason: { $in: ["card-parked", new RegExp(`^${AWAY}`)] } };
  const there = [
    { conversation: { $gte: start, $lt: `${start}\uffff` } },
    { conversation: { $in: people.map(directTo) } },
  ];
  const fresh = new Date(now.getTime() - FLEETING_MS);
  const wanted = [{ topic: { $nin: [...FLEETING] } }, { createdAt: { $gte: fresh } }];
  return requeue(db, { ...away, $and: [{ $or: there }, { $or: wanted }] }, now);
}
