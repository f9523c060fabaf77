import type { Address, MessageRef } from "../../src/domain/ids.ts";
import { PlatformError } from "../../src/errors.ts";

export const PLATFORM = "slack";

/** `slack|T…|C…`: a conversation of a workspace. */
export const addressOf = (workspace: string, channel: string): Address =>
  `${PLATFORM}|${workspace}|${channel}`;

/** `slack|T…|C…|1700000000.000100`: a message in it. */
export const refOf = (workspace: string, channel: string, ts: string): MessageRef =>
  `${PLATFORM}|${workspace}|${channel}|${ts}`;

/** The name the core knows a person by, as a token in typed text: `<@slack:T…:U…>`. */
export const mentionOf = (workspace: string, user: string): string => `<@${PLATFORM}:${workspace}:${user}>`;

/** The user behind such a token, if it is one of this workspace. */
export function mentionedIn(workspace: string, words: string): string | undefined {
  const [, team, user] = /^<@slack:([A-Z0-9~]+):([A-Z0-9]+)>$/.exec(words) ?? [];
  return team === workspace ? user : undefined;
}

/** @throws PlatformError (final) if it is no address of ours */
export function readAddress(address: Address): { workspace: string; channel: string } {
  const [, workspace, channel] = /^slack\|([A-Z0-9]+)\|([A-Z0-9]+)$/.exec(address) ?? [];
  if (workspace === undefined || channel === undefined) throw notOurs();
  return { workspace, channel };
}

/** @throws PlatformError (final) if it is no message of ours */
export function readRef(ref: MessageRef): { workspace: string; channel: string; ts: string } {
  const [, workspace, channel, ts] = /^slack\|([A-Z0-9]+)\|([A-Z0-9]+)\|(\d+\.\d+)$/.exec(ref) ?? [];
  if (workspace === undefined || channel === undefined || ts === undefined) throw notOurs();
  return { workspace, channel, ts };
}

/** Direct messages have ids of their own kind; everything else is read by several people. */
export const isDirect = (channel: string): boolean => channel.startsWith("D");

const notOurs = () => new PlatformError(PLATFORM, { kind: "final", reason: "channel_not_found" });
