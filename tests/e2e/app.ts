import { performance } from "node:perf_hooks";
import { inject } from "vitest";
import { compose, type VaDesk } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import type { Clock } from "../../src/time/clock.ts";
import { silent } from "../support/desk.ts";

export interface App {
  desk: VaDesk;
  url: string;
  stop(): Promise<void>;
}

/** A clock that begins at an instant of ours and goes on from there. */
function clockFrom(at: string): Clock {
  const begun = new Date(at).getTime() - performance.now();
  return { now: () => new Date(begun + performance.now()) };
}

/** All of VA Desk on a database of its own, as `start` runs it, from that instant on: a Tuesday morning in London. */
export async function openApp(name: string, at = "2026-11-24T10:00:00Z"): Promise<App> {
  const config = readConfig({ WEB_PORT: "0", PORT: "0", MONGODB_DATABASE: `e2e-${name}-${process.pid}` });
  const mongoUri = inject("mongoUri");
  const clock = clockFrom(at);
  const desk = await compose({ config, mongoUri, role: "all", clock, log: silent });
  const { web } = await desk.start();
  return {
    desk,
    url: `http://localhost:${web}`,
    async stop() {
      await desk.database.db.dropDatabase();
      await desk.stop();
    },
  };
}
