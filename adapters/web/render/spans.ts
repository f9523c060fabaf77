import { html } from "hono/html";
import { formatDate } from "../../../src/view/format.ts";
import type { Reader, Span, Text } from "../../../src/view/nodes.ts";
import { fileIn } from "../shown-files.ts";
import type { Html } from "./look.ts";

/** Spans as HTML; every literal text is escaped by the template, here and nowhere else. */
export const spansHtml = (text: Text, reader: Reader, now: Date): Html[] =>
  text.map((span) => spanHtml(span, reader, now));

function spanHtml(span: Span, reader: Reader, now: Date): Html {
  switch (span.kind) {
    case "plain":
      return html`${span.text}`;
    case "bold":
      return html`<strong>${span.text}</strong>`;
    case "italic":
      return html`<em>${span.text}</em>`;
    case "code":
      return html`<code>${span.text}</code>`;
    case "typed":
      return html`<code>/va ${span.line}</code>`;
    case "link":
      return linkHtml(span.text, span.url);
    case "mention":
      return html`<span class="mention">@${span.name}</span>`;
    case "date":
      return html`<time datetime="${span.at}">${formatDate(span, reader, now)}</time>`;
    default:
      return span satisfies never;
  }
}

/** Only http and https are followed; one of our own files by its path, whatever name we were called by then. */
export function linkHtml(text: string, url: string): Html {
  const file = fileIn(url);
  if (file !== undefined) return html`<a class="file" href="/files/${file}">${text}</a>`;
  if (!/^https?:\/\/[^\s]+$/i.test(url)) return html`${text === url ? url : `${text} (${url})`}`;
  return html`<a href="${url}" target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;
}

const ADDRESS = /(https?:\/\/[^\s<>"“”]+)/gi;

/** What a person typed: addresses can be followed, a command looks like one. */
export function typedHtml(text: string): Html {
  if (/^\/\S/.test(text)) return html`<code class="typed">${text}</code>`;
  return html`${text.split(ADDRESS).map((part) => {
    if (!/^https?:\/\//i.test(part)) return part;
    const address = part.replace(/[.,;:!?)\]}'»]+$/, "");
    return html`${linkHtml(address, address)}${part.slice(address.length)}`;
  })}`;
}
