import type { App, ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import type { Log } from "../../src/log.ts";
import type { TokenOf } from "./clients.ts";
import type { Word } from "./install/word.ts";

const held = z.object({
  type: z.literal("app_rate_limited"),
  team_id: z.string(),
  api_app_id: z.string(),
  /** Seconds. */
  minute_rate_limited: z.number(),
});

interface Needs {
  tokenOf: TokenOf;
  word: Word;
  log: Log;
}

/**
 * Hears that Slack holds events of a workspace back because there are too many of them: what was said in such a minute never comes. The SDK
 * doesn't know this body, which has no event in it.
 */
export function hearOfLimits(app: App, { tokenOf, word, log }: Needs): void {
  const next = app.processEvent.bind(app);
  app.processEvent = async (received: ReceiverEvent): Promise<void> => {
    const read = held.safeParse(received.body);
    if (!read.success) return next(received);
    const { team_id: workspace, api_app_id: id, minute_rate_limited: minute } = read.data;
    const found = await tokenOf(workspace);
    if (found && (found.app === undefined || found.app === id)) {
      log.warn({ workspace }, "Slack held events back");
      await word.limited({ workspace, name: found.name ?? workspace, at: new Date(minute * 1000) });
    }
    await received.ack();
  };
}
