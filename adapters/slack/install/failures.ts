import { AppError, PlatformError } from "../../../src/errors.ts";
import type { Messages } from "../../../src/i18n/index.ts";
import type { Log } from "../../../src/log.ts";

/** An installation that came to nothing, in the words of whoever reads the page. */
export interface Refused {
  why(install: Messages["install"]): string;
}

/** A code that was exchanged before, or came too late. */
const STALE = new Set(["invalid_code", "code_already_used", "code_expired"]);

/** By Slack's word for it. */
export function refusedWith(reason: string): Refused {
  if (reason === "access_denied") return { why: (install) => install.cancelled };
  if (STALE.has(reason)) return { why: (install) => install.stale };
  return { why: (install) => install.slackRefused(reason) };
}

/** By what went wrong while it was carried out. */
export function failedWith(error: unknown, log: Log): Refused {
  if (error instanceof PlatformError) {
    const { failure } = error;
    return failure.kind === "final" ? refusedWith(failure.reason) : { why: (install) => install.slackSilent };
  }
  const { id } = new AppError("internal", "unexpected", { cause: error });
  log.error({ err: error, id }, "an installation failed");
  return { why: (install) => install.broke(id) };
}
