import type { ChangeStream, Db } from "mongodb";
import type { Log } from "../log.ts";
import { collectionOf } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";

/** Whoever wrote a row nudges its own sender first; the others look a moment later. */
const AFTER_MS = 200;
const AGAIN_MS = 5_000;

/**
 * Hears of rows that any process adds to the outbox; `begun` hears when that starts, since what came before went unheard. Where
 * there is no change stream the sweep finds them. Returns how to end it.
 */
export function followOutbox(
  db: Db,
  log: Log,
  heard: (conversations: readonly string[]) => void,
  begun: () => void,
): () => Promise<void> {
  const fresh = new Set<string>();
  let stream: ChangeStream | undefined;
  let timer: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;

  function tell(): void {
    timer = undefined;
    const conversations = [...fresh];
    fresh.clear();
    heard(conversations);
  }

  async function open(): Promise<void> {
    // A stream takes a while to open; from this moment on it must hear everything.
    const { operationTime } = await db.command({ ping: 1 });
    if (stopped) return;
    stream = collectionOf(db, outbox).watch(
      [{ $match: { operationType: "insert" } }, { $project: { "fullDocument.conversation": 1 } }],
      operationTime === undefined ? {} : { startAtOperationTime: operationTime },
    );
    begun();
    stream.on("change", (change) => {
      const doc = "fullDocument" in change ? change.fullDocument : undefined;
      if (!doc) return;
      fresh.add(String(doc["conversation"]));
      timer ??= setTimeout(tell, AFTER_MS).unref();
    });
    stream.on("error", broken);
  }

  function broken(error: unknown): void {
    if (stopped) return;
    log.warn({ err: error }, "following the outbox broke off; the sweep finds what comes");
    stream?.close().catch(() => undefined);
    clearTimeout(again);
    again = setTimeout(start, AGAIN_MS).unref();
  }

  let opening: Promise<void> | undefined;
  function start(): void {
    opening = open().catch(broken);
  }

  start();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    clearTimeout(again);
    await opening;
    await stream?.close().catch(() => undefined);
  };
}
