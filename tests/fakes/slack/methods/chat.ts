import { text } from "../json.ts";
import { UPDATE_TEXT } from "../limits.ts";
import { knownUser, messageAt, threadHead, visibleChannel, writableChannel } from "../lookup.ts";
import { checkContent, checkFiles, checkMetadata, post, record, withIds } from "../posting.ts";
import { demandScope } from "../scopes.ts";
import { messageShape } from "../shapes.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { FakeMessage, Json } from "../types.ts";

export function postMessage(state: State, args: Json): Json {
  const channel = writableChannel(state, args["channel"]);
  if (args["username"] !== undefined || args["icon_url"] !== undefined || args["icon_emoji"] !== undefined) {
    demandScope(state.options.scopes, ["chat:write.customize"]);
  }
  const content = checkContent(args);
  checkFiles(state, content.blocks);
  const metadata = checkMetadata(args["metadata"]);
  const thread = threadOf(state, channel.id, args);
  const message = post(state, "chat.postMessage", content, { channel: channel.id, metadata, ...thread });
  return { channel: channel.id, ts: message.ts, message: messageShape(state, message, true) };
}

function threadOf(state: State, channel: string, args: Json): { threadTs?: string } {
  if (args["thread_ts"] === undefined || args["thread_ts"] === "") return {};
  return { threadTs: threadHead(state, channel, args["thread_ts"]).ts };
}

export function postEphemeral(state: State, args: Json): Json {
  const channel = writableChannel(state, args["channel"]);
  const user = knownUser(state, args["user"]);
  if (!channel.members.has(user.id)) throw new SlackError("user_not_in_channel");
  const content = checkContent(args);
  checkFiles(state, content.blocks);
  const thread = threadOf(state, channel.id, args);
  const message = post(state, "chat.postEphemeral", content, {
    channel: channel.id,
    ephemeralFor: user.id,
    ...thread,
  });
  return { message_ts: message.ts };
}

/** As in Slack: blocks and metadata that aren't mentioned stay; an empty list or object removes them. */
export function update(state: State, args: Json): Json {
  const message = ownMessage(state, args, "cant_update_message");
  const content = checkContent(args, UPDATE_TEXT);
  checkFiles(state, content.blocks);
  const metadata = checkMetadata(args["metadata"]);
  const before = messageShape(state, message);
  message.text = content.text;
  if (args["blocks"] !== undefined) message.blocks = withIds(state, content.blocks);
  if (args["metadata"] !== undefined) {
    if (metadata) message.metadata = metadata;
    else delete message.metadata;
  }
  message.edits += 1;
  record(state, "chat.update", message, content.blocks);
  state.echo("message_changed", message, before);
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messageShape(state, message, true),
  };
}

export function remove(state: State, args: Json): Json {
  const message = ownMessage(state, args, "cant_delete_message");
  state.messages.splice(state.messages.indexOf(message), 1);
  state.echo("message_deleted", message, messageShape(state, message));
  return { channel: message.channel, ts: message.ts };
}

function ownMessage(state: State, args: Json, notOwn: string): FakeMessage {
  const wanted = text(args["channel"]);
  const channel = visibleChannel(state, wanted);
  // A name is good enough to post, not to change.
  if (channel.id !== wanted) throw new SlackError("channel_not_found");
  const message = messageAt(state, channel.id, args["ts"]);
  if (!message) throw new SlackError("message_not_found");
  if (message.by !== state.options.team) throw new SlackError(notOwn);
  if (channel.archived) throw new SlackError("is_archived");
  return message;
}

export function getPermalink(state: State, args: Json): Json {
  const channel = visibleChannel(state, args["channel"]);
  const message = messageAt(state, channel.id, args["message_ts"]);
  if (!message) throw new SlackError("message_not_found");
  const domain = state.options.teamDomain ?? "example";
  const permalink = `https://${domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}`;
  return { channel: channel.id, permalink };
}
