import { z } from "zod";
import type { MessageRef } from "../../src/domain/ids.ts";
import { PlatformError } from "../../src/errors.ts";
import type { SaidBefore } from "../../src/from-message.ts";
import type { Platform } from "../../src/platform.ts";
import type { CallSlack } from "./clients.ts";
import { readRef } from "./codec.ts";
import { messageLink } from "./message-link.ts";
import { openFiles } from "./open-files.ts";
import { fileLinks, filesSchema } from "./render/values.ts";
import { typedText } from "./typed.ts";

const text = z.string();
const found = z.object({
  ts: text,
  user: text,
  text: text.nullish(),
  bot_id: text.nullish(),
  files: z.unknown().optional(),
});

const GONE = new Set(["thread_not_found", "message_not_found"]);

/** A message that a person wrote, in a thread or not. @throws PlatformError if Slack can't be asked */
export async function readMessage(
  call: CallSlack,
  person: Platform["person"],
  ref: MessageRef,
): Promise<SaidBefore | undefined> {
  const { workspace, channel, ts } = readRef(ref);
  const only = { channel, ts, latest: ts, oldest: ts, inclusive: true, limit: 2 };
  // Answers with the head of the thread beside the message itself, and with a message that heads none.
  const { messages = [] } = await call(workspace, (client) => client.conversations.replies(only)).catch(
    (error: unknown) => {
      if (error instanceof PlatformError && GONE.has(error.failure.reason)) return { messages: [] };
      throw error;
    },
  );
  const message = messages.map((one) => found.safeParse(one).data).find((one) => one?.ts === ts);
  if (!message || message.bot_id) return undefined;
  const [author, link] = await Promise.all([
    person(workspace, message.user).catch(() => undefined),
    messageLink(call, { workspace, channel, ts }),
  ]);
  const links = fileLinks(filesSchema.safeParse(message.files).data ?? [], workspace);
  const files = await openFiles(call, workspace, links);
  return { text: typedText(message.text ?? "", workspace), author: author?.name, link, files };
}
