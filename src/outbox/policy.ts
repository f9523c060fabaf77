import type { OutboxRow } from "../domain/outbox.ts";

/** Retries: 5 s, 10 s, 20 s … at most 30 min apart; a message nobody takes for a day is parked. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 30 * 60_000;
const GIVE_UP_MS = 24 * 3_600_000;

/** After an attempt whose outcome is unknown the platform is asked, from then on, before anything is sent again. */
const ASK_AFTER_MS = 20_000;
export const ASK_AGAIN_MS = 60_000;
/** How long it is asked before the answer has to be decided without it. */
export const STOP_ASKING_MS = 10 * 60_000;
/** The window in which a message from an attempt can lie. */
export const WINDOW_BEFORE_MS = 5_000;
export const WINDOW_AFTER_MS = 60_000;

export const LEASE_MS = 30_000;
/** An attempt that takes longer counts as of unknown outcome; well inside a lease. */
export const SEND_MS = 20_000;

/** Milliseconds until the next attempt; never before the platform said. */
export function retryDelay(attempts: number, afterMs: number | undefined): number {
  const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1));
  return Math.max(afterMs ?? 0, backoff);
}

/** Milliseconds after an attempt of unknown outcome until the platform is asked. */
export const askDelay = (attempts: number): number => Math.max(ASK_AFTER_MS, retryDelay(attempts, undefined));

/** Has this been tried in vain for so long that it is set aside? */
export function givesUp(row: Pick<OutboxRow, "triedSince">, now: Date): boolean {
  return row.triedSince !== null && now.getTime() - row.triedSince.getTime() >= GIVE_UP_MS;
}

/** May this be said twice rather than never? A nudge that came perhaps is not worth a second one. */
export const repeats = (topic: OutboxRow["topic"]): boolean => topic !== "nudge";
