import type { IncomingMessage } from "node:http";
import type { MiddlewareHandler } from "hono";
import { Refused } from "./refused.ts";

/** True if the request came to a name we may be called by; anything else may be another site that points its name at us. */
export function isOurHost(req: IncomingMessage, hosts: ReadonlySet<string>): boolean {
  const [, name] = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(req.headers.host ?? "") ?? [];
  return name !== undefined && hosts.has(name.toLowerCase());
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What every answer carries: nothing runs that we didn't serve, nobody frames us or learns where somebody came from. */
export const protect: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", POLICY);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("x-content-type-options", "nosniff");
  // Other sites learn nothing. With "no-referrer" a browser would not even tell us that a form is from our own page.
  headers.set("referrer-policy", "same-origin");
  headers.set("x-frame-options", "DENY");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
};

/**
 * Only pages of our own may change anything: a browser says where a request comes from, and one that says neither is none of ours. The
 * token in the page is checked beside it.
 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    const origin = c.req.header("origin");
    const site = c.req.header("sec-fetch-site");
    const ours = origin === undefined ? site === "same-origin" : isOurOrigin(origin, c.req.header("host"));
    if (!ours || (site !== undefined && site !== "same-origin")) throw new Refused(403, (m) => m.expired);
  }
  await next();
};

const isOurOrigin = (origin: string, host: string | undefined): boolean =>
  host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
