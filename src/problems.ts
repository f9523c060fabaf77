import type { z } from "zod";
import type { Messages } from "./i18n/index.ts";

export interface Problem {
  key: string | undefined;
  text: string;
  missing: boolean;
}

/** zod's issues in the speaker's words: what was wrong, what is allowed. */
export function problemsOf(
  error: z.ZodError,
  values: Readonly<Record<string, string>>,
  m: Messages,
): Problem[] {
  return error.issues.map((issue) => {
    const key = issue.path[0]?.toString();
    const typed = key === undefined ? undefined : values[key];
    const missing = typed === undefined;
    if (missing) return { key, text: m.errors.missing(key ?? ""), missing };
    return { key, text: inWords(issue.message, typed, m), missing };
  });
}

function inWords(message: string, typed: string, m: Messages): string {
  const text = typed.length > 80 ? `${typed.slice(0, 80).toWellFormed()}…` : typed;
  const [code, detail = ""] = split(message);
  const words = m.errors.field;
  switch (code) {
    case "empty":
      return words.empty;
    case "too-long":
      return words.tooLong(detail);
    case "duration":
      return words.duration(text);
    case "ref":
      return words.ref(text);
    case "entry":
      return words.entry(text);
    case "follow-up":
      return words.followUp(text);
    case "risk":
      return m.risk.badCode(text);
    case "client-code":
      return words.clientCode(text);
    case "yes-no":
      return words.yesNo(text);
    case "choice":
      return words.choice(text, detail);
    case "wall-time":
      return words.wallTime(text);
    default:
      return words.other(text);
  }
}

function split(message: string): [string, string] {
  const colon = message.indexOf(":");
  return colon < 0 ? [message, ""] : [message.slice(0, colon), message.slice(colon + 1)];
}
