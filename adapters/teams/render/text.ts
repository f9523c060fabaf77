import type { Span, Text } from "../../../src/view/nodes.ts";
import type { Element, TextRun } from "./elements.ts";
import { literal } from "./literal.ts";
import { dateWords, type Look, ownTime, typedLine, webLink } from "./look.ts";

/** How a whole text looks. */
export type Shade = "normal" | "small";

/**
 * A text as one element: runs, in which user text is just text; where a date is to stand in each reader's own time, a TextBlock, which
 * alone knows the functions for that.
 */
export function textElement(text: Text, look: Look, shade: Shade = "normal"): Element | undefined {
  if (text.every((span) => spanWords(span, look) === "")) return undefined;
  if (text.some((span) => span.kind === "date" && ownTime(span, look) !== undefined)) {
    return {
      type: "TextBlock",
      text: marked(text, look),
      wrap: true,
      ...(shade === "small" ? { isSubtle: true, size: "Small" } : {}),
    };
  }
  return { type: "RichTextBlock", inlines: text.flatMap((span) => runs(span, look, shade)) };
}

/** Words alone, as runs. */
export const words = (text: string, style: Omit<TextRun, "type" | "text"> = {}): Element => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text: text.toWellFormed(), ...style }],
});

/** Spans as TextBlock Markdown. */
export const marked = (text: Text, look: Look): string => text.map((span) => mark(span, look)).join("");

function mark(span: Span, look: Look): string {
  switch (span.kind) {
    case "plain":
    case "code":
    case "mention":
    case "typed":
      return literal(spanWords(span, look));
    case "bold":
      return emphasised(span.text, "**");
    case "italic":
      return emphasised(span.text, "_");
    case "link": {
      const url = webLink(span.url);
      const name = literal(span.text || span.url);
      return url === undefined ? name : `[${name}](${url.replace(/[()]/g, encodeURIComponent)})`;
    }
    case "date":
      return ownTime(span, look) ?? literal(dateWords(span, look));
    default:
      return span satisfies never;
  }
}

/** Markdown wants its signs close to the words. */
function emphasised(text: string, sign: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return inner === "" || inner.includes("\n")
    ? literal(text)
    : `${before}${sign}${literal(inner)}${sign}${after}`;
}

function runs(span: Span, look: Look, shade: Shade): TextRun[] {
  const text = spanWords(span, look).toWellFormed();
  if (text === "") return [];
  const run: TextRun = {
    type: "TextRun",
    text,
    ...(shade === "small" ? { isSubtle: true, size: "Small" } : {}),
  };
  switch (span.kind) {
    case "plain":
    case "mention":
    case "date":
      return [run];
    case "bold":
      return [{ ...run, weight: "Bolder" }];
    case "italic":
      return [{ ...run, italic: true }];
    case "code":
    case "typed":
      return [{ ...run, fontType: "Monospace" }];
    case "link": {
      const url = webLink(span.url);
      return [url === undefined ? run : { ...run, selectAction: { type: "Action.OpenUrl", url } }];
    }
    default:
      return span satisfies never;
  }
}

function spanWords(span: Span, look: Look): string {
  switch (span.kind) {
    case "mention":
      return span.name;
    case "date":
      return dateWords(span, look);
    case "typed":
      return typedLine(span, look);
    case "link":
      return span.text || span.url;
    case "plain":
    case "bold":
    case "italic":
    case "code":
      return span.text;
    default:
      return span satisfies never;
  }
}
