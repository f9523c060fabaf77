import type { Place, Speaker } from "../../src/invocation.ts";
import { addressOf, isDirect, PLATFORM, refOf } from "./codec.ts";

export function speakerOf(workspace: string, user: string, name?: string | null): Speaker {
  return { platform: PLATFORM, workspace, user, ...(name ? { name } : {}) };
}

/** Slack's names for what has none, or whose name it keeps to itself. */
const NAMELESS = new Set(["directmessage", "privategroup"]);

/** `thread` is the timestamp of the message that heads it. */
export function placeOf(
  workspace: string,
  channel: string,
  { name, thread }: { name?: string | null | undefined; thread?: string | null | undefined } = {},
): Place {
  return {
    platform: PLATFORM,
    workspace,
    address: addressOf(workspace, channel),
    kind: isDirect(channel) ? "dm" : "channel",
    ...(name && !NAMELESS.has(name) ? { name } : {}),
    ...(thread ? { thread: refOf(workspace, channel, thread) } : {}),
  };
}
