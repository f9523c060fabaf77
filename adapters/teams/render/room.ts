import type { Field } from "../../../src/view/nodes.ts";
import * as limits from "./limits.ts";

/** What a card takes on its way, in that of the usual encodings in which it takes more. */
export function bytesOf(card: object): number {
  const json = JSON.stringify(card);
  return Math.max(2 * json.length, Buffer.byteLength(json));
}

/** How many characters may be typed into a field. */
export const lengthOf = ({ maxLength = limits.INPUT_TEXT, value = "" }: Field): number =>
  Math.max(maxLength, value.length);

/**
 * The form's fields that can't stand in its dialog, so that it can be shown, and again with all that may be typed into it. They are long texts that
 * are kept already (`typed` are not) and stay as they are when no word comes back of them; what is longer than anybody may type goes first.
 */
export function leftOut(
  fields: readonly Field[],
  typed: ReadonlySet<string>,
  cardWithout: (left: ReadonlySet<string>) => object,
): Set<string> {
  const left = new Set<string>();
  const heavy = fields
    .filter(({ key, kind, required, value = "" }) => {
      return kind === "long-text" && !required && value !== "" && !typed.has(key);
    })
    .sort((a, b) => bytesOf([b.value]) - bytesOf([a.value]));
  const said = heavy.filter((field) => (field.value ?? "").length > (field.maxLength ?? limits.INPUT_TEXT));
  const stands = ({ key, kind }: Field) => kind === "long-text" && !left.has(key);
  for (;;) {
    const bytes = bytesOf(cardWithout(left));
    const free = fields.filter(stands).map((field) => lengthOf(field) - (field.value ?? "").length);
    const most = bytes + 2 * free.reduce((sum, room) => sum + room, 0);
    const next = [...(most > limits.MOST_BYTES ? said : []), ...(bytes > limits.FORM_BYTES ? heavy : [])];
    const out = next.find((field) => !left.has(field.key));
    if (!out) return left;
    left.add(out.key);
  }
}
