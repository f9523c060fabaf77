import { html } from "hono/html";
import type { FileLink } from "../../../src/invocation.ts";
import type { WebPerson } from "../port.ts";
import type { FormOutcome } from "../reply.ts";
import { fileIn } from "../shown-files.ts";
import { fieldHtml } from "./fields.ts";
import { freshAct, type Html, type Look, readerHere } from "./look.ts";
import { spansHtml } from "./spans.ts";

export interface ShownForm {
  outcome: FormOutcome;
  /** The thread it was asked for in: the answer goes there. */
  thread: string | undefined;
  /** What is attached already. */
  files: readonly FileLink[];
  /** The name of the act, where the form comes back with errors. */
  act?: string;
}

/** A form, alone on a page or in a dialog. What is wrong stands at its fields, and what was typed is still in them. */
export function formHtml(shown: ShownForm, people: readonly WebPerson[], look: Look): Html {
  const { outcome, thread, files, act = freshAct() } = shown;
  const { form, errors = {} } = outcome;
  const { viewer, channel } = look;
  const kept = files.flatMap(({ name, url }) => {
    const id = fileIn(url);
    return id === undefined ? [] : [{ id, name }];
  });
  const reader = readerHere(look, outcome.reader);
  return html`<form class="form" method="post" action="/c/${channel.id}/submit" enctype="multipart/form-data" novalidate data-act aria-labelledby="form-heading">
    <h2 id="form-heading" dir="auto">${form.title}</h2>
    <input type="hidden" name="token" value="${viewer.session.token}">
    <input type="hidden" name="act" value="${act}">
    <input type="hidden" name="verb" value="${form.verb}">
    <input type="hidden" name="preset" value="${JSON.stringify(form.preset)}">
    ${thread === undefined ? "" : html`<input type="hidden" name="thread" value="${thread}">`}
    ${kept.map((file) => html`<input type="hidden" name="kept" value="${file.id}">`)}
    ${form.intro ? html`<p class="intro" dir="auto">${spansHtml(form.intro, reader, look.now)}</p>` : ""}
    ${form.fields.map((field) =>
      fieldHtml(field, { form: "form", error: errors[field.key], kept, people }, look),
    )}
    <div class="form-end">
      <a class="button plain" data-close href="/c/${channel.id}">${viewer.m.common.cancel}</a>
      <button class="button primary">${form.submit}</button>
    </div>
  </form>`;
}
