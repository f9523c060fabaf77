import { formatDate } from "../../../src/view/format.ts";
import type { Action, Chart, DateSpan, Reader, TypedSpan } from "../../../src/view/nodes.ts";

/** As the app's package names it. */
const BOT_NAME = "VA Desk";

/** Who looks at what is rendered, and when. Where many do, Teams shows each of them a date in their own zone. */
export interface Look {
  reader: Reader;
  now: Date;
  readers: "one" | "many";
  /** Which buttons answer with a form or with much to read: they open a dialog. */
  asks?: Asks;
  /** In a dialog, where Teams knows one kind of button alone: it sends the dialog off. */
  dialog?: boolean;
  /** Where what is pressed or filled in here counts, if not here. */
  elsewhere?: string;
  /** Each of these readers sees a card of their own, which this button brings unpressed. */
  own?: { press: Pick<Action, "verb" | "input">; accounts: readonly string[] };
  /** Charts that can be fetched as pictures, by where; the others are shown as facts. */
  pictures?: Pictures;
}

export type Pictures = ReadonlyMap<Chart, string>;

/** Does a button with this verb and input want a dialog to be shown in? */
export type Asks = (verb: string, input: Readonly<Record<string, string>>) => boolean;

/** Adaptive Cards' functions for dates: they take an instant without fractions of a second. */
const FUNCTIONS = {
  date: (at: string) => `{{DATE(${at}, SHORT)}}`,
  time: (at: string) => `{{TIME(${at})}}`,
  "date-time": (at: string) => `{{DATE(${at}, SHORT)}}, {{TIME(${at})}}`,
} as const;

/** A date as Teams shows it to each reader in their own zone; undefined where the words are the same for all. */
export function ownTime(span: DateSpan, { readers }: Look): string | undefined {
  if (readers === "one" || span.zone !== undefined) return undefined;
  return FUNCTIONS[span.style](span.at.replace(/\.\d+Z$/, "Z"));
}

export const dateWords = (span: DateSpan, { reader, now }: Look): string => formatDate(span, reader, now);

/** How a line is typed: where several read, to the bot by its name. */
export const typedLine = ({ line, where }: TypedSpan, { readers }: Pick<Look, "readers">): string =>
  where === "channel" || readers === "many" ? `@${BOT_NAME} ${line}` : line;

/** A link that Teams takes and that runs nothing. */
export const webLink = (url: string): string | undefined =>
  url.length <= 2000 && /^https?:\/\/[^\s<>"]+$/i.test(url) ? url : undefined;
