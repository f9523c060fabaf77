import { z } from "zod";
import { messages } from "../../src/i18n/index.ts";
import type { Input, Invocation, Outcome } from "../../src/invocation.ts";
import { readerBefore } from "./act.ts";
import type { Activity } from "./activity.ts";
import { readButton } from "./render/button.ts";
import { readForm } from "./render/form.ts";

/** What somebody may do whose organisation belongs to no desk yet: what may change that. */
const OPENING = new Set(["setup", "link", "help"]);

export function knocks(input: Input): boolean {
  switch (input.kind) {
    case "line":
      return /^(?:link\s+\S+|setup\b[\s\S]*|help)$/i.test(input.text.trim());
    case "action":
    case "form":
    case "open":
      return OPENING.has(input.verb);
    case "talk":
    case "reaction":
    case "changed":
      return false;
    default:
      return input satisfies never;
  }
}

const data = z.object({ data: z.unknown() });

/** The same of a button or dialog, before it is an act. */
export function invokeKnocks({ value }: Activity): boolean {
  const read = data.safeParse(value);
  const carried = read.success ? (readForm(read.data.data) ?? readButton(read.data.data)) : undefined;
  return carried !== undefined && OPENING.has(carried.verb);
}

/** What everything else is answered there. */
export function notAdmitted(invocation: Invocation): Outcome {
  const reader = readerBefore(invocation);
  const view = { title: messages(reader.locale).teams.notAdmitted, body: [] };
  return { kind: "view", to: "actor", view, reader };
}
