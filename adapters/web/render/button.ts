import { html } from "hono/html";
import { z } from "zod";
import type { Action } from "../../../src/view/nodes.ts";
import { parsed } from "./fields.ts";
import { freshAct, type Html, type Look, wordsOf } from "./look.ts";

const carried = z.object({
  v: z.string().max(40),
  i: z.record(z.string(), z.string()),
  r: z.number().int().optional(),
});
/** More than ids and choices is none of ours. */
const MOST = 4000;

export interface Pressed {
  verb: string;
  values: Record<string, string>;
  revision?: number;
}

/** A row of buttons of a message, as one form: the button pressed says which command. */
export function buttonsHtml(actions: readonly Action[], message: string, look: Look): Html {
  const { viewer, channel } = look;
  return html`<form class="buttons" method="post" action="/c/${channel.id}/press" data-act>
    <input type="hidden" name="token" value="${viewer.session.token}">
    <input type="hidden" name="act" value="${freshAct()}">
    <input type="hidden" name="on" value="${message}">
    ${actions.map((action) => buttonHtml(action, look))}
  </form>`;
}

function buttonHtml({ label, verb, input, revision, style, confirm }: Action, look: Look): Html {
  const value = JSON.stringify({ v: verb, i: input, ...(revision === undefined ? {} : { r: revision }) });
  const asks =
    confirm === undefined
      ? ""
      : html` data-confirm="${confirm}" data-confirm-title="${wordsOf(look).confirmTitle}"`;
  return html`<button class="button ${style ?? "plain"}" name="press" value="${value}"${asks}>${label.trim() || verb}</button> `;
}

/** What a pressed button carried; undefined if it is none of ours. */
export function readButton(value: string): Pressed | undefined {
  const read = carried.safeParse(value.length > MOST ? undefined : parsed(value));
  if (!read.success) return undefined;
  const { v: verb, i: values, r: revision } = read.data;
  return { verb, values, ...(revision === undefined ? {} : { revision }) };
}
