import { z } from "zod";
import type { FileLink, Input } from "../../../src/invocation.ts";
import { clip } from "../../../src/view/limits.ts";
import type { Activity } from "../activity.ts";

const words = z.string();
const payload = z.object({
  body: z.object({ content: words.nullish(), contentType: words.nullish() }).nullish(),
  from: z.object({ user: z.object({ displayName: words.nullish() }).nullish() }).nullish(),
  linkToMessage: words.nullish(),
  attachments: z
    .array(
      z.looseObject({ contentUrl: words.nullish(), name: words.nullish(), contentType: words.nullish() }),
    )
    .nullish(),
});
const value = z.object({ commandId: words, messagePayload: payload.nullish() });

/** Commands of the message extension, by the ids in the manifest, and the field that takes the message's words. */
const COMMANDS: Readonly<Record<string, { verb: string; field: string }>> = {
  request: { verb: "request", field: "details" },
  createRequest: { verb: "request", field: "details" },
  logTime: { verb: "log", field: "note" },
  addToRequest: { verb: "comment", field: "text" },
};
const TITLE = 120;

/** A message extension's command opens its verb's form, filled from the message it was called on. */
export function extensionInput(activity: Activity): Input | undefined {
  const read = value.safeParse(activity.value);
  const command = read.success ? COMMANDS[read.data.commandId] : undefined;
  if (!read.success || !command) return undefined;
  const { messagePayload: message } = read.data;
  if (!message) return { kind: "open", verb: command.verb, values: {} };
  const said = plainWords(message.body?.content ?? "");
  const author = message.from?.user?.displayName;
  const text = [author ? `${author}: ${said}` : said, message.linkToMessage ?? ""].filter(Boolean).join("\n");
  const files = (message.attachments ?? []).flatMap(({ contentUrl, name }): FileLink[] =>
    contentUrl ? [{ name: name || contentUrl, url: contentUrl }] : [],
  );
  const [first = ""] = said.split("\n");
  return {
    kind: "open",
    verb: command.verb,
    values: { [command.field]: text, ...(command.verb === "request" ? { title: clip(first, TITLE) } : {}) },
    ...(files.length === 0 ? {} : { files }),
  };
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
