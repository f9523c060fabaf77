import { z } from "zod";
import type { Invocation } from "../../../src/invocation.ts";
import { refOf } from "../codec.ts";
import { fileLinks, filesSchema } from "../render/values.ts";
import { mentions, typedText, withoutMention } from "../typed.ts";
import { placeOf, speakerOf } from "../who.ts";

const words = z.string();
/** What is the same in the events `message` and `app_mention`. */
const said = z.object({
  channel: words,
  ts: words,
  user: words,
  text: words.nullish(),
  thread_ts: words.nullish(),
  subtype: words.nullish(),
  bot_id: words.nullish(),
  hidden: z.boolean().nullish(),
  files: z.unknown().optional(),
});
type Said = z.infer<typeof said>;

/** Where the bot is and what it is called there. */
export interface Here {
  workspace: string;
  bot: string | undefined;
}

/** Something a person said; changes, joins and what bots say (this one too) are not. */
const HUMAN = new Set(["", "file_share", "thread_broadcast"]);

/**
 * A message as an act, or undefined if it is none of a person's. To the bot in direct messages, to it by name, or talk that may be its concern. A
 * mention comes as `app_mention` too: both make the same act, whichever is first.
 */
export function messageInvocation(event: unknown, { workspace, bot }: Here): Invocation | undefined {
  const message = humanWords(event, bot);
  if (!message) return changeInvocation(event, { workspace, bot });
  const place = placeOf(workspace, message.channel, { thread: threadOf(message) });
  if (place.kind === "dm") return spoken(message, workspace, { kind: "line", loose: true });
  if (bot !== undefined && mentions(message.text ?? "", bot))
    return mentionInvocation(event, { workspace, bot });
  return spoken(message, workspace, { kind: "talk" });
}

const changed = z.discriminatedUnion("subtype", [
  z.object({
    subtype: z.literal("message_changed"),
    channel: words,
    ts: words,
    message: said.omit({ channel: true }),
    previous_message: z.looseObject({ text: words.nullish() }).nullish(),
  }),
  z.object({
    subtype: z.literal("message_deleted"),
    channel: words,
    ts: words,
    previous_message: said.omit({ channel: true }),
  }),
]);

/**
 * Somebody's words that they changed or took back. Slack also says `message_changed` where no word did: a link's preview came. Of a message with
 * replies that was taken back a stone stays in its place.
 */
function changeInvocation(event: unknown, { workspace, bot }: Here): Invocation | undefined {
  const read = changed.safeParse(event);
  if (!read.success) return undefined;
  const { channel, ts } = read.data;
  const now = read.data.subtype === "message_changed" ? read.data.message : undefined;
  const after = now?.subtype === "tombstone" ? undefined : now;
  const before = read.data.previous_message;
  const message = humanWords({ ...(after ?? before), hidden: false, channel }, bot);
  if (!message || (after && before?.text === after.text)) return undefined;
  const { input: __, ...act } = spoken(message, workspace, { kind: "talk" });
  const words = bot === undefined ? message.text : withoutMention(message.text ?? "", bot);
  const text = after ? typedText(words ?? "", workspace) : "";
  // Where only files or our name are left, the words stay as they were.
  if (after && !text.trim()) return undefined;
  const at = new Date(Number(ts) * 1000);
  return { ...act, key: `${act.key}:${ts}`, input: { kind: "changed", said: act.key, text, at } };
}

/** A mention as an act: what was said to the bot, without its name. */
export function mentionInvocation(event: unknown, { workspace, bot }: Here): Invocation | undefined {
  const message = humanWords(event, bot);
  if (!message) return undefined;
  const text = bot === undefined ? message.text : withoutMention(message.text ?? "", bot);
  return spoken({ ...message, text }, workspace, { kind: "line", loose: true });
}

function humanWords(event: unknown, bot: string | undefined): Said | undefined {
  const read = said.safeParse(event);
  if (!read.success) return undefined;
  const { subtype, bot_id, hidden, user } = read.data;
  const human = HUMAN.has(subtype ?? "") && !bot_id && !hidden && user !== bot && user !== "USLACKBOT";
  return human ? read.data : undefined;
}

function spoken(
  message: Said,
  workspace: string,
  how: { kind: "line"; loose: true } | { kind: "talk" },
): Invocation {
  const { channel, ts, user } = message;
  const files = fileLinks(filesSchema.safeParse(message.files).data ?? [], workspace);
  const text = typedText(message.text ?? "", workspace);
  return {
    key: `slack:msg:${channel}:${ts}`,
    actor: speakerOf(workspace, user),
    place: placeOf(workspace, channel, { thread: threadOf(message) }),
    input: { ...how, text, ...(files.length === 0 ? {} : { files }) },
    message: { ref: refOf(workspace, channel, ts), at: new Date(Number(ts) * 1000) },
  };
}

/** The head of a thread names itself. */
const threadOf = ({ thread_ts: thread, ts }: Said): string | undefined =>
  thread && thread !== ts ? thread : undefined;
