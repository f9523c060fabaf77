import { isJson, objects, text } from "./json.ts";
import { METADATA_BYTES, POST_TEXT } from "./limits.ts";
import { checkMessageBlocks } from "./schema/check.ts";
import { SlackError } from "./slack-error.ts";
import type { State } from "./state.ts";
import type { FakeMessage, Json } from "./types.ts";

export interface Content {
  text: string;
  blocks: Json[];
}

/** The text and blocks of a message; throws as Slack would. Stricter: blocks without `text` leave notifications and screen readers empty. */
export function checkContent(args: Json, limit = POST_TEXT): Content {
  const said = text(args["text"]);
  const blocks = args["blocks"] === undefined ? [] : checkMessageBlocks(args["blocks"]);
  if (args["attachments"] !== undefined && objects(args["attachments"]).length > 0) {
    throw new SlackError("invalid_attachments");
  }
  if (said.trim() === "") throw new SlackError("no_text");
  if (said.length > limit) throw new SlackError("msg_too_long");
  return { text: said, blocks };
}

/** Files shown in blocks must be there, and looked at by Slack. */
export function checkFiles(state: State, blocks: readonly Json[]): void {
  for (const [i, block] of blocks.entries()) {
    const shown = isJson(block["slack_file"]) ? text(block["slack_file"]["id"]) : undefined;
    if (block["type"] !== "image" || shown === undefined) continue;
    const file = state.files.get(shown);
    if (!file?.complete || !file.processed || !file.name.endsWith(".png"))
      throw new SlackError("invalid_blocks", {
        errors: [`invalid slack file [json-pointer:/blocks/${i}/slack_file]`],
      });
  }
}

/** Blocks with the ids Slack gives to those that have none. */
export function withIds(state: State, blocks: readonly Json[]): Json[] {
  return blocks.map((block) => ({ block_id: state.id("b").slice(-5), ...block }));
}

export function checkMetadata(value: unknown): Json | undefined {
  if (value === undefined) return undefined;
  if (!isJson(value)) throw new SlackError("invalid_metadata_format");
  if (Object.keys(value).length === 0) return undefined;
  const { event_type: type, event_payload: payload } = value;
  if (typeof type !== "string" || type === "" || !isJson(payload)) {
    throw new SlackError("invalid_metadata_format");
  }
  if (Buffer.byteLength(JSON.stringify(value)) > METADATA_BYTES) throw new SlackError("metadata_too_large");
  return { event_type: type, event_payload: payload };
}

/** Puts a message of the app where people see it. */
export function post(
  state: State,
  via: string,
  content: Content,
  where: { channel: string; threadTs?: string; ephemeralFor?: string; metadata?: Json | undefined },
): FakeMessage {
  const { metadata, ...rest } = where;
  const message: FakeMessage = {
    ...rest,
    ts: state.ts(),
    user: state.options.botUser,
    own: true,
    by: state.options.team,
    text: content.text,
    blocks: withIds(state, content.blocks),
    files: [],
    edits: 0,
    ...(metadata ? { metadata } : {}),
  };
  const hidden = where.ephemeralFor !== undefined;
  (hidden ? state.ephemerals : state.messages).push(message);
  record(state, via, message, content.blocks);
  if (!hidden) state.echo("posted", message);
  return message;
}

/** For the judge: the blocks as the app sent them. */
export function record(state: State, via: string, message: FakeMessage, blocks: readonly Json[]): void {
  state.journal.add({
    kind: message.ephemeralFor === undefined ? "message" : "ephemeral",
    via,
    channel: message.channel,
    text: message.text,
    blocks: [...blocks],
  });
}
