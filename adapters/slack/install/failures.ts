import { AuthorizationError, InvalidStateError, MissingCodeError, MissingStateError } from "@slack/oauth";
import { AppError } from "../../../src/errors.ts";
import type { Messages } from "../../../src/i18n/index.ts";
import type { Log } from "../../../src/log.ts";
import { platformError } from "../errors.ts";

/** A code that was exchanged before, or came too late. */
const STALE = new Set(["invalid_code", "code_already_used", "code_expired"]);

/** Why somebody's installation came to nothing, in their words. */
export function whyNot(error: Error & { code?: string }, install: Messages["install"], log: Log): string {
  if (error instanceof AuthorizationError) return install.cancelled;
  if (
    error instanceof InvalidStateError ||
    error instanceof MissingStateError ||
    error instanceof MissingCodeError
  )
    return install.stale;
  if (error.code?.startsWith("slack_webapi_")) {
    const { failure } = platformError(error);
    if (failure.kind !== "final") return install.slackSilent;
    return STALE.has(failure.reason) ? install.stale : install.slackRefused(failure.reason);
  }
  const wrapped = new AppError("internal", "unexpected", { cause: error });
  log.error({ err: error, id: wrapped.id }, "an installation failed");
  return install.broke(wrapped.id);
}
