import { html } from "hono/html";
import type { Field } from "../../../src/view/nodes.ts";
import type { WebPerson } from "../port.ts";
import type { Html, Look } from "./look.ts";
import { wordsOf } from "./look.ts";

/** Stands before a field's key in what is posted, so that no key meets one of our own names. */
export const FIELD = "f.";
const LONG_TEXT = 10_000;

export interface Filling {
  /** Makes ids of their own where several forms stand on one page. */
  form: string;
  error: string | undefined;
  /** Files that came with an earlier try: id and name. */
  kept: readonly { id: string; name: string }[];
  people: readonly WebPerson[];
}

/** A field with its label, hint and what is wrong with it, tied together for whoever can't see that they stand together. */
export function fieldHtml(field: Field, filling: Filling, look: Look): Html {
  const m = wordsOf(look);
  const id = `${filling.form}-${field.key}`;
  const { error } = filling;
  const described = [field.hint ? `${id}-hint` : "", error === undefined ? "" : `${id}-error`].filter(
    Boolean,
  );
  return html`<div class="field${error === undefined ? "" : " wrong"}">
    <label for="${id}" dir="auto">${field.label}${field.required ? "" : html` <span class="optional">${m.optional}</span>`}</label>
    ${field.hint ? html`<p class="hint" id="${id}-hint" dir="auto">${field.hint}</p>` : ""}
    ${controlHtml(field, id, commonOf(field, id, described, error), filling, look)}
    ${error === undefined ? "" : html`<p class="error" id="${id}-error" dir="auto">${error}</p>`}
  </div>`;
}

function commonOf(field: Field, id: string, described: readonly string[], error: string | undefined): Html {
  return html`id="${id}" name="${FIELD}${field.key}"${field.required ? html` aria-required="true"` : ""}${
    described.length === 0 ? "" : html` aria-describedby="${described.join(" ")}"`
  }${error === undefined ? "" : html` aria-invalid="true"`}`;
}

function controlHtml(field: Field, id: string, common: Html, filling: Filling, look: Look): Html {
  const { value = "", maxLength } = field;
  const most = maxLength === undefined ? "" : html` maxlength="${Math.max(maxLength, value.length)}"`;
  switch (field.kind) {
    case "text":
      return html`<input type="text" ${common} value="${value}"${most} dir="auto" autocomplete="off">`;
    case "duration":
      return html`<input type="text" ${common} value="${value}"${most} class="short" autocomplete="off">`;
    case "number":
      return html`<input type="text" inputmode="decimal" ${common} value="${value}" class="short" autocomplete="off">`;
    case "long-text":
      return html`<textarea ${common} rows="4" maxlength="${Math.max(maxLength ?? LONG_TEXT, value.length)}" dir="auto">${"\n"}${value}</textarea>`;
    case "date":
      return html`<input type="date" ${common} value="${value}" class="short">`;
    case "time":
      return html`<input type="time" ${common} value="${value}" class="short">`;
    case "select":
      return selectHtml(field, common);
    case "people":
      return html`<input type="text" ${common} value="${value}" list="${id}-people" autocomplete="off" spellcheck="false">
        <datalist id="${id}-people">${filling.people.map(
          (person) => html`<option value="@${person.id}">${person.name}</option>`,
        )}</datalist>`;
    case "files":
      return filesHtml(common, filling, look);
    default:
      return field.kind satisfies never;
  }
}

function selectHtml({ options = [], value, required }: Field, common: Html): Html {
  const chosen = options.find((option) => option.value === value);
  const empty = options.find((option) => option.value === "")?.label ?? "–";
  const none = chosen && required ? "" : html`<option value="">${empty}</option>`;
  return html`<select ${common}>${none}${options
    .filter((option) => option.value !== "")
    .map(
      (option) =>
        html`<option value="${option.value}"${option === chosen ? html` selected` : ""}>${option.label}</option>`,
    )}</select>`;
}

function filesHtml(common: Html, { kept }: Filling, look: Look): Html {
  return html`${
    kept.length === 0
      ? ""
      : html`<p class="hint">${wordsOf(look).attachedBefore}: <span dir="auto">${kept.map((file) => file.name).join(", ")}</span></p>`
  }<input type="file" multiple ${common}>`;
}

/** A JSON text as it is; undefined if it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
