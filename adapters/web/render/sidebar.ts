import { html } from "hono/html";
import type { WebChannel, WebPerson } from "../port.ts";
import { avatarHtml } from "./avatar.ts";
import { freshAct, type Html, type Look, wordsOf } from "./look.ts";

export interface Around {
  channels: readonly WebChannel[];
  unread: readonly string[];
  /** Whom one may be instead, in the sample desk. */
  others: readonly WebPerson[];
}

/** Who one is, where one can go, and the people of the sample desk. */
export function sidebarHtml({ channels, unread, others }: Around, look: Look): Html {
  const m = wordsOf(look);
  const { person } = look.viewer;
  const direct = channels.filter((channel) => channel.kind === "dm");
  const shared = channels.filter((channel) => channel.kind === "channel");
  const links = (list: readonly WebChannel[]) =>
    html`<ul>${list.map((channel) => linkHtml(channel, unread.includes(channel.id), look))}</ul>`;
  return html`<div class="me">${avatarHtml(person.id, person.name)}
      <p><span class="visually-hidden">${m.youAre} </span><strong dir="auto">${person.name}</strong><span class="zone">@${person.id} · ${look.viewer.reader.zone}</span></p>
    </div>
    <nav aria-label="${m.sidebar}">
      <h2>${m.direct}</h2>${links(direct)}
      <h2>${m.channels}</h2>${links(shared)}
      <details class="new-channel"><summary>${m.newChannel}</summary>${newChannelHtml(look)}</details>
    </nav>
    ${others.length === 0 ? "" : othersHtml(others, look)}
    <form method="post" action="/leave" class="leave">${tokenHtml(look)}<button class="link">${m.signOut}</button></form>`;
}

function linkHtml(channel: WebChannel, isUnread: boolean, look: Look): Html {
  const m = wordsOf(look);
  const here = channel.id === look.channel.id;
  const name = channel.kind === "dm" ? m.product : channel.name;
  return html`<li><a href="/c/${channel.id}" data-channel="${channel.id}" class="${isUnread && !here ? "unread" : ""}"${here ? html` aria-current="page"` : ""}>${
    channel.kind === "dm"
      ? html`<span class="spot" aria-hidden="true"></span>`
      : html`<span class="hash" aria-hidden="true">#</span>`
  }<span dir="auto">${name}</span><span class="dot"><span class="visually-hidden">${m.unread}</span></span></a></li>`;
}

const tokenHtml = (look: Look): Html =>
  html`<input type="hidden" name="token" value="${look.viewer.session.token}">`;

function newChannelHtml(look: Look): Html {
  const m = wordsOf(look);
  return html`<form class="small-form" method="post" action="/channels" data-act>
    ${tokenHtml(look)}<input type="hidden" name="act" value="${freshAct()}">
    <label for="channel-name">${m.channelName}</label><p class="hint" id="channel-name-hint">${m.channelHint}</p>
    <input id="channel-name" name="name" maxlength="40" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby="channel-name-hint">
    <label for="channel-people">${m.whoElse} <span class="optional">${m.optional}</span></label><p class="hint" id="channel-people-hint">${m.whoElseHint}</p>
    <input id="channel-people" name="people" maxlength="2000" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby="channel-people-hint">
    <button class="button primary">${m.create}</button>
  </form>`;
}

function othersHtml(others: readonly WebPerson[], look: Look): Html {
  const m = wordsOf(look);
  const { id: me } = look.viewer.person;
  return html`<section class="others" aria-labelledby="others-title"><h2 id="others-title">${m.beSomebody}</h2>
    <form method="post" action="/enter/as">${tokenHtml(look)}<ul>${others.map(
      (
        person,
      ) => html`<li><button name="person" value="${person.id}"${person.id === me ? html` aria-current="true"` : ""}>
        ${avatarHtml(person.id, person.name)}<span dir="auto">${person.name}${person.id === me ? html` <span class="zone">(${m.you})</span>` : ""}</span></button></li>`,
    )}</ul></form></section>`;
}
