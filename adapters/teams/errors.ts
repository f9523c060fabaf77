import { z } from "zod";
import { PlatformError, type PlatformFailure } from "../../src/errors.ts";
import { PLATFORM } from "./codec.ts";

const failed = z.object({
  statusCode: z.number().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  body: z.looseObject({ error: z.looseObject({ code: z.string().optional() }).optional() }).optional(),
  response: z.looseObject({ headers: z.unknown().optional(), bodyAsText: z.string().nullish() }).optional(),
});

/** The connection never came about, so nothing was sent. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
const NOT_REACHED = /(?:connect|getaddrinfo) (?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/;

/** The conversation is there, the message isn't. */
const GONE = new Set(["ActivityNotFoundInConversation", "MessageNotFound"]);

/** What the connector's refusal means for a message. Codes: "Send proactive messages", "Rate limiting" in Microsoft's Teams docs. */
export function platformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  return new PlatformError(PLATFORM, failureOf(error), { cause: error });
}

function failureOf(error: unknown): PlatformFailure {
  const read = failed.safeParse(error);
  if (!read.success) return { kind: "unknown", reason: "no answer" };
  const { statusCode: status, code = "", message = "" } = read.data;
  if (status === undefined) {
    if (NOT_CONNECTED.has(code) || NOT_REACHED.test(message))
      return { kind: "retry", reason: code || "no connection" };
    return { kind: "unknown", reason: code || "no answer" };
  }
  const reason = read.data.body?.error?.code ?? codeIn(read.data.response?.bodyAsText) ?? String(status);
  switch (status) {
    case 401:
    case 412:
      return { kind: "retry", reason };
    case 429: {
      const afterMs = retryAfter(read.data.response?.headers);
      return { kind: "retry", reason, ...(afterMs === undefined ? {} : { afterMs }) };
    }
    case 408:
    case 500:
    case 502:
    case 503:
    case 504:
      return { kind: "unknown", reason };
    default:
      return { kind: "final", reason, ...(GONE.has(reason) ? { gone: true } : {}) };
  }
}

function codeIn(body: string | null | undefined): string | undefined {
  try {
    return z.object({ error: z.object({ code: z.string() }) }).parse(JSON.parse(body ?? "")).error.code;
  } catch {
    return undefined;
  }
}

/** Milliseconds, from seconds. */
function retryAfter(headers: unknown): number | undefined {
  const get = (headers as { get?(name: string): string | undefined } | undefined)?.get;
  const seconds = Number(get?.call(headers, "retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
