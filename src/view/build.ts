import type { Action, DateStyle, Form, Node, Span, Text, View } from "./nodes.ts";

export const plain = (text: string): Span => ({ kind: "plain", text });
export const bold = (text: string): Span => ({ kind: "bold", text });
export const italic = (text: string): Span => ({ kind: "italic", text });
export const code = (text: string): Span => ({ kind: "code", text });
export const typed = (line: string, where?: "channel"): Span =>
  where === undefined ? { kind: "typed", line } : { kind: "typed", line, where };
/** Words of ours in which backticks enclose a line to be typed. What people wrote doesn't belong in them. */
export const withTyped = (words: string, where?: "channel"): Span[] =>
  words
    .split("`")
    .map((part, i) => (i % 2 === 0 ? plain(part) : typed(part, where)))
    .filter((span) => span.kind !== "plain" || span.text !== "");
export const link = (text: string, url: string): Span => ({ kind: "link", text, url });
export const mention = (person: string, name: string): Span => ({ kind: "mention", person, name });
/** An instant, in the reader's zone, or in `zone` if the reader should see somebody else's clock. */
export const when = (at: Date, style: DateStyle = "date-time", zone?: string): Span =>
  zone === undefined
    ? { kind: "date", at: at.toISOString(), style }
    : { kind: "date", at: at.toISOString(), style, zone };
/** A day of the calendar (`2026-11-24`), the same wherever it is read. */
export const day = (date: string): Span => when(new Date(`${date}T12:00:00.000Z`), "date", "UTC");

type Piece = Span | string;

/** Spans from pieces; a bare string is plain text. */
export const spans = (...pieces: Piece[]): Text => pieces.map((p) => (typeof p === "string" ? plain(p) : p));

export const text = (...pieces: Piece[]): Node => ({ kind: "text", text: spans(...pieces) });
export const heading = (words: string): Node => ({ kind: "heading", text: words });
export const quote = (words: string): Node => ({ kind: "quote", text: words });
export const context = (...pieces: Piece[]): Node => ({ kind: "context", text: spans(...pieces) });
export const list = (items: readonly Text[], ordered = false): Node => ({ kind: "list", items, ordered });
export const divider: Node = { kind: "divider" };
export const field = (label: string, ...pieces: Piece[]) => ({ label, value: spans(...pieces) });
export const fields = (entries: readonly { label: string; value: Text }[]): Node => ({
  kind: "fields",
  fields: entries,
});
export const actions = (...list: readonly Action[]): Node => ({ kind: "actions", actions: list });

/** A form that can't be shown now, as a button that opens it. */
export const opener = ({ title, verb, preset }: Form): View => ({
  title,
  body: [actions({ label: title, verb, input: preset, style: "primary" })],
});
