import type { Db } from "mongodb";
import type { Card, OutboxRow } from "../domain/outbox.ts";
import { PlatformError, type PlatformFailure } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Platform } from "../platform.ts";
import { collectionOf, fromStored, toStored } from "../store/collection.ts";
import { cards, outbox } from "../store/collections.ts";
import type { Stores } from "../store/index.ts";
import type { Clock } from "../time/clock.ts";
import type { Reader, View } from "../view/nodes.ts";
import type { RenderCard } from "./cards.ts";
import { notEntitled } from "./entitled.ts";
import { type Lease, releaseLease, renewLease, takeLease } from "./lease.ts";
import { parkedNotice } from "./parked.ts";
import * as policy from "./policy.ts";
import { type Route, routeOf } from "./route.ts";

const AT_ONCE = 16;
const SWEEP_MS = 3_000;
const PER_LEASE = 25;

export interface SenderConfig {
  db: Db;
  stores: Stores;
  platforms: ReadonlyMap<string, Platform>;
  renderCard: RenderCard;
  clock: Clock;
  log: Log;
  /** Called at numbered points between claim and record; tests end the process there. */
  at?(point: "leased" | "marked" | "sent" | "recorded"): void;
}

export interface Sender {
  nudge(): void;
  /** One round over every conversation that has something due. Returns how many rows it moved on. */
  pump(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

type Shown = { view: View; reader: Reader; card?: Card; version?: number };

/** Delivers the outbox: in order within a conversation, paced, and no faster than its head allows. */
export function createSender(config: SenderConfig): Sender {
  const { db, stores, platforms, clock, log } = config;
  const { system } = stores;
  const rows = collectionOf(db, outbox);
  const open = ["queued", "retry", "unknown", "sending"];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let again = false;
  let stopped = false;

  async function pump(): Promise<number> {
    const now = clock.now();
    const due = await rows
      .aggregate<{ _id: string }>([
        { $match: { state: { $in: open }, notBefore: { $lte: now } } },
        { $group: { _id: "$conversation", first: { $min: "$order" } } },
        { $sort: { first: 1 } },
        { $limit: 1000 },
      ])
      .toArray();
    let moved = 0;
    const queue = due.map((group) => group._id);
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) moved += await converse(next);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, worker));
    return moved;
  }

  /** Sends what one conversation has, head first, until it must wait. */
  async function converse(conversation: string): Promise<number> {
    const lease = await takeLease(db, conversation, clock.now());
    if (!lease) return 0;
    config.at?.("leased");
    let moved = 0;
    let nextAllowedAt = clock.now();
    try {
      while (moved < PER_LEASE && !stopped) {
        const head = await rows
          .find({ conversation, state: { $in: open } })
          .sort({ order: 1 })
          .limit(1)
          .next();
        if (!head) break;
        const row = fromStored(outbox, head);
        if (row.notBefore > clock.now()) break;
        const paceMs = await deliver(row, lease);
        if (paceMs === "wait") break;
        moved += 1;
        if (paceMs > 0) {
          nextAllowedAt = new Date(clock.now().getTime() + paceMs);
          break;
        }
      }
    } catch (error) {
      log.error({ err: error, conversation }, "sending stopped; it is taken up again");
    } finally {
      await releaseLease(db, lease, clock.now(), nextAllowedAt).catch(() => undefined);
    }
    return moved;
  }

  /** One row. Returns the pause the platform wants after it, or "wait" if this row keeps the conversation waiting. */
  async function deliver(row: OutboxRow, lease: Lease): Promise<number | "wait"> {
    if (row.state === "sending")
      return settle(
        row,
        lease,
        { state: "unknown", notBefore: after(row.attemptedAt, policy.ASK_AFTER_MS) },
        "wait",
      );
    const denied = await notEntitled(system, row.desk, row.guard, row.conversation);
    if (denied) return settle(row, lease, { state: "dropped", reason: denied }, 0);
    const route = await routeOf(system, platforms, row.conversation).catch((error: unknown) => error);
    if (route === undefined)
      return park(row, lease, "there is no way to reach them on a platform that is switched on");
    if (!isRoute(route)) return failed(row, lease, route, "retry");
    const shown = await show(row);
    if (shown === "nothing") return settle(row, lease, { state: "sent", reason: "already shown" }, 0);
    if (row.state === "unknown") {
      const asked = await ask(row, lease, route, shown);
      if (asked !== "send") return asked;
    }
    return attempt(row, lease, route, shown);
  }

  async function attempt(
    row: OutboxRow,
    lease: Lease,
    { platform, address }: Route,
    shown: Shown,
  ): Promise<number | "wait"> {
    if (!(await renewLease(db, lease, clock.now()))) return "wait";
    const attemptedAt = clock.now();
    const marked = await rows.updateOne(
      { _id: row.id, fence: { $lte: lease.fence }, state: row.state },
      { $set: { state: "sending", fence: lease.fence, attemptedAt, attempts: row.attempts + 1 } },
    );
    if (marked.matchedCount === 0) return "wait";
    config.at?.("marked");
    const sending = { ...row, state: "sending" as const, attemptedAt, attempts: row.attempts + 1 };
    try {
      const ref = await say(sending, platform, address, shown);
      config.at?.("sent");
      if (shown.card) await recordCard(shown.card, ref, shown.version ?? 0);
      const done = await settle(sending, lease, { state: "sent", ref, reason: "" }, platform.paceMs);
      config.at?.("recorded");
      return done;
    } catch (error) {
      return failed(sending, lease, error, "unknown");
    }
  }

  async function say(row: OutboxRow, platform: Platform, address: string, shown: Shown): Promise<string> {
    const { view, reader, card } = shown;
    if (card?.ref) {
      await platform.update(card.ref, view, { reader });
      return card.ref;
    }
    const thread = await threadOf(row, address);
    const repeat = row.state === "sending" && row.attempts > 1 && row.reason === "repeat";
    return platform.send(address, view, {
      key: row.id,
      reader,
      ...(thread ? { thread } : {}),
      ...(repeat ? { repeat } : {}),
    });
  }

  async function show(row: OutboxRow): Promise<Shown | "nothing"> {
    if (row.kind === "message")
      return row.view && row.reader ? { view: row.view, reader: row.reader } : "nothing";
    const stored = row.card === null ? null : await collectionOf(db, cards).findOne({ _id: row.card });
    if (!stored) return "nothing";
    const card = fromStored(cards, stored);
    if (card.ref !== null && card.shown >= card.wanted) return "nothing";
    const rendered = await config.renderCard(card, clock.now());
    return rendered
      ? { view: rendered.view, reader: rendered.reader, card, version: rendered.version }
      : "nothing";
  }

  async function recordCard(card: Card, ref: string, version: number): Promise<void> {
    await collectionOf(db, cards).updateOne({ _id: card.id }, { $set: { ref }, $max: { shown: version } });
  }

  async function threadOf(row: OutboxRow, address: string): Promise<string | undefined> {
    if (row.threadOf === null) return undefined;
    const head = await collectionOf(db, cards).findOne({ _id: row.threadOf });
    const ref = head?.["ref"] as string | null | undefined;
    return ref?.startsWith(`${address}|`) ? ref : undefined;
  }

  /** Asks the platform whether an attempt of unknown outcome arrived. */
  async function ask(
    row: OutboxRow,
    lease: Lease,
    { platform, address }: Route,
    shown: Shown,
  ): Promise<number | "wait" | "send"> {
    const attemptedAt = row.attemptedAt ?? row.createdAt;
    // An edit that may have arrived is simply made again.
    if (shown.card?.ref) return "send";
    const thread = await threadOf(row, address);
    const window = {
      key: row.id,
      from: new Date(attemptedAt.getTime() - policy.WINDOW_BEFORE_MS),
      to: new Date(attemptedAt.getTime() + policy.WINDOW_AFTER_MS),
      ...(thread ? { thread } : {}),
    };
    const found = await platform.findSent(address, window).catch(() => "no-answer" as const);
    const expired = clock.now().getTime() - attemptedAt.getTime() > policy.STOP_ASKING_MS;
    if (found === "not-found") return "send";
    if (found === "cannot-ask" || (found === "no-answer" && expired)) {
      if (!policy.repeats(row.topic))
        return park(row, lease, "it may have arrived, and can't be asked about");
      await rows.updateOne({ _id: row.id }, { $set: { reason: "repeat" } });
      row.reason = "repeat";
      return "send";
    }
    if (found === "no-answer")
      return settle(row, lease, { notBefore: after(clock.now(), policy.ASK_AGAIN_MS) }, "wait");
    if (shown.card) await recordCard(shown.card, found, shown.version ?? 0);
    return settle(row, lease, { state: "sent", ref: found }, 0);
  }

  async function failed(
    row: OutboxRow,
    lease: Lease,
    error: unknown,
    otherwise: "retry" | "unknown",
  ): Promise<number | "wait"> {
    const failure: PlatformFailure =
      error instanceof PlatformError
        ? error.failure
        : { kind: otherwise, reason: String((error as Error)?.message ?? error) };
    log.warn(
      { row: row.id, topic: row.topic, failure: failure.kind, reason: failure.reason },
      "a message was not delivered",
    );
    switch (failure.kind) {
      case "final":
        return park(row, lease, failure.reason);
      case "unknown":
        return settle(
          row,
          lease,
          { state: "unknown", notBefore: after(row.attemptedAt ?? clock.now(), policy.ASK_AFTER_MS) },
          "wait",
        );
      case "retry": {
        if (clock.now().getTime() - row.createdAt.getTime() > policy.GIVE_UP_MS)
          return park(row, lease, failure.reason);
        const notBefore = after(clock.now(), policy.retryDelay(row.attempts, failure.afterMs));
        return settle(row, lease, { state: "retry", notBefore, reason: failure.reason }, "wait");
      }
      default:
        return failure satisfies never;
    }
  }

  /** Sets it aside and tells the owner once per conversation and reason. What was to go into its thread goes with it. */
  async function park(row: OutboxRow, lease: Lease, reason: string): Promise<number> {
    await settle(row, lease, { state: "parked", reason }, 0);
    if (row.card !== null) {
      await rows.updateMany(
        { conversation: row.conversation, threadOf: row.card, state: { $in: ["queued", "retry"] } },
        { $set: { state: "parked", reason: "the card it belongs under could not be posted" } },
      );
    }
    const notices = await parkedNotice(stores, row, reason, clock.now());
    for (const notice of notices) {
      // The owner's own DM failing must not breed notices about notices.
      if (notice.conversation === row.conversation || row.topic === "notice") continue;
      await rows.insertOne(toStored(notice) as { _id: string }).catch((error: { code?: number }) => {
        if (error.code !== 11000) throw error;
      });
    }
    return 0;
  }

  async function settle<T extends number | "wait">(
    row: OutboxRow,
    lease: Lease,
    change: Partial<OutboxRow>,
    then: T,
  ): Promise<T> {
    const result = await rows.updateOne(
      { _id: row.id, fence: { $lte: lease.fence } },
      { $set: { ...change, fence: lease.fence } },
    );
    if (result.matchedCount === 0) throw new Error("the lease was taken over");
    return then;
  }

  function run(): Promise<number> {
    if (running) {
      again = true;
      return running;
    }
    running = pump()
      .catch((error) => {
        log.error({ err: error }, "a round of the outbox failed");
        return 0;
      })
      .finally(() => {
        running = undefined;
        if (again && !stopped) {
          again = false;
          setImmediate(run);
        }
      });
    return running;
  }

  return {
    nudge: () => void run(),
    pump,
    start() {
      timer = setInterval(run, SWEEP_MS);
      timer.unref();
      run();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

const after = (at: Date | null, ms: number): Date => new Date((at?.getTime() ?? 0) + ms);
const isRoute = (value: unknown): value is Route =>
  typeof value === "object" && value !== null && "platform" in value && "address" in value;
