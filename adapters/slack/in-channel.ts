import { PlatformError } from "../../src/errors.ts";
import type { Clock } from "../../src/time/clock.ts";
import { bounded } from "./bounded.ts";
import type { CallSlack } from "./clients.ts";

const KEPT = 10_000;
const KEPT_MS = 60_000;

/** Is the bot of a workspace in a channel, by Slack's own word? @throws PlatformError if Slack can't be asked */
export type InChannel = (workspace: string, channel: string) => Promise<boolean>;

/** Asks for nothing that the bot hasn't a permission for anyway; an answer is good for a minute. */
export function createInChannel(call: CallSlack, clock: Clock): InChannel {
  const held = bounded<{ is: boolean; until: number }>(KEPT);

  async function ask(workspace: string, channel: string): Promise<boolean> {
    try {
      await call(workspace, (client) => client.conversations.history({ channel, limit: 1 }));
      return true;
    } catch (error) {
      if (error instanceof PlatformError && error.failure.kind === "final") return false;
      throw error;
    }
  }

  return async (workspace, channel) => {
    const key = `${workspace}|${channel}`;
    const now = clock.now().getTime();
    const known = held.get(key);
    if (known && now < known.until) return known.is;
    const is = await ask(workspace, channel);
    held.set(key, { is, until: now + KEPT_MS });
    return is;
  };
}
