import type { OutboxRow } from "../domain/outbox.ts";

/** Retries: 5 s, 10 s, 20 s … at most 30 min apart; a message nobody takes for a day is parked. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 30 * 60_000;
export const GIVE_UP_MS = 24 * 3_600_000;

/** After an attempt whose outcome is unknown the platform is asked, from then on, before anything is sent again. */
export const ASK_AFTER_MS = 20_000;
export const ASK_AGAIN_MS = 60_000;
/** How long it is asked before the answer has to be decided without it. */
export const STOP_ASKING_MS = 10 * 60_000;
/** The window in which a message from an attempt can lie. */
export const WINDOW_BEFORE_MS = 5_000;
export const WINDOW_AFTER_MS = 60_000;

export const LEASE_MS = 30_000;

export function retryDelay(attempts: number, afterMs: number | undefined): number {
  const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1));
  return Math.max(afterMs ?? 0, backoff);
}

/** May this be said twice rather than never? A nudge that came perhaps is not worth a second one. */
export const repeats = (topic: OutboxRow["topic"]): boolean => topic !== "nudge";
