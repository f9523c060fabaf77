import type { OutboxRow } from "../domain/outbox.ts";
import { PlatformError, type PlatformFailure } from "../errors.ts";
import { collectionOf } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";
import { type Lease, LeaseLost, renewLease } from "./lease.ts";
import { park } from "./park.ts";
import * as policy from "./policy.ts";
import { isAway, isGone, otherRoute, platformOf, type Route } from "./route.ts";
import { later, next, type SenderConfig, type Step, settle } from "./sending.ts";
import { forgetCard, recordCard, type Shown } from "./shown.ts";

/** Sends one row: marks it as being sent, sends, records. In between a crash leaves it marked, and so of unknown outcome. */
export async function attempt(
  config: SenderConfig,
  row: OutboxRow,
  lease: Lease,
  route: Route,
  shown: Shown,
  thread: string | undefined,
): Promise<Step> {
  const { db, clock } = config;
  await renewLease(db, lease, clock.now());
  const attemptedAt = clock.now();
  const marked: OutboxRow = {
    ...row,
    state: "sending",
    attemptedAt,
    triedSince: row.triedSince ?? attemptedAt,
    attempts: row.attempts + 1,
    // What is only edited rings nobody's bell, and counts for nothing.
    unasked: row.unasked && shown.posted === undefined && shown.card?.ref == null,
  };
  const { state, triedSince, attempts, repeat, unasked } = marked;
  const held = await collectionOf(db, outbox).updateOne(
    { _id: row.id, fence: { $lte: lease.fence }, state: row.state },
    { $set: { state, fence: lease.fence, attemptedAt, triedSince, attempts, repeat, unasked, seen: "" } },
  );
  if (held.matchedCount === 0) throw new LeaseLost(row.id);
  config.at?.("marked");
  let ref: string;
  try {
    ref = await inTime(say(config, marked, lease, route, shown, thread));
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (isGone(error) && shown.posted !== undefined) {
      await settle(config, marked, lease, { state: "sent", reason: "nothing left to edit" });
      return next;
    }
    if (isGone(error) && shown.card?.ref != null) {
      // Somebody deleted the live message: it stands anew, and what comes after it under that one.
      await forgetCard(config, shown.card);
      return attempt(config, marked, lease, route, { ...shown, card: { ...shown.card, ref: null } }, thread);
    }
    // An edit has one place; a message may reach the person elsewhere.
    const other = shown.card?.ref == null ? await otherRoute(error, route) : undefined;
    if (other) return attempt(config, marked, lease, other, shown, thread);
    return failed(config, marked, lease, error, "unknown");
  }
  config.at?.("sent");
  if (shown.card) await recordCard(config, shown.card, ref, shown.version);
  await settle(config, marked, lease, { state: "sent", ref, reason: "" });
  config.at?.("recorded");
  return { restMs: route.platform.paceMs };
}

async function say(
  { clock, platforms }: SenderConfig,
  row: OutboxRow,
  lease: Lease,
  { platform, address }: Route,
  { view, reader, card, own, posted }: Shown,
  thread: string | undefined,
): Promise<string> {
  // The process may have stood still since it marked the row; then somebody else is at it by now.
  if (clock.now() >= lease.until) throw new LeaseLost(row.id);
  const standing = card?.ref ?? posted;
  if (standing !== undefined) {
    const there = platforms.get(platformOf(standing)) ?? platform;
    await there.update(standing, view, { reader, ...(own ? { own } : {}) });
    return standing;
  }
  return platform.send(address, view, {
    key: row.id,
    reader,
    ...(own ? { own } : {}),
    ...(thread === undefined ? {} : { thread }),
    ...(row.repeat ? { repeat: true } : {}),
  });
}

/** Whatever takes longer may still arrive. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), policy.SEND_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a failure means for the row. `otherwise` is what an error that is not a platform's answer means. */
export async function failed(
  config: SenderConfig,
  row: OutboxRow,
  lease: Lease,
  error: unknown,
  otherwise: "retry" | "unknown",
): Promise<Step> {
  const { clock, log } = config;
  const now = clock.now();
  const failure: PlatformFailure =
    error instanceof PlatformError
      ? error.failure
      : { kind: otherwise, reason: String((error as Error | undefined)?.message ?? error) };
  const { kind, reason } = failure;
  const told = isAway(error);
  log.warn({ row: row.id, topic: row.topic, failure: kind, reason }, "a message was not delivered");
  if (kind === "final" || policy.givesUp(row, now)) return park(config, row, lease, reason, told);
  if (kind === "unknown") {
    const notBefore = later(row.attemptedAt ?? now, policy.askDelay(row.attempts));
    await settle(config, row, lease, { state: "unknown", notBefore, reason });
    return "wait";
  }
  const notBefore = later(now, policy.retryDelay(row.attempts, failure.afterMs));
  await settle(config, row, lease, { state: "retry", notBefore, reason });
  return "wait";
}
