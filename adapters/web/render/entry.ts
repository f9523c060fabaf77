import { html } from "hono/html";
import type { Messages } from "../../../src/i18n/index.ts";
import type { Locale } from "../../../src/view/nodes.ts";
import type { WebPerson } from "../port.ts";
import { avatarHtml } from "./avatar.ts";
import type { Html } from "./look.ts";
import { pageHtml } from "./page.ts";

export interface Entry {
  locale: Locale;
  m: Messages;
  token: string;
  /** There is a sample desk to open. */
  mayTry: boolean;
  /** The sample desk's people, once it is there. */
  people: readonly WebPerson[];
  /** Nobody has a desk yet. */
  mayBegin: boolean;
  /** What was wrong with a form, by its field, and what was typed. */
  wrong?: { field: "name" | "zone" | "code"; words: string };
  typed?: Readonly<Record<string, string>>;
}

/** The first page: try the sample, begin a desk of one's own, or come in with a code. */
export function entryPage(entry: Entry): Html {
  const m = entry.m.web;
  return pageHtml(
    m.product,
    entry.locale,
    html`<body class="plain-page"><main class="sheet entry">
      <header><p class="brand-mark">${avatarHtml(null, "")}<span>${m.product}</span></p>
      <h1>${m.entry.title}</h1><p class="lead">${m.entry.lead}</p></header>
      <div class="ways">
        ${entry.people.length > 0 ? pickHtml(entry) : entry.mayTry ? tryHtml(entry) : ""}
        ${entry.mayBegin ? beginHtml(entry) : ""}
        ${codeHtml(entry)}
      </div>
    </main></body>`,
  );
}

const hidden = ({ token }: Entry): Html => html`<input type="hidden" name="token" value="${token}">`;

const tryHtml = (entry: Entry): Html => {
  const { entry: m } = entry.m.web;
  return html`<section class="way first"><h2>${m.tryTitle}</h2><p>${m.tryText}</p>
    <form method="post" action="/enter/demo">${hidden(entry)}<button class="button primary">${m.tryButton}</button></form></section>`;
};

const pickHtml = (entry: Entry): Html => {
  const { entry: m } = entry.m.web;
  return html`<section class="way first"><h2>${m.pickTitle}</h2><p>${m.pickText}</p>
    <form method="post" action="/enter/as">${hidden(entry)}<ul class="people">${entry.people.map(
      (person) =>
        html`<li><button name="person" value="${person.id}">${avatarHtml(person.id, person.name)}<span><strong dir="auto">${person.name}</strong><span class="zone">${person.zone ?? ""}</span></span></button></li>`,
    )}</ul></form></section>`;
};

const beginHtml = (entry: Entry): Html => {
  const { entry: m } = entry.m.web;
  return html`<section class="way"><h2>${m.ownTitle}</h2><p>${m.ownText}</p>
    <form method="post" action="/enter/own" class="small-form" novalidate>${hidden(entry)}
      ${fieldHtml(entry, "name", m.name, html` autocomplete="name" maxlength="80"`)}
      ${fieldHtml(entry, "zone", m.zone, html` autocomplete="off" maxlength="60" data-zone`, m.zoneHint)}
      <button class="button ${entry.mayTry ? "plain" : "primary"}">${m.ownButton}</button></form></section>`;
};

const codeHtml = (entry: Entry): Html => {
  const { entry: m } = entry.m.web;
  return html`<section class="way"><h2>${m.codeTitle}</h2><p>${m.codeText}</p>
    <form method="post" action="/enter/code" class="small-form" novalidate>${hidden(entry)}
      ${fieldHtml(entry, "code", m.code, html` autocomplete="off" maxlength="40" autocapitalize="characters" spellcheck="false" class="code"`)}
      <input type="hidden" name="browser-zone" data-zone>
      <button class="button plain">${m.codeButton}</button></form></section>`;
};

function fieldHtml(
  { wrong, typed }: Entry,
  name: "name" | "zone" | "code",
  label: string,
  more: Html,
  hint = "",
): Html {
  const error = wrong?.field === name ? wrong.words : "";
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return html`<div class="field${error && " wrong"}"><label for="${name}">${label}</label>
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <input id="${name}" name="${name}" value="${typed?.[name] ?? ""}"${more}${described && html` aria-describedby="${described}"`}${error && html` aria-invalid="true" autofocus`}>
    ${error && html`<p class="error" id="${name}-error">${error}</p>`}</div>`;
}
