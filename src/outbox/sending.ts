import type { Db } from "mongodb";
import type { OutboxRow } from "../domain/outbox.ts";
import type { First } from "../first.ts";
import type { Log } from "../log.ts";
import type { Platform } from "../platform.ts";
import { collectionOf } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";
import type { Stores } from "../store/index.ts";
import type { Clock } from "../time/clock.ts";
import type { RenderCard } from "./cards.ts";
import { type Lease, LeaseLost } from "./lease.ts";

export interface SenderConfig {
  db: Db;
  stores: Stores;
  platforms: ReadonlyMap<string, Platform>;
  renderCard: RenderCard;
  clock: Clock;
  log: Log;
  /** Whom delivery gives way to. */
  first?: Pick<First, "pressed" | "whenOver">;
  /** Hears where a conversation is. */
  routed?(conversation: string, address: string): void;
  /** Called at numbered points between claim and record; tests end the process there. */
  at?(point: "leased" | "marked" | "sent" | "recorded"): void;
}

/** Rows in these states are still to be dealt with, in order. */
export const open: readonly OutboxRow["state"][] = ["queued", "retry", "unknown", "sending"];
/** Begun, and their outcome not known (yet). */
export const inFlight: readonly OutboxRow["state"][] = ["unknown", "sending"];

/** What became of a row: done with, so many ms of rest for the conversation; or it keeps the conversation waiting. */
export type Step = { restMs: number } | "wait";
export const next: Step = { restMs: 0 };

/** Writes to a row as the holder of its conversation. @throws LeaseLost if a later holder has written to it */
export async function settle(
  { db }: Pick<SenderConfig, "db">,
  row: OutboxRow,
  lease: Lease,
  change: Partial<OutboxRow>,
): Promise<void> {
  const result = await collectionOf(db, outbox).updateOne(
    { _id: row.id, fence: { $lte: lease.fence } },
    { $set: { ...change, fence: lease.fence } },
  );
  if (result.matchedCount === 0) throw new LeaseLost(row.id);
}

export const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
