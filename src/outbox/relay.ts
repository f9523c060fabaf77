import type { Db, Document } from "mongodb";
import { type Card, cardId, isUnasked, type OutboxRow, type Say } from "../domain/outbox.ts";
import type { Log } from "../log.ts";
import { type CollectionSpec, collectionOf, toStored } from "../store/collection.ts";
import { allCollections, cards, events, outbox } from "../store/collections.ts";
import type { Pending } from "../store/commit.ts";
import { raiseHomes } from "./raise-homes.ts";

const BATCH = 500;
/** What is changed within the same breath is moved in one go; where many change something, a breath is longer. */
const GATHER_MS = { few: 20, many: 100 };
const MANY = 5;

export interface Relay {
  /** Something may be waiting in these collections. Returns at once; several calls become one round. */
  nudge(names: readonly string[]): void;
  /** Moves out everything that waits, in all collections; for the sweep and for a clean stop. */
  drain(): Promise<void>;
}

/**
 * Moves events and messages from the documents that carry them to `events` and `outbox`. Ids come from the key of the act, so
 * moving twice changes nothing. `onMoved` hears which conversations have something new; `at` is for tests, which end the process there.
 */
export function createRelay(
  db: Db,
  log: Log,
  onMoved: (conversations: readonly string[]) => void,
  at?: (point: "relayed") => void,
): Relay {
  const carriers = allCollections.filter((spec) => spec.indexes.some((index) => index.name === "pending"));
  const wanted = new Set<string>();
  let running: Promise<void> | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let lastMoved = 0;

  async function round(): Promise<void> {
    lastMoved = 0;
    const specs = carriers.filter((spec) => wanted.delete(spec.name));
    wanted.clear();
    for (const spec of specs) await moveAll(spec);
  }

  async function moveAll(spec: CollectionSpec): Promise<void> {
    let moved: number;
    do {
      moved = await moveOut(db, spec, onMoved, at);
      lastMoved += moved;
    } while (moved === BATCH);
  }

  function start(): Promise<void> {
    running ??= round()
      .catch((error) =>
        log.error({ err: error }, "moving events and messages out failed; the sweep tries again"),
      )
      .finally(() => {
        running = undefined;
        if (wanted.size > 0) soon();
      });
    return running;
  }

  function soon(): void {
    gathering ??= setTimeout(
      () => {
        gathering = undefined;
        void start();
      },
      lastMoved < MANY ? GATHER_MS.few : GATHER_MS.many,
    );
  }

  return {
    nudge(names) {
      for (const name of names) wanted.add(name);
      soon();
    },
    async drain() {
      for (const spec of carriers) wanted.add(spec.name);
      await running;
      do await start();
      while (wanted.size > 0);
      clearTimeout(gathering);
      gathering = undefined;
    },
  };
}

async function moveOut(
  db: Db,
  spec: CollectionSpec,
  onMoved: (conversations: readonly string[]) => void,
  at: ((point: "relayed") => void) | undefined,
): Promise<number> {
  const collection = collectionOf(db, spec);
  const found = await collection
    .find({ "pending.id": { $exists: true } }, { projection: { pending: 1 }, limit: BATCH })
    .toArray();
  if (found.length === 0) return 0;
  const waiting = found.flatMap((doc) => doc["pending"] as Pending[]);
  const rows = waiting.flatMap(outboxRows);
  await Promise.all([
    insertNew(db, events, waiting.flatMap(eventRows)),
    raiseHomes(db, waiting),
    // A card must be there before the row that points at it.
    raiseCards(db, waiting).then(() => insertNew(db, outbox, rows)),
  ]);
  at?.("relayed");
  await collection.updateMany(
    { _id: { $in: found.map((doc) => doc._id) } },
    { $pull: { pending: { $or: moved(waiting) } } as Document },
  );
  onMoved([...new Set(rows.map((row) => row.conversation))]);
  return found.length;
}

/** What was moved, by what names an act: its key, within its desk. */
function moved(waiting: readonly Pending[]): Document[] {
  const desks = new Map<string, string[]>();
  for (const { desk, id } of waiting) desks.set(desk, [...(desks.get(desk) ?? []), id]);
  return [...desks].map(([desk, ids]) => ({ desk, id: { $in: ids } }));
}

async function insertNew(db: Db, spec: CollectionSpec, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await collectionOf(db, spec).insertMany(
      rows.map((row) => toStored(row) as { _id: string }),
      { ordered: false },
    );
  } catch (error) {
    if ((error as { code?: unknown }).code !== 11000) throw error;
  }
}

function eventRows(pending: Pending): object[] {
  const { desk, by, platform, at } = pending;
  return pending.events.map((event, i) => ({
    id: `${desk}|${pending.id}|e${i}`,
    desk,
    by,
    platform,
    at,
    data: {},
    ...event,
  }));
}

function outboxRows(pending: Pending): OutboxRow[] {
  return pending.says.map((say, i) => outboxRow(say, pending, i));
}

/** The outbox row of something to be said; its id, and so the key on the platform, comes from the act. */
export function outboxRow(
  say: Say,
  of: Pick<Pending, "id" | "desk" | "at" | "by">,
  index: number,
): OutboxRow {
  return {
    id: `${of.desk}|${of.id}|s${index}`,
    desk: of.desk,
    kind: say.kind,
    topic: say.topic,
    conversation: say.conversation,
    guard: say.guard,
    view: say.kind === "message" ? say.view : null,
    reader: say.kind === "message" ? say.reader : null,
    card: say.kind === "card" ? cardId(say.request, say.conversation) : null,
    threadOf: say.kind === "message" ? (say.threadOf ?? null) : null,
    ...(say.kind === "message" && say.edits !== undefined ? { edits: `${of.desk}|${say.edits}|` } : {}),
    unasked: say.unasked ?? isUnasked(say, of.by),
    ...(say.pressing === undefined ? {} : { pressing: say.pressing }),
    notBefore: say.notBefore ?? of.at,
    order: of.at.getTime() * 1000 + index,
    state: "queued",
    attempts: 0,
    fence: 0,
    triedSince: null,
    attemptedAt: null,
    repeat: false,
    ref: null,
    reason: "",
    createdAt: of.at,
  };
}

async function raiseCards(db: Db, waiting: readonly Pending[]): Promise<void> {
  const writes = waiting.flatMap((pending) =>
    pending.says.flatMap((say) => (say.kind === "card" ? [raise(say, pending.desk)] : [])),
  );
  if (writes.length > 0) await collectionOf(db, cards).bulkWrite(writes, { ordered: false });
}

function raise(say: Extract<Say, { kind: "card" }>, desk: string) {
  const fresh: Omit<Card, "id" | "wanted"> = {
    desk,
    follows: say.follows ?? "request",
    request: say.request,
    asks: say.asks ?? null,
    conversation: say.conversation,
    audience: say.audience,
    guard: say.guard,
    ref: null,
    shown: -1,
  };
  return {
    updateOne: {
      filter: { _id: cardId(say.request, say.conversation) },
      update: { $setOnInsert: fresh, $max: { wanted: say.version } },
      upsert: true,
    },
  };
}
