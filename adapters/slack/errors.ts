import { webApi } from "@slack/bolt";
import { PlatformError, type PlatformFailure } from "../../src/errors.ts";
import { PLATFORM } from "./codec.ts";

/** Slack took nothing, and may take it later. */
const LATER = new Set(["ratelimited", "rate_limited", "service_unavailable", "team_added_to_org"]);
/** Slack can't say itself whether it took it. */
const UNSURE = new Set(["internal_error", "fatal_error", "request_timeout"]);
/** The connection never came about. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What any failure of Slack's SDK means for what we wanted to say. */
export function platformError(error: unknown): PlatformError {
  return error instanceof PlatformError
    ? error
    : new PlatformError(PLATFORM, failureOf(error), { cause: error });
}

function failureOf(error: unknown): PlatformFailure {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: "retry", reason: "ratelimited", afterMs: error.retryAfter * 1000 };
  }
  if (error instanceof webApi.WebAPIPlatformError) return refusal(error.data);
  if (error instanceof webApi.WebAPIHTTPError) return httpFailure(error.statusCode);
  if (error instanceof webApi.WebAPIRequestError) {
    const { cause } = error.original;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const reason = code || error.original.name;
    return NOT_CONNECTED.has(code) ? { kind: "retry", reason } : { kind: "unknown", reason };
  }
  const message = error instanceof Error ? error.message : String(error);
  // The SDK's words for a 429 that doesn't say when.
  if (message.startsWith("Retry header did not")) return { kind: "retry", reason: "ratelimited" };
  return { kind: "unknown", reason: message };
}

function refusal(data: { error: string; needed?: unknown }): PlatformFailure {
  const { error, needed } = data;
  if (LATER.has(error)) return { kind: "retry", reason: error };
  if (UNSURE.has(error)) return { kind: "unknown", reason: error };
  // What isn't one of Slack's codes is the page of some proxy.
  if (!/^[a-z0-9_-]{2,80}$/i.test(error)) return { kind: "unknown", reason: "unreadable answer" };
  if (error === "message_not_found") return { kind: "final", reason: error, gone: true };
  return { kind: "final", reason: typeof needed === "string" ? `${error}: ${needed}` : error };
}

export function httpFailure(status: number): PlatformFailure {
  const reason = `HTTP ${status}`;
  if (status === 429) return { kind: "retry", reason };
  return status >= 500 || status === 408 ? { kind: "unknown", reason } : { kind: "final", reason };
}
