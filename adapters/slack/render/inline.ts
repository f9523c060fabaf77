import type { types } from "@slack/bolt";
import { clip } from "../../../src/view/limits.ts";
import type { Span, Text } from "../../../src/view/nodes.ts";
import { dateOf, type Look, webLink } from "./look.ts";

export type Inline = types.RichTextText | types.RichTextLink | types.RichTextDate;

/** Spans as rich text, where user text is always just text. */
export function inlines(text: Text, look: Look): Inline[] {
  return text.flatMap((span) => inline(span, look));
}

function inline(span: Span, look: Look): Inline[] {
  switch (span.kind) {
    case "plain":
      return words(span.text);
    case "bold":
      return words(span.text, { bold: true });
    case "italic":
      return words(span.text, { italic: true });
    case "code":
      return words(span.text, { code: true });
    case "typed":
      return words(`${look.command} ${span.line}`, { code: true });
    case "mention":
      return words(span.name, { bold: true });
    case "link": {
      const url = webLink(span.url);
      if (url === undefined) return words(span.text || span.url);
      return [{ type: "link", url, ...(span.text === "" ? {} : { text: span.text.toWellFormed() }) }];
    }
    case "date": {
      const date = dateOf(span, look);
      if (typeof date === "string") return words(date);
      const { seconds: timestamp, format, fallback } = date;
      return [{ type: "date", timestamp, format, fallback }];
    }
    default:
      return span satisfies never;
  }
}

/** One run of text; none for the empty text, which Slack refuses. */
export function words(text: string, style?: NonNullable<types.RichTextText["style"]>): Inline[] {
  return text === "" ? [] : [{ type: "text", text: text.toWellFormed(), ...(style ? { style } : {}) }];
}

export const lengthOf = (list: readonly Inline[]): number =>
  list.reduce((sum, one) => sum + inlineLength(one), 0);

function inlineLength(one: Inline): number {
  switch (one.type) {
    case "text":
      return one.text.length;
    case "link":
      return (one.text?.length ?? 0) + one.url.length;
    case "date":
      return one.format.length + (one.fallback?.length ?? 0);
    default:
      return one satisfies never;
  }
}

/** The beginning that has at most `max` characters. */
export function clipInlines(list: readonly Inline[], max: number): Inline[] {
  const out: Inline[] = [];
  let left = max;
  for (const one of list) {
    const length = inlineLength(one);
    if (length > left) {
      if (one.type === "text" && left > 1) out.push({ ...one, text: clip(one.text, left) });
      break;
    }
    out.push(one);
    left -= length;
  }
  return out;
}
