import { z } from "zod";
import { type FromMessage, fromMessage } from "../../../src/from-message.ts";
import type { FileLink, Input } from "../../../src/invocation.ts";
import type { Activity } from "../activity.ts";
import { refOf, threadIn } from "../codec.ts";

const words = z.string();
const payload = z.object({
  id: words.nullish(),
  body: z.object({ content: words.nullish(), contentType: words.nullish() }).nullish(),
  from: z.object({ user: z.object({ displayName: words.nullish() }).nullish() }).nullish(),
  linkToMessage: z
    .url({ protocol: /^https?$/ })
    .nullish()
    .catch(undefined),
  attachments: z
    .array(
      z.looseObject({ contentUrl: words.nullish(), name: words.nullish(), contentType: words.nullish() }),
    )
    .nullish(),
});
const value = z.object({ commandId: words, messagePayload: payload.nullish() });

/** Commands of the message extension, by the ids in the manifest. */
const COMMANDS: Readonly<Record<string, FromMessage>> = {
  request: "request",
  createRequest: "request",
  logTime: "log",
  addToRequest: "comment",
};

/** A message extension's command opens its verb's form, filled from the message it was called on. */
export function extensionInput(tenant: string, activity: Activity): Input | undefined {
  const read = value.safeParse(activity.value);
  const verb = read.success ? COMMANDS[read.data.commandId] : undefined;
  if (!read.success || !verb) return undefined;
  const { messagePayload: message } = read.data;
  if (!message) return fromMessage(verb);
  const { base } = threadIn(activity.conversation.id);
  // What no person wrote, a bot's card, may be filed by each who needs it.
  const ref = message.id && message.from?.user ? refOf(tenant, base, message.id) : undefined;
  return fromMessage(verb, {
    text: plainWords(message.body?.content ?? ""),
    author: message.from?.user?.displayName ?? undefined,
    link: message.linkToMessage ?? undefined,
    ref,
    files: (message.attachments ?? []).flatMap(({ contentUrl, contentType, name }): FileLink[] => {
      // A pasted picture has no address of its own that people could open.
      const isPicture = /^image\//.test(contentType ?? "");
      const url = isPicture ? message.linkToMessage : contentUrl;
      return url ? [{ name: name || (isPicture ? "image" : url), url }] : [];
    }),
  });
}

/** A message comes as HTML; its lines and words are what counts. */
function plainWords(html: string): string {
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };
  return html
    .replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#39|[a-z]+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
