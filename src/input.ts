import { z } from "zod";
import { parseDuration } from "./domain/duration.ts";

/**
 * The kinds of input a command takes. All come in as strings (typed, from a form, from a button); a problem's message is a
 * word the dispatcher puts in the speaker's language (`errors.field`).
 */

/** Titles and the like: one line. */
export const TITLE_MAX = 300;
/** Details, comments, reasons. */
const TEXT_MAX = 10_000;

// Control, zero-width (but not the joiners Hindi and emoji need) and direction-changing characters.
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu;

/** Something to be seen: more than joiners, marks and blanks. */
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Z}\p{M}]/u;

/** What a person typed without characters that can't be seen; lone surrogates become U+FFFD. */
export function cleanText(text: string): string {
  const clean = text.toWellFormed().replace(INVISIBLE, "").trim();
  return VISIBLE.test(clean) ? clean : "";
}

/** A text of at most so many characters. */
export const words = (max: number) =>
  z
    .string()
    .transform(cleanText)
    .pipe(z.string().min(1, "empty").max(max, `too-long:${max}`));

export const title = words(TITLE_MAX).transform((text) => text.replace(/\s+/g, " "));
export const longText = words(TEXT_MAX);

/** As much of a text as is kept of it, where it can't be refused. */
export const clipped = (text: string): string =>
  text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX - 1).toWellFormed()}…`;
export const shortText = words(TITLE_MAX);

/** Whole minutes. */
export const duration = z.string().transform((text, ctx) => {
  const minutes = parseDuration(cleanText(text));
  if (minutes !== undefined) return minutes;
  ctx.addIssue({ code: "custom", message: "duration" });
  return z.NEVER;
});

/** Whole minutes, or "none". */
export const durationOrNone = z.string().transform((text, ctx) => {
  const minutes = none(cleanText(text)) ? ("none" as const) : parseDuration(cleanText(text));
  if (minutes !== undefined) return minutes;
  ctx.addIssue({ code: "custom", message: "duration" });
  return z.NEVER;
});

/** A request as people name it (`ACME-12`, `12`, `#12`) or as a button does (its id). */
export const ref = z
  .string()
  .transform(cleanText)
  .pipe(z.string().regex(/^(?:(?:[A-Za-z][A-Za-z0-9]{1,7}-|#)?\d{1,7}|d[a-z0-9]+\.[a-z0-9]+)$/, "ref"));

/** A time entry: `t-7K2`. */
export const entryCode = z
  .string()
  .transform((text) => cleanText(text).toLowerCase())
  .pipe(z.string().regex(/^t-[a-z0-9]{3,6}$/, "entry"))
  .transform((text) => `t-${text.slice(2).toUpperCase()}`);

/** A follow-up: `f-7K2`. */
export const followUpCode = z
  .string()
  .transform((text) => cleanText(text).toLowerCase())
  .pipe(z.string().regex(/^f-[a-z0-9]{3,6}$/, "follow-up"))
  .transform((text) => `f-${text.slice(2).toUpperCase()}`);

/** A risk: `r-7K2Q`. */
export const riskCode = z
  .string()
  .transform((text) => cleanText(text).toLowerCase())
  .pipe(z.string().regex(/^r-[a-z0-9]{3,6}$/, "risk"))
  .transform((text) => `r-${text.slice(2).toUpperCase()}`);

/** "none": what is there is to go. */
export const none = (text: string): boolean => /^(none|never|no|clear|-)$/i.test(text);

/** A date in words; read in the speaker's zone by `ctx.when`. */
export const when = words(200);
/** `@ben`; found by `ctx.memberNamed` or `ctx.personNamed`. */
export const person = words(200);
export const clientCode = z
  .string()
  .transform((text) => cleanText(text).toUpperCase())
  .pipe(z.string().regex(/^[A-Z][A-Z0-9]{1,7}$/, "client-code"));
/** A client by its code, or, from a button, by its id. */
export const clientRef = z
  .string()
  .transform((text) => (text.includes(".") ? text : cleanText(text).toUpperCase()))
  .pipe(z.string().regex(/^(?:[A-Z][A-Z0-9]{1,7}|d[a-z0-9]+\.[a-z0-9]+)$/, "client-code"));

const YES = new Set(["yes", "y", "true", "on", "1", "हाँ", "हां"]);
const NO = new Set(["no", "n", "false", "off", "0", "नहीं"]);
export const yesNo = z.string().transform((text, ctx) => {
  const word = cleanText(text).toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  ctx.addIssue({ code: "custom", message: "yes-no" });
  return z.NEVER;
});

/** One of a few words, in any case. */
export const choice = <const T extends readonly [string, ...string[]]>(options: T) =>
  z
    .string()
    .transform((text) => cleanText(text).toLowerCase())
    .pipe(z.enum(options, { error: `choice:${options.join(", ")}` }));

/** `08:00` */
export const wallTime = z
  .string()
  .transform((text) => cleanText(text).replace(/^(\d):/, "0$1:"))
  .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "wall-time"));
