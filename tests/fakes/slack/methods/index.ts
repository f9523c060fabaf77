import type { Cloud } from "../cloud.ts";
import type { State } from "../state.ts";
import type { Json } from "../types.ts";
import * as chat from "./chat.ts";
import * as conversations from "./conversations.ts";
import * as files from "./files.ts";
import * as oauth from "./oauth.ts";
import * as users from "./users.ts";
import * as views from "./views.ts";

type Method = (state: State, args: Json, token: string) => Json;

export const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["auth.test", users.authTest],
  ["auth.revoke", users.revoke],
  ["chat.postMessage", chat.postMessage],
  ["chat.update", chat.update],
  ["chat.postEphemeral", chat.postEphemeral],
  ["chat.delete", chat.remove],
  ["chat.getPermalink", chat.getPermalink],
  ["conversations.open", conversations.open],
  ["conversations.info", conversations.info],
  ["conversations.history", conversations.history],
  ["conversations.replies", conversations.replies],
  ["conversations.join", conversations.join],
  ["conversations.members", conversations.members],
  ["users.info", users.info],
  ["users.lookupByEmail", users.lookupByEmail],
  ["views.open", views.open],
  ["views.update", views.update],
  ["views.push", views.push],
  ["views.publish", views.publish],
  ["files.getUploadURLExternal", files.getUploadUrl],
  ["files.completeUploadExternal", files.completeUpload],
]);

/** Those that are called without a workspace's token. */
export const cloudMethods: ReadonlyMap<string, (cloud: Cloud, args: Json) => Json> = new Map([
  ["oauth.v2.access", oauth.access],
]);
