import type { MessageRef } from "./domain/ids.ts";
import type { FileLink, Input } from "./invocation.ts";
import { clip } from "./view/limits.ts";

/** A message that somebody begins from: another's words, or their own. */
export interface SaidBefore {
  text: string;
  author?: string | undefined;
  /** Where it can be read. */
  link?: string | undefined;
  /** Its reference: it becomes one request, whoever points at it. */
  ref?: MessageRef | undefined;
  files: readonly FileLink[];
}

/** What can begin from a message, and the field that takes its words. */
const FIELDS = { request: "details", log: "note", comment: "text" } as const;
export type FromMessage = keyof typeof FIELDS;

const TITLE = 120;

/** Opens a verb's form, filled from a message: its author, words, link and files. Without one the form is empty. */
export function fromMessage(verb: FromMessage, message?: SaidBefore): Extract<Input, { kind: "open" }> {
  if (!message) return { kind: "open", verb, values: {} };
  const { text, author, link = "", ref, files } = message;
  const source = ref === undefined ? {} : { message: ref, ...(link === "" ? {} : { link }) };
  const [first = ""] = text.split("\n");
  const title = clip(first || (files[0]?.name ?? ""), TITLE);
  return {
    kind: "open",
    verb,
    values: {
      [FIELDS[verb]]: quoted(text, author, link),
      ...(verb === "request" ? { title, ...source } : {}),
    },
    ...(files.length === 0 ? {} : { files }),
  };
}

const quoted = (text: string, author: string | undefined, link: string): string =>
  [author ? `${author}: ${text}` : text, link].filter(Boolean).join("\n");
