import { html } from "hono/html";
import { freshAct, type Html, type Look, wordsOf } from "./look.ts";

interface Composer {
  /** The head of the thread it answers in. */
  thread?: string;
  label: string;
  placeholder: string;
  /** Given back: what couldn't be sent. */
  text?: string;
}

/** Where one types. Works as a plain form; the script adds sending by Enter, completion and the names of files. */
export function composerHtml({ thread, label, placeholder, text = "" }: Composer, look: Look): Html {
  const { viewer, channel } = look;
  const m = wordsOf(look);
  const id = thread === undefined ? "say" : `say-${thread}`;
  return html`<form class="composer" method="post" action="/c/${channel.id}/say" enctype="multipart/form-data" data-act data-composer>
    <input type="hidden" name="token" value="${viewer.session.token}">
    <input type="hidden" name="act" value="${freshAct()}">
    ${thread === undefined ? "" : html`<input type="hidden" name="thread" value="${thread}">`}
    <label class="visually-hidden" for="${id}">${label}</label>
    <textarea id="${id}" name="text" rows="1" maxlength="16000" dir="auto" placeholder="${placeholder}"
      aria-describedby="composer-help" aria-autocomplete="list" autocomplete="off">${"\n"}${text}</textarea>
    <div class="composer-row">
      <label class="attach" for="${id}-files"><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M8 12.5l6.5-6.5a3.2 3.2 0 0 1 4.5 4.5L10.5 19a5 5 0 0 1-7-7L11 4.5"></path></svg><span>${m.attach}</span></label>
      <input class="visually-hidden" type="file" multiple name="files" id="${id}-files">
      <span class="chosen" role="status"></span>
      <button class="button primary send"><span>${m.send}</span><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4 12h14M12 5l7 7-7 7"></path></svg></button>
    </div>
  </form>`;
}
