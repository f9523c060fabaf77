import { flag } from "./http.ts";
import { isJson } from "./json.ts";
import { threadHead } from "./lookup.ts";
import { checkContent, checkMetadata, post, record, withIds } from "./posting.ts";
import { SlackError } from "./slack-error.ts";
import type { State } from "./state.ts";
import type { FakeMessage, Json } from "./types.ts";

/** What is posted to a response url: a new message, or another content or the end of the message whose button was pressed. */
export function respond(state: State, path: string, body: unknown): Json {
  if (!isJson(body)) throw new SlackError("invalid_payload");
  const url = state.useResponseUrl(path);
  const { source } = url;
  if (flag(body["delete_original"])) {
    if (!source) throw new SlackError("no_text");
    take(state, source);
    return {};
  }
  const content = checkContent(body);
  if (flag(body["replace_original"]) && source) {
    const kept = holds(state, source);
    if (!kept) throw new SlackError("message_not_found");
    Object.assign(source, {
      text: content.text,
      blocks: withIds(state, content.blocks),
      edits: source.edits + 1,
    });
    record(state, "response_url", source, content.blocks);
    return {};
  }
  show(state, "response_url", body, url);
  return {};
}

/** A message by `response_type`: to everyone in the channel, or to the person alone (the default). */
export function show(
  state: State,
  via: string,
  body: Json,
  where: { channel: string; user: string },
): FakeMessage {
  const type = body["response_type"] ?? "ephemeral";
  if (type !== "ephemeral" && type !== "in_channel") throw new SlackError("invalid_response_type");
  const content = checkContent(body);
  const thread = body["thread_ts"]
    ? { threadTs: threadHead(state, where.channel, body["thread_ts"]).ts }
    : {};
  return post(state, via, content, {
    channel: where.channel,
    metadata: checkMetadata(body["metadata"]),
    ...thread,
    ...(type === "ephemeral" ? { ephemeralFor: where.user } : {}),
  });
}

const listOf = (state: State, message: FakeMessage): FakeMessage[] =>
  message.ephemeralFor === undefined ? state.messages : state.ephemerals;

const holds = (state: State, message: FakeMessage): boolean => listOf(state, message).includes(message);

function take(state: State, message: FakeMessage): void {
  const list = listOf(state, message);
  const at = list.indexOf(message);
  if (at >= 0) list.splice(at, 1);
}
