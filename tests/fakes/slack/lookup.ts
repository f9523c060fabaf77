import { text } from "./json.ts";
import { SlackError } from "./slack-error.ts";
import type { State } from "./state.ts";
import type { FakeChannel, FakeMessage, FakeUser } from "./types.ts";

/** A channel as the bot may see it: a private one it isn't in doesn't exist. */
export function visibleChannel(state: State, channel: unknown): FakeChannel {
  const wanted = text(channel);
  const found =
    state.channels.get(wanted) ??
    [...state.channels.values()].find(
      (one) => one.kind === "public" && `#${one.name}` === (wanted.startsWith("#") ? wanted : `#${wanted}`),
    );
  const member = found?.members.has(state.options.botUser) ?? false;
  if (!found || (found.kind !== "public" && !member)) throw new SlackError("channel_not_found");
  return found;
}

/** A channel the bot is in and may write to. A user's id means the direct messages with them. */
export function writableChannel(state: State, channel: unknown): FakeChannel {
  const wanted = text(channel);
  const found = state.users.has(wanted) ? state.directChannel(wanted) : visibleChannel(state, wanted);
  const canJoin = found.kind === "public" && state.options.scopes.includes("chat:write.public");
  if (!found.members.has(state.options.botUser) && !canJoin) throw new SlackError("not_in_channel");
  if (found.archived) throw new SlackError("is_archived");
  return found;
}

export function knownUser(state: State, user: unknown): FakeUser {
  const found = state.users.get(text(user));
  if (!found) throw new SlackError("user_not_found");
  return found;
}

export function messageAt(state: State, channel: string, ts: unknown): FakeMessage | undefined {
  return state.messages.find((message) => message.channel === channel && message.ts === ts);
}

/** The head of a thread; a reply heads none. */
export function threadHead(state: State, channel: string, ts: unknown): FakeMessage {
  const head = messageAt(state, channel, ts);
  if (!head || head.threadTs !== undefined) throw new SlackError("thread_not_found");
  return head;
}
