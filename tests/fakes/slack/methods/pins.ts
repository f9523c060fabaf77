import { PINS } from "../limits.ts";
import { messageAt, writableChannel } from "../lookup.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { Json } from "../types.ts";

/** Pins a message in a channel the bot is in. */
export function add(state: State, args: Json): Json {
  const channel = writableChannel(state, args["channel"]);
  if (channel.id !== args["channel"]) throw new SlackError("channel_not_found");
  if (args["timestamp"] === undefined) throw new SlackError("no_item_specified");
  const message = messageAt(state, channel.id, args["timestamp"]);
  if (!message) throw new SlackError("message_not_found");
  if (message.pinned) throw new SlackError("already_pinned");
  const there = state.messages.filter((one) => one.channel === channel.id && one.pinned);
  if (there.length >= PINS) throw new SlackError("too_many_pins");
  message.pinned = true;
  return {};
}
