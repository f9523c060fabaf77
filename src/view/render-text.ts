import { messages } from "../i18n/index.ts";
import { formatDate } from "./format.ts";
import type { Action, Node, Reader, Span, Text, TypedSpan, View } from "./nodes.ts";

/** How a line is typed. */
type Typed = (span: TypedSpan) => string;
const slash: Typed = ({ line }) => `/va ${line}`;

/** A View as plain text: terminals, notifications, screen readers, and whatever can't show more. */
export function renderText(view: View, reader: Reader, now: Date, typed: Typed = slash): string {
  const words = (text: Text) => text.map((span) => spanText(span, reader, now, typed)).join("");
  return [view.title, ...view.body.map((node) => nodeText(node, words))].filter(Boolean).join("\n");
}

function spanText(span: Span, reader: Reader, now: Date, typed: Typed): string {
  switch (span.kind) {
    case "plain":
    case "bold":
    case "italic":
    case "code":
      return span.text;
    case "link":
      return span.text === span.url ? span.url : `${span.text} (${span.url})`;
    case "mention":
      return span.name;
    case "date":
      return formatDate(span, reader, now);
    case "typed":
      return typed(span);
    default:
      return span satisfies never;
  }
}

function nodeText(node: Node, words: (text: Text) => string): string {
  switch (node.kind) {
    case "text":
    case "context":
      return words(node.text);
    case "heading":
      return `\n${node.text}`;
    case "quote":
      return node.text.replace(/^/gm, "> ");
    case "fields":
      return node.fields.map((f) => `${f.label}: ${words(f.value)}`).join("\n");
    case "list":
      return node.items.map((item, i) => `${node.ordered ? `${i + 1}.` : "•"} ${words(item)}`).join("\n");
    case "table":
      return [node.columns.map((c) => c.label), ...node.rows].map((row) => row.join(" · ")).join("\n");
    case "actions":
      return node.actions.map(actionText).join("  ");
    case "chart":
      return node.chart.alt;
    case "divider":
      return "—";
    default:
      return node satisfies never;
  }
}

const actionText = (action: Action): string => `[${action.label}]`;

/** The title a View has in a notification, in the reader's language, marked when it may be a repeat. */
export function notice(view: View, reader: Reader, repeat = false): string {
  return repeat ? `${view.title} — ${messages(reader.locale).common.mayBeRepeat}` : view.title;
}
