import { html } from "hono/html";
import { channelTitle, freshAct, type Html, type Look, wordsOf } from "./look.ts";

interface Beginning {
  command: string;
  deskExists: boolean;
}

/** Where nothing has been said yet: what one can begin with. */
export function emptyHtml(look: Look, { command, deskExists }: Beginning): Html {
  const m = wordsOf(look);
  if (look.channel.kind === "channel")
    return html`<div class="empty"><h2 dir="auto">${m.noMessages(channelTitle(look.channel, look.viewer.m))}</h2><p>${m.noMessagesHint}</p></div>`;
  const { setup, help, request, today } = m.examples;
  const verbs = deskExists
    ? ([
        ["request", request],
        ["today", today],
        ["help", help],
      ] as const)
    : ([
        ["setup", setup],
        ["help", help],
      ] as const);
  return html`<div class="empty"><h2>${deskExists ? m.directTitle : m.setupTitle}</h2><p>${deskExists ? m.directHint : m.setupHint}</p>
    <ul class="examples">${verbs.map(
      ([
        verb,
        words,
      ]) => html`<li><form method="post" action="/c/${look.channel.id}/say" enctype="multipart/form-data" data-act>
        <input type="hidden" name="token" value="${look.viewer.session.token}"><input type="hidden" name="act" value="${freshAct()}">
        <button name="text" value="${command} ${verb}"><code>${command} ${verb}</code><span>${words}</span></button>
      </form></li>`,
    )}</ul></div>`;
}
