import type { z } from "zod";

/** Everything wrong with a value, in Slack's words and with its pointers; [] if it fits. `at` is the pointer of the value itself. */
export function problems(schema: z.ZodType, value: unknown, at: string): string[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => {
    const pointer = `[json-pointer:${[at, ...issue.path.map(String)].join("/")}]`;
    return said(issue).map((what) => `${what} ${pointer}`);
  });
}

function said(issue: z.core.$ZodIssue): string[] {
  switch (issue.code) {
    case "too_big":
      if (issue.origin === "string") return [`must be less than ${Number(issue.maximum) + 1} characters`];
      if (issue.origin === "array") return [`no more than ${issue.maximum} items allowed`];
      return [`must be at most ${issue.maximum}`];
    case "too_small":
      if (issue.origin === "string") return [`must be more than ${Number(issue.minimum) - 1} characters`];
      if (issue.origin === "array") return [`no less than ${issue.minimum} items allowed`];
      return [`must be at least ${issue.minimum}`];
    case "unrecognized_keys":
      return issue.keys.map((key) => `invalid additional property: ${key}`);
    case "invalid_union":
      return ["unsupported type"];
    case "invalid_type":
      return [`must provide a ${issue.expected}`];
    default:
      return [issue.message];
  }
}
