import { SlackError } from "./slack-error.ts";
import type { FakeChannel } from "./types.ts";

type Kind = FakeChannel["kind"];

/** Of a bot token, whatever the arguments; a list: any one of them will do. */
export const METHOD_SCOPES: Readonly<Record<string, readonly string[]>> = {
  "auth.test": [],
  "auth.revoke": [],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.delete": ["chat:write"],
  "chat.getPermalink": [],
  "conversations.open": ["im:write", "mpim:write", "channels:manage", "groups:write"],
  "conversations.info": ["channels:read", "groups:read", "im:read", "mpim:read"],
  "conversations.members": ["channels:read", "groups:read", "im:read", "mpim:read"],
  "conversations.history": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.replies": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.join": ["channels:join"],
  "users.info": ["users:read"],
  "users.lookupByEmail": ["users:read.email"],
  "pins.add": ["pins:write"],
  "views.open": [],
  "views.update": [],
  "views.push": [],
  "views.publish": [],
  "files.info": ["files:read"],
  "files.getUploadURLExternal": ["files:write"],
  "files.completeUploadExternal": ["files:write"],
};

const FAMILY: Readonly<Record<Kind, string>> = {
  public: "channels",
  private: "groups",
  im: "im",
  mpim: "mpim",
};

export function scopeFor(kind: Kind, right: "read" | "history"): string {
  return `${FAMILY[kind]}:${right}`;
}

/** Throws `missing_scope`, with what is needed and provided, unless one of `anyOf` is granted. */
export function demandScope(granted: readonly string[], anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => granted.includes(scope))) return;
  throw new SlackError("missing_scope", { needed: anyOf.join(","), provided: granted.join(",") });
}
