import { setTimeout as wait } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import { type Connection, connect, type Needs } from "./connection.ts";

/** Two at a time: while one is being replaced the other hears. Slack allows ten for an app, over all processes. */
const CONNECTIONS = 2;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

export interface Sockets {
  start(): void;
  /** Hears nothing more. */
  deafen(): void;
  /** Ends the connections; what is not acknowledged by then Slack sends again. */
  stop(): Promise<void>;
}

/** Keeps an app connected until it is stopped, whatever Slack or the network does. */
export function createSockets(needs: Needs): Sockets {
  const { log } = needs;
  const ended = new AbortController();
  const open = new Set<Connection>();
  let keepers: Promise<void>[] = [];

  async function keep(): Promise<void> {
    for (let failures = 0; !ended.signal.aborted; ) {
      try {
        const connection = await connect(needs);
        failures = 0;
        open.add(connection);
        // Stopped while it was being opened.
        if (!ended.signal.aborted) await connection.over;
        void retire(connection);
      } catch (error) {
        failures += 1;
        log.error({ err: error }, "no connection to Slack's Socket Mode (SLACK_APP_TOKEN); trying again");
        await wait(pause(error, failures), undefined, { signal: ended.signal }).catch(() => undefined);
      }
    }
  }

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
