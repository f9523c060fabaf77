import { html } from "hono/html";
import type { CatalogEntry } from "../deps.ts";
import { PAGE, type WebMessage, type WebPerson } from "../port.ts";
import { composerHtml } from "./composer.ts";
import { emptyHtml } from "./empty.ts";
import { channelTitle, freshAct, type Html, type Look, wordsOf } from "./look.ts";
import { dayHtml, headHtml } from "./message.ts";
import { pageHtml } from "./page.ts";
import { type Around, sidebarHtml } from "./sidebar.ts";

export interface ChatPage {
  look: Look;
  around: Around;
  members: readonly WebPerson[];
  /** As the store gives it: heads, then replies. */
  log: readonly WebMessage[];
  /** Shown instead of the newest: what was said before this message. */
  before: string | undefined;
  catalog: readonly CatalogEntry[];
  command: string;
  /** Whether somebody has set up a desk. */
  deskExists: boolean;
  /** A form to be filled in, in place of the conversation; for browsers without the script. */
  form?: Html;
}

/** The whole page: people and channels, the conversation, and where one types. */
export function chatPage(page: ChatPage): Html {
  const { look, around, form } = page;
  const { viewer, channel, now } = look;
  const m = wordsOf(look);
  const title = channelTitle(channel, viewer.m);
  return pageHtml(
    `${title} · ${m.product}`,
    viewer.reader.locale,
    html`<body class="chat" data-channel="${channel.id}" data-since="${now.getTime()}" data-token="${viewer.session.token}"${page.before === undefined ? html` data-latest` : ""}
      data-not-sent="${m.notSent}" data-sending="${m.sending}" data-too-large="${m.problems.tooLarge}" data-remove="${m.remove("{name}")}"
      data-found="${m.commandsFound("{n}")}" data-cancel="${viewer.m.common.cancel}" data-command="${page.command}">
    <a class="skip" href="#log">${m.skip}</a>
    <aside id="sidebar" aria-label="${m.sidebar}">
      <header class="brand"><a href="/">${m.product}</a><a class="icon-button close-menu" href="#log" aria-label="${m.close}"><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6 6l12 12M18 6L6 18"></path></svg></a></header>
      <div id="around">${sidebarHtml(around, look)}</div>
    </aside>
    <main>
      <header class="top">
        <a class="icon-button open-menu" href="#sidebar" aria-label="${m.menu}"><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4 7h16M4 12h16M4 17h16"></path></svg></a>
        <h1 dir="auto">${title}</h1>
        ${channel.kind === "channel" ? membersHtml(page) : ""}
      </header>
      <p class="banner" id="connection" role="status" hidden>${m.connectionLost}</p>
      ${form ? html`<div class="log form-page">${form}</div>` : html`${logHtml(page)}<button type="button" id="jump" class="button plain" hidden>${m.latest}</button>${dockHtml(page)}`}
    </main>
    <dialog id="dialog" aria-labelledby="form-heading"></dialog>
    <p class="visually-hidden" id="announce" role="status"></p>
    </body>`,
  );
}

function membersHtml({ look, members }: ChatPage): Html {
  const m = wordsOf(look);
  const { channel, viewer } = look;
  return html`<details class="members"><summary>${m.members(members.length)}</summary><div class="popover">
    <ul>${members.map((person) => html`<li dir="auto">${person.name} <span class="zone">@${person.id}</span></li>`)}</ul>
    <form class="small-form" method="post" action="/c/${channel.id}/people" data-act>
      <input type="hidden" name="token" value="${viewer.session.token}"><input type="hidden" name="act" value="${freshAct()}">
      <label for="add-person">${m.addPerson}</label><p class="hint" id="add-person-hint">${m.addPersonHint}</p>
      <input id="add-person" name="people" maxlength="200" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby="add-person-hint">
      <button class="button plain">${m.add}</button>
    </form></div></details>`;
}

function logHtml(page: ChatPage): Html {
  const { look, log, before } = page;
  const m = wordsOf(look);
  const heads = log.filter((message) => message.thread === null);
  const replies = new Map(heads.map((head): [string, WebMessage[]] => [head.id, []]));
  for (const message of log) if (message.thread !== null) replies.get(message.thread)?.push(message);
  const [first] = heads;
  const more = first && heads.length === PAGE;
  return html`<div class="log" id="log" role="log" aria-label="${m.conversation}" tabindex="0">
    ${more ? html`<p class="pager"><a id="earlier" class="button plain" href="/c/${look.channel.id}?before=${first.id}">${m.earlier}</a></p>` : ""}
    ${heads.length === 0 && before === undefined ? emptyHtml(look, page) : ""}
    <ol class="messages" id="messages">${heads.map((head, i) => html`${dayHtml(head, heads[i - 1], look)}${headHtml(head, replies.get(head.id) ?? [], look)}`)}</ol>
    ${before === undefined ? html`<span id="latest"></span>` : html`<p class="pager"><a class="button plain" href="/c/${look.channel.id}">${m.latest}</a></p>`}
  </div>`;
}

function dockHtml({ look, catalog, command }: ChatPage): Html {
  const m = wordsOf(look);
  const { channel } = look;
  const where = channelTitle(channel, look.viewer.m);
  const placeholder = channel.kind === "dm" ? m.placeholderDirect : m.placeholder(where);
  return html`<div class="dock">
    <ul id="commands" role="listbox" aria-label="${m.commands}" hidden>${catalog.map(
      ({ verb, summary, example }, i) =>
        html`<li role="option" id="command-${i}" data-verb="${verb}" aria-selected="false"><code>${command} ${verb}</code><span dir="auto">${summary}</span>${example === verb ? "" : html`<code class="example">${example}</code>`}</li>`,
    )}</ul>
    ${composerHtml({ label: m.message(where), placeholder }, look)}
    <p class="help" id="composer-help">${m.composerHelp}</p>
  </div>`;
}
