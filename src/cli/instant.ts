import { parseInstant } from "../time/zones.ts";
import { UsageError } from "./usage-error.ts";

/** The instant an option names, or `otherwise` where it was left out. @throws UsageError */
export function instantOf(option: string, text: string | undefined, otherwise: Date): Date {
  if (text === undefined) return otherwise;
  const at = parseInstant(text);
  if (at) return at;
  throw new UsageError(
    `--${option} is "${text}", but must be a date and time like 2026-12-01T08:00+05:30; without a zone it is UTC.`,
  );
}
