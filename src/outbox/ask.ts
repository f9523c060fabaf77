import type { OutboxRow } from "../domain/outbox.ts";
import { type Lease, takeTurn } from "./lease.ts";
import { park } from "./park.ts";
import * as policy from "./policy.ts";
import { type Route, workspaceOf } from "./route.ts";
import { later, next, type SenderConfig, type Step, settle } from "./sending.ts";
import { recordCard, type Shown } from "./shown.ts";

/**
 * Finds out whether an attempt of unknown outcome arrived, by asking the platform: no more than once a minute in a workspace. Returns
 * the row to send (again), or what has become of it.
 */
export async function ask(
  config: SenderConfig,
  row: OutboxRow,
  lease: Lease,
  { platform, address }: Route,
  shown: Shown,
  thread: string | undefined,
): Promise<OutboxRow | Step> {
  // An edit that may have arrived is simply made again.
  if (shown.card?.ref != null || shown.posted !== undefined) return row;
  const { clock, db, log } = config;
  const now = clock.now();
  const turn = await takeTurn(db, `ask|${workspaceOf(address)}`, now, platform.askMs ?? policy.ASK_AGAIN_MS);
  if (turn) return wait(config, row, lease, turn.nextAt);
  const attemptedAt = row.attemptedAt ?? row.createdAt;
  const query = {
    key: row.id,
    from: later(attemptedAt, -policy.WINDOW_BEFORE_MS),
    to: later(attemptedAt, policy.WINDOW_AFTER_MS),
    ...(thread === undefined ? {} : { thread }),
    ...(row.seen ? { seen: row.seen } : {}),
  };
  const found = await platform.findSent(address, query).catch((error: unknown) => {
    log.warn({ err: error, row: row.id }, "a platform could not say whether a message arrived");
    return "no-answer" as const;
  });
  const again = now < later(attemptedAt, policy.STOP_ASKING_MS) ? later(now, policy.ASK_AGAIN_MS) : undefined;
  if (typeof found === "object")
    return again ? wait(config, row, lease, again, found.seen) : undecided(config, row, lease);
  switch (found) {
    case "not-found":
      return row;
    case "no-answer":
      return again ? wait(config, row, lease, again) : undecided(config, row, lease);
    case "cannot-ask":
      return undecided(config, row, lease);
    default:
      if (!shown.card) {
        await settle(config, row, lease, { state: "sent", ref: found, reason: "" });
        return next;
      }
      // Which version it shows is not known, so it is brought up to date.
      await recordCard(config, shown.card, found, undefined);
      shown.card.ref = found;
      return row;
  }
}

/** Nobody can say. One repeat, marked as such, is better than silence, but not for a nudge, and not a second time. */
async function undecided(config: SenderConfig, row: OutboxRow, lease: Lease): Promise<OutboxRow | Step> {
  if (row.repeat || !policy.repeats(row.topic)) return park(config, row, lease, "may-have-arrived");
  return { ...row, repeat: true };
}

async function wait(
  config: SenderConfig,
  row: OutboxRow,
  lease: Lease,
  notBefore: Date,
  seen?: string,
): Promise<Step> {
  await settle(config, row, lease, { notBefore, ...(seen === undefined ? {} : { seen }) });
  return "wait";
}
