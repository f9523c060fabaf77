import type { Address, MessageRef } from "../../src/domain/ids.ts";
import { PlatformError } from "../../src/errors.ts";

export const PLATFORM = "web";
/** There is one workspace: this installation. */
export const WORKSPACE = "local";

/** `web|local|acme`: a conversation. */
export const addressOf = (channel: string): Address => `${PLATFORM}|${WORKSPACE}|${channel}`;

/** `web|local|acme|0mi…`: a message in it. */
export const refOf = (channel: string, message: string): MessageRef =>
  `${PLATFORM}|${WORKSPACE}|${channel}|${message}`;

/** The channel. @throws PlatformError (final) if it is no address of ours */
export function readAddress(address: Address): string {
  const channel = /^web\|local\|([a-z0-9-]+)$/.exec(address)?.[1];
  if (channel === undefined) throw notOurs("channel_not_found");
  return channel;
}

/** @throws PlatformError (final) if it is no message of ours */
export function readRef(ref: MessageRef): { channel: string; message: string } {
  const [, channel, message] = /^web\|local\|([a-z0-9-]+)\|([a-z0-9]+)$/.exec(ref) ?? [];
  if (channel === undefined || message === undefined) throw notOurs("message_not_found");
  return { channel, message };
}

export const notOurs = (reason: "channel_not_found" | "message_not_found" | "user_not_found") =>
  new PlatformError(PLATFORM, { kind: "final", reason });
