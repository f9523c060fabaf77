import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Clock } from "../../src/time/clock.ts";
import type { WebChat, WebSession } from "./port.ts";

const SESSION = "va_session";
/** For whoever hasn't come in yet: the forms of the first page are only good in the browser they were shown in. */
const VISIT = "va_visit";
const DAYS = 30;
const VALUE = /^[A-Za-z0-9_-]{43}$/;

const digest = (words: string): string => createHash("sha256").update(words).digest("base64url");
const secret = (): string => randomBytes(32).toString("base64url");

/** What stands in a page's forms: made from the cookie, which the page itself can't read. */
const tokenOf = (value: string): string => digest(`token:${value}`);

export interface Session {
  id: string;
  person: string;
  token: string;
}

/** The session of the cookie, if it is still good. */
export async function sessionOf(c: Context, chat: WebChat): Promise<Session | undefined> {
  const value = getCookie(c, SESSION);
  if (value === undefined || !VALUE.test(value)) return undefined;
  const held = await chat.session(digest(value));
  return held && { id: held.id, person: held.person, token: tokenOf(value) };
}

export async function beginSession(c: Context, chat: WebChat, clock: Clock, person: string): Promise<void> {
  const value = secret();
  const session: WebSession = {
    id: digest(value),
    person,
    expiresAt: new Date(clock.now().getTime() + DAYS * 86_400_000),
  };
  await chat.addSession(session);
  const last = await sessionOf(c, chat);
  if (last) await chat.endSession(last.id);
  setCookie(c, SESSION, value, { ...cookie(c), maxAge: DAYS * 86_400 });
}

export async function endSession(c: Context, chat: WebChat): Promise<void> {
  const session = await sessionOf(c, chat);
  if (session) await chat.endSession(session.id);
  deleteCookie(c, SESSION, cookie(c));
}

/** The token for the forms of the first page; sets its cookie if need be. */
export function visitToken(c: Context): string {
  const held = getCookie(c, VISIT);
  const value = held !== undefined && VALUE.test(held) ? held : secret();
  if (value !== held) setCookie(c, VISIT, value, cookie(c));
  return tokenOf(value);
}

export function isVisitToken(c: Context, token: string): boolean {
  const value = getCookie(c, VISIT);
  return value !== undefined && VALUE.test(value) && sameToken(tokenOf(value), token);
}

export function sameToken(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Behind a proxy that speaks https the cookie never leaves it. */
const cookie = (c: Context) => ({
  path: "/",
  httpOnly: true,
  sameSite: "Lax" as const,
  secure: c.req.header("x-forwarded-proto") === "https",
});
