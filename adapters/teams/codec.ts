import type { Address, MessageRef } from "../../src/domain/ids.ts";
import { PlatformError } from "../../src/errors.ts";

export const PLATFORM = "teams";

/** `teams|<tenant>|<conversation>`: conversation ids hold `:` `@` `;`, so they are percent-encoded. */
export const addressOf = (tenant: string, conversation: string): Address =>
  `${PLATFORM}|${tenant}|${encodeURIComponent(conversation)}`;

/** `teams|<tenant>|<conversation>|<activity>`: a message in it. */
export const refOf = (tenant: string, conversation: string, activity: string): MessageRef =>
  `${addressOf(tenant, conversation)}|${encodeURIComponent(activity)}`;

/** The name the core knows a person by, as a token in typed text. */
export const mentionOf = (tenant: string, user: string): string => `<@${PLATFORM}:${tenant}:${user}>`;

/** @throws PlatformError (final) if it is no address of ours */
export function readAddress(address: Address): { tenant: string; conversation: string } {
  const [, tenant, conversation] = /^teams\|([^|]+)\|([^|]+)$/.exec(address) ?? [];
  if (tenant === undefined || conversation === undefined) throw notOurs();
  return { tenant, conversation: decodeURIComponent(conversation) };
}

/** @throws PlatformError (final) if it is no message of ours */
export function readRef(ref: MessageRef): { tenant: string; conversation: string; activity: string } {
  const [, tenant, conversation, activity] = /^teams\|([^|]+)\|([^|]+)\|([^|]+)$/.exec(ref) ?? [];
  if (tenant === undefined || conversation === undefined || activity === undefined) throw notOurs();
  return {
    tenant,
    conversation: decodeURIComponent(conversation),
    activity: decodeURIComponent(activity),
  };
}

/** A channel's conversation and, in a thread, the message that heads it: `19:…@thread.tacv2;messageid=1700…`. */
export function threadIn(conversation: string): { base: string; head: string | undefined } {
  const [base = conversation, head] = conversation.split(";messageid=");
  return { base, head };
}

export const inThread = (base: string, head: string): string => `${base};messageid=${head}`;

const notOurs = () => new PlatformError(PLATFORM, { kind: "final", reason: "no conversation of Teams" });
