import type { types } from "@slack/bolt";
import type { Span, Text } from "../../../src/view/nodes.ts";
import { cut, escaped, literal } from "./escape.ts";
import { dateOf, type Look, webLink } from "./look.ts";

/** Spans as mrkdwn of at most `max` characters. Only links and dates are markup; a span that isn't text goes in whole or not at all. */
export function mrkdwn(text: Text, look: Look, max: number): string {
  let out = "";
  for (const span of text) {
    const left = max - out.length;
    const next = marked(span, look, left);
    if (next.length > left) break;
    out += next;
  }
  return out;
}

function marked(span: Span, look: Look, max: number): string {
  switch (span.kind) {
    case "plain":
    case "bold":
    case "italic":
    case "code":
      return cut(span.text, max, literal);
    case "typed":
      return cut(`${look.command} ${span.line}`, max, literal);
    case "mention":
      return cut(span.name, max, literal);
    case "link": {
      const url = webLink(span.url);
      const words = span.text || span.url;
      if (url === undefined) return cut(words, max, literal);
      return `<${escaped(url)}|${literal(words.replace(/\s+/g, " "))}>`;
    }
    case "date": {
      const date = dateOf(span, look);
      if (typeof date === "string") return cut(date, max, literal);
      return `<!date^${date.seconds}^${date.format}|${literal(date.fallback)}>`;
    }
    default:
      return span satisfies never;
  }
}

/** `verbatim`: Slack makes no links or pings of its own out of it. */
export const mrkdwnText = (text: string): types.MrkdwnElement => ({ type: "mrkdwn", text, verbatim: true });

export const plainText = (text: string): types.PlainTextElement => ({
  type: "plain_text",
  text: text.toWellFormed(),
  emoji: false,
});
