import { clip } from "../../../src/view/limits.ts";
import type { Form, View } from "../../../src/view/nodes.ts";
import { cardOf } from "./card.ts";
import { formCard } from "./form.ts";
import type { Look } from "./look.ts";
import { CARD_TYPE } from "./message.ts";

const TITLE = 60;

/** A Form as a dialog of Teams. */
export function dialogOf(
  form: Form,
  look: Look,
  once: string,
  errors: Readonly<Record<string, string>> = {},
  typed: ReadonlySet<string> = new Set(),
): object {
  return shown(form.title || form.verb, formCard(form, look, once, errors, typed));
}

/** A View to read, in a dialog only who asked sees. */
export const resultDialog = (view: View, look: Look): object =>
  shown(view.title || "VA Desk", cardOf({ ...view, title: view.title }, look));

export const dialogMessage = (words: string): object => ({ type: "message", value: words });

const shown = (title: string, content: object): object => ({
  type: "continue",
  value: {
    title: clip(title, TITLE).toWellFormed(),
    height: "medium",
    width: "medium",
    card: { contentType: CARD_TYPE, content },
  },
});
