import type { Locale } from "../view/nodes.ts";
import { en, type Messages } from "./en.ts";
import { hi } from "./hi.ts";

export type { Messages };
export const locales: readonly Locale[] = ["en", "hi"];

/** The messages of a language; English where we have none. */
export function messages(locale: Locale): Messages {
  switch (locale) {
    case "en":
      return en;
    case "hi":
      return hi;
    default:
      return locale satisfies never;
  }
}

/** A platform's locale tag (`hi-IN`) as one of ours, or undefined. */
export function localeOf(tag: string | undefined): Locale | undefined {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  return locales.find((locale) => locale === language);
}
