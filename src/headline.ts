import type { Request, Source } from "./domain/request.ts";
import { findDue } from "./domain/when.ts";
import { TITLE_MAX } from "./input.ts";

type Words = Pick<Request, "title" | "details">;
type Said = NonNullable<Source["said"]>;

/** The first line is the title; a very long one keeps its beginning there and all of it in the details. */
export function headline(typed: string, details = ""): Words {
  const [first = "", ...rest] = typed.split("\n");
  const line = first.replace(/\s+/g, " ").trim();
  const more = inOne([rest.join("\n").trim(), details]);
  if (line.length <= TITLE_MAX) return { title: line, details: more };
  const short = line.slice(0, TITLE_MAX - 1).toWellFormed();
  return { title: `${short}…`, details: inOne([line, more]) };
}

/** What several messages come to as one request. */
export function ofMessages(said: Said): Words {
  const [first, ...more] = said.filter(({ text }) => text !== "");
  const { title, details } = headline(first?.text ?? "");
  return { title, details: inOne([details, ...more.map(({ text }) => text)]) };
}

/** When that is due by their words, read at a time in a zone. */
export function dueOf(said: Said, at: Date, zone: string): Request["due"] {
  const [due] = said.flatMap(({ text }) => findDue(text, at, zone).due ?? []);
  return due ? { at: due.at, hasTime: due.hasTime } : null;
}

export const inOne = (texts: readonly string[]): string => texts.filter(Boolean).join("\n\n");
