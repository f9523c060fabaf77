import { randomBytes } from "node:crypto";
import { createCloud } from "./cloud.ts";
import { createFaults } from "./faults.ts";
import { createJournal } from "./journal.ts";
import { openServer } from "./server.ts";
import type { FakeSlackOptions } from "./types.ts";
import { type FakeSlack, openWorkspace } from "./workspace.ts";

export type { FakeMessage } from "./types.ts";
export type { FakeSlack } from "./workspace.ts";

/** Slack, as far as one app sees it, and as strict: a real HTTP server, a workspace or more, and the people who use the app in them. */
export async function startFakeSlack(options: FakeSlackOptions): Promise<FakeSlack> {
  const journalDir = options.journalDir ?? process.env["VA_DESK_JUDGE_DIR"];
  const journal = createJournal(journalDir, `${process.pid}-${randomBytes(4).toString("hex")}`);
  const cloud = createCloud(journal, createFaults(), options.clock);
  const server = await openServer(cloud);
  return openWorkspace(options, {
    cloud,
    journal,
    to: {},
    signClock: options.signClock,
    async stop() {
      await cloud.sockets.stop();
      await server.close();
    },
  });
}
