import { setTimeout as wait } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import type { Clock } from "../../../src/time/clock.ts";
import { type Connection, connect, type Needs } from "./connection.ts";

/** Two at a time: while one is being replaced the other hears. Slack allows ten for an app, over all processes. */
const CONNECTIONS = 2;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** A connection that lasts no longer was not really one. */
const SHORT_MS = 10_000;

export interface Sockets {
  start(): void;
  /** Hears nothing more. */
  deafen(): void;
  /** Ends the connections; what is not acknowledged by then Slack sends again. */
  stop(): Promise<void>;
}

/** Keeps an app connected until it is stopped, whatever Slack or the network does. */
export function createSockets(needs: Needs & { clock: Clock }): Sockets {
  const { clock, log } = needs;
  const ended = new AbortController();
  const open = new Set<Connection>();
  let keepers: Promise<void>[] = [];

  async function keep(): Promise<void> {
    for (let failures = 0; !ended.signal.aborted; ) {
      try {
        const connection = await connect(needs);
        open.add(connection);
        const since = clock.now().getTime();
        // Stopped while it was being opened.
        if (!ended.signal.aborted) await connection.over;
        void retire(connection);
        // Slack ends what is one too many at once, and would again.
        failures = clock.now().getTime() - since < SHORT_MS ? failures + 1 : 0;
        if (failures > 1) await rest(pause(undefined, failures));
      } catch (error) {
        failures += 1;
        log.error({ err: error }, "no connection to Slack's Socket Mode (SLACK_APP_TOKEN); trying again");
        await rest(pause(error, failures));
      }
    }
  }

  const rest = (ms: number): Promise<void> =>
    wait(ms, undefined, { signal: ended.signal }).catch(() => undefined);

  async function retire(connection: Connection): Promise<void> {
    connection.deafen();
    await connection.close().catch(() => undefined);
    open.delete(connection);
  }

  return {
    start() {
      keepers = Array.from({ length: CONNECTIONS }, keep);
    },
    deafen() {
      ended.abort();
      for (const connection of open) connection.deafen();
    },
    async stop() {
      ended.abort();
      await Promise.all([...[...open].map(retire), ...keepers]);
    },
  };
}

/** As Slack asks; else half a second, doubled, a minute at most, and never the same in two processes. */
function pause(error: unknown, failures: number): number {
  if (error instanceof webApi.WebAPIRateLimitedError) return error.retryAfter * 1000;
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  return most * (0.5 + Math.random() / 2);
}
