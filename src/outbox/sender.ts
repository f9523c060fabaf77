import { followOutbox } from "./follow.ts";
import { createPool } from "./pool.ts";
import { workspaceOf } from "./route.ts";
import type { SenderConfig } from "./sending.ts";
import { dueConversations, takeATurn } from "./turn.ts";

export type { SenderConfig };

/** A workspace that hangs keeps so many conversations busy and no more. */
const LIMITS = { lane: 20, all: 60 };
/** While many wait for answers, or a batch of digests is being made, nothing new is begun. */
const HELD_BACK = { lane: 0, all: 0 };
const SWEEP_MS = 5_000;

export interface Sender {
  /** There is something new in these conversations. Returns at once. */
  nudge(conversations: readonly string[]): void;
  /** One round over every conversation that has something due. Returns how many rows it dealt with. */
  pump(): Promise<number>;
  start(): void;
  /** Begins nothing more and waits for what is being sent. */
  stop(): Promise<void>;
}

/** Delivers the outbox: in order within a conversation, paced, and no faster than its head allows. */
export function createSender(given: Omit<SenderConfig, "routed">): Sender {
  const { db, clock, log } = given;
  /** People's direct messages count to the workspace where they were last reached. */
  const lanes = new Map<string, string>();
  const config: SenderConfig = {
    ...given,
    routed: (conversation, address) => lanes.set(conversation, workspaceOf(address)),
  };
  const laneOf = (conversation: string) =>
    lanes.get(conversation) ?? (conversation.startsWith("person:") ? "people" : workspaceOf(conversation));
  const pool = createPool(() => (given.first?.pressed() ? HELD_BACK : LIMITS), laneOf, work);
  given.first?.whenOver(pool.resume);
  const wakes = new Map<string, NodeJS.Timeout>();
  let stopFollowing: (() => Promise<void>) | undefined;
  let sweeping: NodeJS.Timeout | undefined;
  let sweep: Promise<void> | undefined;
  let stopped = false;

  async function work(conversation: string): Promise<number> {
    const { moved, wakeAt } = await takeATurn(config, conversation);
    if (wakeAt) wake(conversation, wakeAt);
    return moved;
  }

  /** Sooner than the sweep would find it. */
  function wake(conversation: string, at: Date): void {
    const inMs = at.getTime() - clock.now().getTime();
    if (stopped || !sweeping || inMs > SWEEP_MS || wakes.has(conversation)) return;
    const timer = setTimeout(
      () => {
        wakes.delete(conversation);
        nudge([conversation]);
      },
      Math.max(inMs, 0),
    );
    wakes.set(conversation, timer.unref());
  }

  function nudge(conversations: readonly string[]): void {
    if (stopped) return;
    for (const conversation of conversations) void pool.add(conversation);
  }

  async function pump(): Promise<number> {
    const due = await dueConversations(db, clock.now());
    const moved = await Promise.all(due.map((conversation) => pool.add(conversation)));
    return moved.reduce((sum, n) => sum + n, 0);
  }

  /** Hands over what is due without waiting for it, so that one slow conversation holds up no sweep. */
  function sweepOnce(): void {
    sweep ??= dueConversations(db, clock.now())
      .then(nudge)
      .catch((error) => log.error({ err: error }, "looking for what is due in the outbox failed"))
      .finally(() => {
        sweep = undefined;
      });
  }

  return {
    nudge,
    pump,
    start() {
      sweeping = setInterval(sweepOnce, SWEEP_MS);
      sweeping.unref();
      stopFollowing = followOutbox(db, log, nudge, sweepOnce);
      sweepOnce();
    },
    async stop() {
      stopped = true;
      clearInterval(sweeping);
      for (const timer of wakes.values()) clearTimeout(timer);
      await Promise.all([stopFollowing?.(), sweep]);
      await pool.stop();
    },
  };
}
