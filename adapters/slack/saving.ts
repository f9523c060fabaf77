import { messages } from "../../src/i18n/index.ts";
import type { Input } from "../../src/invocation.ts";
import { context, quote, text } from "../../src/view/build.ts";
import type { Locale, Node, View } from "../../src/view/nodes.ts";

/** "Still saving", with what was typed given back. */
export function stillSaving(input: Input, locale: Locale): View {
  const { common } = messages(locale);
  return { title: "", body: [text(common.saving), ...typed(input, common.youTyped)] };
}

/** "This form doesn't count any more", with what was typed in it given back. */
export function formGone(input: Input, locale: Locale): View {
  const { common, errors } = messages(locale);
  return { title: errors.title, body: [text(errors.formGone), ...typed(input, common.youTyped)] };
}

function typed(input: Input, head: string): Node[] {
  switch (input.kind) {
    case "line":
    case "talk":
      return input.text === "" ? [] : [context(head), quote(input.text)];
    case "form": {
      const words = Object.values(input.values).filter((value) => value !== "");
      return words.length === 0 ? [] : [context(head), ...words.map(quote)];
    }
    case "action":
    case "open":
    case "reaction":
    case "changed":
      return [];
    default:
      return input satisfies never;
  }
}

export const loading = (locale: Locale): View => ({ title: messages(locale).common.loading, body: [] });
