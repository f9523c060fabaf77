import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "node:querystring";
import { systemClock } from "../../src/time/clock.ts";

/** A form of many long answers in Devanagari, nine bytes a letter as Slack encodes it, and the same once more as what it was filled with. */
const MOST_BYTES = 1024 * 1024;
/** Slack's own advice for the age of a request; the SDK lets those of the future pass. */
const MOST_SECONDS = 5 * 60;
const FORM = "application/x-www-form-urlencoded";

/** What Slack sent, as text and as what it says. */
export interface Body {
  text: string;
  value: object;
}

/**
 * Stands before the SDK, which checks the signature: refuses what is too long (413), too old or of the future (401), or no object (400; `null`
 * would end the process). The body read is left where the SDK looks for it. Undefined: it was answered.
 */
export async function guard(
  req: IncomingMessage,
  res: ServerResponse,
  now: Date = systemClock.now(),
): Promise<Body | undefined> {
  if (req.method !== "POST") return refuse(res, 405);
  if (Number(req.headers["content-length"] ?? 0) > MOST_BYTES) return tooLong(req, res);
  if (!isTimely(req.headers["x-slack-request-timestamp"], now)) return refuse(res, 401);
  const body = await read(req);
  if (!body) return tooLong(req, res);
  const text = body.toString();
  const value = objectIn(req.headers["content-type"], text);
  if (!value) return refuse(res, 400);
  Object.assign(req, { rawBody: body });
  return { text, value };
}

function isTimely(stamp: string | string[] | undefined, now: Date): boolean {
  if (typeof stamp !== "string" || !/^\d{1,12}$/.test(stamp)) return false;
  return Math.abs(now.getTime() / 1000 - Number(stamp)) <= MOST_SECONDS;
}

async function read(req: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The object that the SDK will find in it, and in it an event that is one. */
function objectIn(type: string | undefined, body: string): object | undefined {
  const value = type === FORM ? formValue(body) : parsed(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return !("event" in value) || (typeof value.event === "object" && value.event !== null) ? value : undefined;
}

function formValue(body: string): unknown {
  const form = parse(body);
  return typeof form["payload"] === "string" ? parsed(form["payload"]) : form;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(res: ServerResponse, status: number): undefined {
  res.writeHead(status).end();
}

/** The rest isn't read. */
function tooLong(req: IncomingMessage, res: ServerResponse): undefined {
  res.writeHead(413, { connection: "close" }).end(() => req.destroy());
}
