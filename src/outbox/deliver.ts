import type { OutboxRow } from "../domain/outbox.ts";
import { ask } from "./ask.ts";
import { attempt, failed } from "./attempt.ts";
import { keptBack } from "./calm.ts";
import { notEntitled } from "./entitled.ts";
import { type Lease, LeaseLost } from "./lease.ts";
import { park } from "./park.ts";
import * as policy from "./policy.ts";
import { type Route, routeOf } from "./route.ts";
import { later, next, type SenderConfig, type Step, settle } from "./sending.ts";
import { shownBy, threadOf } from "./shown.ts";

/** Deals with the row at the head of a conversation: sends it, or says what keeps it. */
export async function deliver(config: SenderConfig, row: OutboxRow, lease: Lease): Promise<Step> {
  const { stores, platforms, clock } = config;
  if (row.state === "sending") {
    // Its sender is gone: we hold the conversation.
    const notBefore = later(row.attemptedAt ?? clock.now(), policy.askDelay(row.attempts));
    await settle(config, row, lease, { state: "unknown", notBefore });
    return "wait";
  }
  const denied = await notEntitled(stores, row);
  if (denied) {
    await settle(config, row, lease, { state: "dropped", reason: denied });
    return next;
  }
  const kept = await keptBack(config, row);
  if (kept) {
    await settle(config, row, lease, kept);
    return next;
  }
  let route: Route | undefined;
  try {
    route = await routeOf(stores.system, platforms, row.conversation);
  } catch (error) {
    return unreachable(config, row, lease, error);
  }
  if (!route) return park(config, row, lease, "no-way");
  config.routed?.(row.conversation, route.address);
  const shown = await shownBy(config, row);
  if (!shown) {
    await settle(config, row, lease, { state: "sent", reason: "nothing new to show" });
    return next;
  }
  const thread = await threadOf(config, row);
  if (thread === "parked") return park(config, row, lease, "card-parked");
  if ("behind" in thread) {
    // Said in the same moment as its card, or by a process whose clock is behind.
    await settle(config, row, lease, { order: thread.behind + 0.5 });
    return next;
  }
  const ready = row.state === "unknown" ? await ask(config, row, lease, route, shown, thread.ref) : row;
  return ready === "wait" || "restMs" in ready
    ? ready
    : attempt(config, ready, lease, route, shown, thread.ref);
}

/** No attempt was made, so what was unknown before stays unknown. */
async function unreachable(
  config: SenderConfig,
  row: OutboxRow,
  lease: Lease,
  error: unknown,
): Promise<Step> {
  if (error instanceof LeaseLost) throw error;
  const now = config.clock.now();
  const tried = { ...row, attempts: row.attempts + 1, triedSince: row.triedSince ?? now };
  if (row.state !== "unknown") {
    await settle(config, row, lease, { attempts: tried.attempts, triedSince: tried.triedSince });
    return failed(config, tried, lease, error, "retry");
  }
  if (policy.givesUp(tried, now)) return park(config, row, lease, "may-have-arrived");
  await settle(config, row, lease, { notBefore: later(now, policy.ASK_AGAIN_MS) });
  return "wait";
}
