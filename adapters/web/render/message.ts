import { html } from "hono/html";
import { type Messages, messages } from "../../../src/i18n/index.ts";
import type { FileLink } from "../../../src/invocation.ts";
import { localDate } from "../../../src/time/zones.ts";
import { formatDate } from "../../../src/view/format.ts";
import { clip } from "../../../src/view/limits.ts";
import type { DateStyle } from "../../../src/view/nodes.ts";
import type { WebMessage } from "../port.ts";
import { avatarHtml } from "./avatar.ts";
import { composerHtml } from "./composer.ts";
import { type Html, type Look, wordsOf } from "./look.ts";
import { viewHtml } from "./nodes.ts";
import { linkHtml, typedHtml } from "./spans.ts";

/** A message that heads a thread, with its replies. */
export function headHtml(message: WebMessage, replies: readonly WebMessage[], look: Look): Html {
  const { zone } = look.viewer.reader;
  const at = message.at;
  return html`<li class="head" data-id="${message.id}" data-day="${localDate(at, zone)}" data-day-label="${shown(at, "date", look)}">
    ${messageHtml(message, look)}${mayBeAnswered(message, look) ? threadHtml(message, replies, look) : ""}
  </li>`;
}

/** A line where a day begins. */
export function dayHtml(message: WebMessage, before: WebMessage | undefined, look: Look): Html {
  const { zone } = look.viewer.reader;
  const begins = !before || localDate(before.at, zone) !== localDate(message.at, zone);
  return begins ? html`<li class="day"><span>${shown(message.at, "date", look)}</span></li>` : html``;
}

/** One message, without its thread. `data-v` grows when it is edited. */
export function messageHtml(message: WebMessage, look: Look): Html {
  const m = wordsOf(look);
  const { author, at, editedAt, to } = message;
  const name = author === null ? m.product : (look.people.get(author)?.name ?? author);
  // In a DM everything is.
  const isPrivate = to !== null && look.channel.kind === "channel";
  return html`<article class="message${isPrivate ? " private" : ""}" data-message="${message.id}" data-v="${(editedAt ?? at).getTime()}">
    ${avatarHtml(author, name)}
    <header><span class="author" dir="auto">${name}</span>
      <time datetime="${at.toISOString()}" title="${shown(at, "date-time", look)}">${shown(at, "time", look)}</time>${!isPrivate ? "" : html` <span class="note only-you">${m.onlyYou}</span>`}
    </header>
    <div class="content">${contentHtml(message, look)}</div>
  </article>`;
}

function contentHtml({ id, content }: WebMessage, look: Look): Html {
  switch (content.kind) {
    case "text":
      return html`<p class="text" dir="auto">${typedHtml(content.text)}</p>${filesHtml(content.files)}`;
    case "view":
      return html`<div class="card" lang="${content.reader.locale}">${
        content.repeat
          ? html`<p class="context">${messages(content.reader.locale).common.mayBeRepeat}</p>`
          : ""
      }${viewHtml(content.view, content.reader, id, look)}</div>`;
    case "form":
      return html`<div class="card" lang="${content.reader.locale}"><div class="buttons"><a class="button primary" data-form href="/c/${look.channel.id}/forms/${id}">${content.form.title}</a></div></div>`;
    default:
      return content satisfies never;
  }
}

const filesHtml = (files: readonly FileLink[]): Html =>
  files.length === 0
    ? html``
    : html`<ul class="files">${files.map((file) => html`<li dir="auto">${linkHtml(file.name, file.url)}</li>`)}</ul>`;

/** Where others can read it, or VA Desk listens. */
const mayBeAnswered = ({ to, author }: WebMessage, { channel }: Look): boolean =>
  to === null && (channel.kind === "channel" || author === null);

function threadHtml(head: WebMessage, replies: readonly WebMessage[], look: Look): Html {
  const m = wordsOf(look);
  const count = replies.length;
  return html`<details class="thread">
    <summary data-count="${count}" data-one="${m.replies(1)}" data-many="${manyReplies(m)}">${
      count === 0 ? m.reply : m.replies(count)
    }<span class="visually-hidden">: ${m.replyTo(titleOf(head, look))}</span></summary>
    <ol class="replies">${replies.map((reply) => replyHtml(reply, look))}</ol>
    ${composerHtml({ thread: head.id, label: m.replyTo(titleOf(head, look)), placeholder: m.reply }, look)}
  </details>`;
}

/** For the page, which counts on by itself. */
const manyReplies = (m: Messages["web"]): string => m.replies(2).replace("2", "{n}");

const replyHtml = (reply: WebMessage, look: Look): Html =>
  html`<li data-id="${reply.id}">${messageHtml(reply, look)}</li>`;

function titleOf({ content }: WebMessage, look: Look): string {
  switch (content.kind) {
    case "text":
      return clip(content.text, 60);
    case "view":
      return clip(content.view.title || wordsOf(look).product, 60);
    case "form":
      return clip(content.form.title, 60);
    default:
      return content satisfies never;
  }
}

const shown = (at: Date, style: DateStyle, { viewer, now }: Look): string =>
  formatDate({ kind: "date", at: at.toISOString(), style }, viewer.reader, now);
