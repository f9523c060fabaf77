import type { Db } from "mongodb";
import type { OutboxRow } from "../domain/outbox.ts";
import { collectionOf, reader } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";

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
  const result = await collectionOf(db, outbox).updateMany(
    { $or: [{ _id: id, state: "parked" }, ...dependents] },
    { $set: { state: "queued", notBefore: now, attempts: 0, triedSince: null, repeat: false, reason: "" } },
  );
  return result.modifiedCount;
}
