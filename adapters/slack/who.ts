import type { Place, Speaker } from "../../src/invocation.ts";
import { addressOf, isDirect, PLATFORM, refOf } from "./codec.ts";

export function speakerOf(workspace: string, user: string, name?: string | null): Speaker {
  return { platform: PLATFORM, workspace, user, ...(name ? { name } : {}) };
}

interface User {
  id: string;
  name?: string | null | undefined;
  username?: string | null | undefined;
  team_id?: string | null | undefined;
}

/** Who pressed or sent something, as Slack names them to the app of a workspace. */
export const namedIn = (workspace: string, { id: user, name, username, team_id: team }: User) => ({
  workspace,
  user,
  name: name ?? username,
  team,
});

/** Nobody's direct messages; an answer that can't go there goes to the person directly. */
export const NOWHERE = "D0";

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
