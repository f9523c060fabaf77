import type { Context } from "hono";
import { cleanText } from "../../src/input.ts";
import { clip } from "../../src/view/limits.ts";
import { Refused, unreadable } from "./refused.ts";

/** All files of one act together. */
const MOST_FILE_BYTES = 10 * 1024 * 1024;
/** With the words beside the files. */
export const MOST_BYTES = MOST_FILE_BYTES + 1024 * 1024;
const MOST_FILES = 20;
const MOST_NAME = 200;

export interface Upload {
  name: string;
  type: string;
  size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface Posted {
  /** What was typed or chosen under a name; "" if nothing was. */
  text(name: string): string;
  /** Every text whose name begins so, by the rest of the name. */
  texts(prefix: string): Record<string, string>;
  all(name: string): string[];
  files: readonly Upload[];
}

/** A posted form. @throws Refused 415 if it is none, 400 if it can't be read, 413 if its files are too large together */
export async function readPosted(c: Context): Promise<Posted> {
  const type = c.req.header("content-type") ?? "";
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type))
    throw new Refused(415, (m) => m.unreadable);
  const form = await c.req.raw.formData().catch(() => {
    throw unreadable();
  });
  const files = [...form.values()].flatMap((value) => (typeof value === "string" ? [] : [value]));
  // A file input that was left alone sends one file without name or bytes.
  const sent: Upload[] = files.filter((file) => file.size > 0 || file.name !== "");
  const bytes = sent.reduce((sum, file) => sum + file.size, 0);
  const text = (name: string): string => wordsOf(form.get(name));
  if (bytes > MOST_FILE_BYTES || sent.length > MOST_FILES)
    throw new Refused(413, (m) => m.tooLarge, text("text") || undefined);
  return {
    text,
    texts: (prefix) =>
      Object.fromEntries(
        [...form.entries()].flatMap(([name, value]) =>
          name.startsWith(prefix) && typeof value === "string"
            ? [[name.slice(prefix.length), wordsOf(value)]]
            : [],
        ),
      ),
    all: (name) => form.getAll(name).map(wordsOf),
    files: sent,
  };
}

/** Browsers send line breaks as CR LF. */
const wordsOf = (value: unknown): string =>
  typeof value === "string" ? value.replace(/\r\n?/g, "\n").toWellFormed() : "";

/** A file's name as it is kept and shown: no path, nothing invisible, its ending kept. */
export function fileName(name: string): string {
  const plain = cleanText(name.split(/[\\/]/).at(-1) ?? "") || "file";
  if (plain.length <= MOST_NAME) return plain;
  const ending = /\.[^.]{1,20}$/.exec(plain)?.[0] ?? "";
  return `${clip(plain, MOST_NAME - ending.length)}${ending}`;
}
