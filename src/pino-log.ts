import pino from "pino";
import type { Log } from "./log.ts";

/** What must never be written down, wherever in the facts it turns up: what people wrote, and what opens doors. */
const SECRET = ["text", "title", "token", "authorization", "cookie", "headers", "body", "uri", "password"];

/** JSON lines on standard error, so that standard output stays for people and pipes. */
export function createLog(level: string): Log {
  const paths = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: { paths, censor: "[hidden]" },
      serializers: { err: errorFacts },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** An error with its cause, and without the request and response that SDKs hang on their errors. */
function errorFacts(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, id, cause } = error as Error & { code?: unknown; id?: unknown };
  return {
    type: error.name,
    message: withoutPassword(error.message),
    ...(code === undefined ? {} : { code }),
    ...(typeof id === "string" ? { id } : {}),
    stack: withoutPassword(error.stack ?? ""),
    ...(cause === undefined || depth > 3 ? {} : { cause: errorFacts(cause, depth + 1) }),
  };
}

const withoutPassword = (text: string): string => text.replace(/(mongodb(?:\+srv)?:\/\/)[^@\s/]*@/g, "$1…@");
