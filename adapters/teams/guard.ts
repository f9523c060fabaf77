import type { IncomingMessage, ServerResponse } from "node:http";
import { type Activity, activitySchema } from "./activity.ts";

/** Teams sends at most some 100 KB, of which a message's text may be most. */
const MOST_BYTES = 512 * 1024;
const MOST_DEPTH = 40;

export interface Body {
  activity: Activity;
  /** As it came, for the SDK. */
  raw: Record<string, unknown>;
}

/**
 * Stands before the SDK, which a `null` or `{"type":5}` would end with the process: refuses what is too long (413) or no activity
 * (400). Undefined: it was answered.
 */
export async function guard(req: IncomingMessage, res: ServerResponse): Promise<Body | undefined> {
  if (req.method !== "POST") return refuse(res, 405);
  if (Number(req.headers["content-length"] ?? 0) > MOST_BYTES) return tooLong(req, res);
  const text = await read(req);
  if (text === undefined) return tooLong(req, res);
  const raw = objectIn(text);
  const activity = activitySchema.safeParse(raw);
  if (!raw || !activity.success) return refuse(res, 400);
  return { activity: activity.data, raw };
}

async function read(req: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return depthOf(value, 0) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** No deeper than anybody can mean: the SDK walks through all of it. */
function depthOf(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth < MOST_DEPTH && Object.values(value).every((part) => depthOf(part, depth + 1));
}

function refuse(res: ServerResponse, status: number): undefined {
  res.writeHead(status).end();
}

/** The rest isn't read. */
function tooLong(req: IncomingMessage, res: ServerResponse): undefined {
  res.writeHead(413, { connection: "close" }).end(() => req.destroy());
}
