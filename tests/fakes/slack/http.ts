import type { IncomingMessage, ServerResponse } from "node:http";
import { isJson, parsed } from "./json.ts";
import { SlackError } from "./slack-error.ts";
import type { Json } from "./types.ts";

export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export function answer(
  res: ServerResponse,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
) {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  res.end(JSON.stringify(body));
}

const STRUCTURED = ["blocks", "attachments", "metadata", "view", "files"];

/** A method's arguments from a query, a form, a multipart form or JSON, structured ones parsed. */
export async function readArguments(req: IncomingMessage, url: URL, body: Buffer): Promise<Json> {
  const type = req.headers["content-type"] ?? "";
  const args: Json = Object.fromEntries(url.searchParams);
  if (type.startsWith("application/json")) {
    const value = parsed(body.toString());
    if (value === undefined) throw new SlackError("invalid_json");
    if (!isJson(value)) throw new SlackError("json_not_object");
    Object.assign(args, value);
  } else if (type.startsWith("application/x-www-form-urlencoded")) {
    Object.assign(args, Object.fromEntries(new URLSearchParams(body.toString())));
  } else if (type.startsWith("multipart/form-data")) {
    const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    Object.assign(args, Object.fromEntries(form));
  } else if (body.length > 0) {
    throw new SlackError("invalid_post_type");
  }
  for (const name of STRUCTURED) {
    const value = args[name];
    if (typeof value === "string") args[name] = parsed(value) ?? value;
  }
  return args;
}

/** `true`, `"true"`, `"1"`: as forms say it. */
export function flag(value: unknown): boolean {
  return value === true || value === "true" || value === "1" || value === 1;
}
