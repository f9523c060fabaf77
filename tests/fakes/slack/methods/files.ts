import { objects, text } from "../json.ts";
import { threadHead, writableChannel } from "../lookup.ts";
import { fileShape, knownFileShape } from "../shapes.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { FakeFile, FakeMessage, Json } from "../types.ts";

export function getUploadUrl(state: State, args: Json): Json {
  const name = text(args["filename"]);
  const length = Number(args["length"]);
  if (name === "") throw new SlackError("missing_argument", { needed: "filename" });
  if (!Number.isInteger(length) || length < 1) throw new SlackError("invalid_arguments");
  const file: FakeFile = {
    id: state.id("F"),
    name,
    title: name,
    user: state.options.botUser,
    length,
    content: undefined,
    complete: false,
    processed: false,
    channels: [],
    team: state.options.team,
  };
  state.files.set(file.id, file);
  return { upload_url: `${state.baseUrl}/upload/v1/${file.id}`, file_id: file.id };
}

/** What is posted to an upload url. The length must be the one that was announced. */
export function receive(state: State, id: string, content: Buffer): boolean {
  const file = state.files.get(id);
  if (!file || file.complete || content.length !== file.length) return false;
  file.content = content;
  return true;
}

/** Makes uploaded files visible, in a message of their own where a channel is named. */
export function completeUpload(state: State, args: Json): Json {
  const wanted = objects(args["files"]);
  if (wanted.length === 0) throw new SlackError("invalid_arguments");
  const files = wanted.map((one) => {
    const file = state.files.get(text(one["id"]));
    if (!file?.content || file.complete) throw new SlackError("file_not_found");
    return { file, title: text(one["title"]) };
  });
  const channel = args["channel_id"] ? writableChannel(state, args["channel_id"]) : undefined;
  const threadTs =
    channel && args["thread_ts"] ? threadHead(state, channel.id, args["thread_ts"]).ts : undefined;
  for (const { file, title } of files) {
    file.complete = true;
    if (title !== "") file.title = title;
    if (channel) file.channels.push(channel.id);
  }
  if (channel) {
    const message: FakeMessage = {
      channel: channel.id,
      ts: state.ts(),
      user: state.options.botUser,
      own: true,
      by: state.options.team,
      text: text(args["initial_comment"]),
      blocks: [],
      files: files.map(({ file }) => file),
      edits: 0,
      ...(threadTs === undefined ? {} : { threadTs }),
    };
    state.messages.push(message);
    state.echo("posted", message);
  }
  return {
    files: files.map(({ file }) => ({
      ...fileShape(state, file),
      channels: file.channels,
      groups: [],
      ims: [],
    })),
  };
}

/** A file is looked at while it is asked about: the first answer has no type yet. */
export function info(state: State, args: Json): Json {
  const file = seen(state, text(args["file"]));
  if (!file?.complete) throw new SlackError("file_not_found");
  const shape = knownFileShape(state, file);
  file.processed = true;
  return { file: shape, comments: [], response_metadata: { next_cursor: "" } };
}

/** A file of this workspace, or one that another company shows in a channel shared with it. */
function seen(state: State, id: string): FakeFile | undefined {
  const shared = [...state.channels.values()].filter(
    (one) => one.shared && one.members.has(state.options.botUser),
  );
  const others = shared.flatMap((one) =>
    state.hearers(one.id).map((hearer) => ({ one, files: hearer.state.files })),
  );
  const foreign = others.map(({ one, files }) => [one.id, files.get(id)] as const);
  const found = foreign.find(([channel, file]) => file && !file.locked && file.channels.includes(channel));
  return state.files.get(id) ?? found?.[1];
}
