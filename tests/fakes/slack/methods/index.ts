import type { Cloud } from "../cloud.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { Json } from "../types.ts";
import * as chat from "./chat.ts";
import * as conversations from "./conversations.ts";
import * as files from "./files.ts";
import * as oauth from "./oauth.ts";
import * as pins from "./pins.ts";
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
  ["files.info", files.info],
  ["pins.add", pins.add],
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
export const cloudMethods: ReadonlyMap<string, (cloud: Cloud, args: Json, token: string) => Json> = new Map([
  ["oauth.v2.access", oauth.access],
  ["apps.connections.open", openConnection],
]);

function openConnection(cloud: Cloud, _args: Json, token: string): Json {
  const app = [...cloud.apps.values()].find((one) => one.appToken === token);
  if (token === "") throw new SlackError("not_authed");
  if (!app) throw new SlackError(token.startsWith("xapp-") ? "invalid_auth" : "not_allowed_token_type");
  return cloud.sockets.open(app.id);
}
