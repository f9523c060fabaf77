import type { Db } from "mongodb";
import { type Burst, together } from "../../domain/burst.ts";
import { collectionOf, reader } from "../collection.ts";
import { bursts } from "../collections.ts";
import { insertOnce } from "../insert-once.ts";

const KEPT_MS = 3_600_000;

export interface Said {
  /** The channel's address. */
  address: string;
  person: string;
  at: Date;
  /** The request that it becomes if nothing came before it. */
  request: string;
  /** One that takes nothing in any more. */
  but?: string | undefined;
}

/**
 * The request that something said belongs to: that of what the same person said there shortly before (or after, where words overtook each
 * other), else the one it brings. However many processes ask at once, all get the same.
 */
export async function burstOf(db: Db, { address, person, at, request, but }: Said): Promise<string> {
  const rows = collectionOf(db, bursts);
  const id = `${address}|${person}`;
  const own: Burst = { id, request, since: at, expiresAt: new Date(at.getTime() + KEPT_MS) };
  for (;;) {
    const known = await reader(db, bursts).one({ _id: id });
    if (!known) {
      if (await insertOnce(db, bursts, own)) return request;
      continue;
    }
    if (known.request !== but && together(known.since, at)) return known.request;
    // Words of long ago that come late leave alone what is going on now.
    if (at < known.since) return request;
    const { id: _, ...begun } = own;
    const moved = await rows.updateOne({ _id: id, request: known.request }, { $set: begun });
    if (moved.matchedCount === 1) return request;
  }
}
