import type { Context } from "hono";
import { messages } from "../../../src/i18n/index.ts";
import { cleanText } from "../../../src/input.ts";
import { parseZone } from "../../../src/time/zones.ts";
import { once } from "../act.ts";
import { readAddress } from "../codec.ts";
import type { Deps, Entrant, Env } from "../deps.ts";
import { invocationOf } from "../invocation.ts";
import type { Limiter } from "../limiter.ts";
import { directChannel, type WebPerson } from "../port.ts";
import { type Posted, readPosted } from "../posted.ts";
import { notFound, Refused } from "../refused.ts";
import { type Entry, entryPage } from "../render/entry.ts";
import { answer } from "../reply.ts";
import { beginSession, endSession, isVisitToken, sameToken, sessionOf, visitToken } from "../session.ts";
import { browserLocale } from "../viewer.ts";

const MOST_NAME = 80;

/** The first page, for whoever isn't signed in. */
export async function showEntry(
  c: Context<Env>,
  deps: Deps,
  more: Pick<Entry, "wrong" | "typed"> = {},
  status: 200 | 422 = 200,
): Promise<Response> {
  const locale = browserLocale(c);
  const [people, begun] = await Promise.all([deps.chat.demoPeople(), deps.deskExists()]);
  const page = entryPage({
    locale,
    m: messages(locale),
    token: visitToken(c),
    mayTry: deps.demo !== undefined,
    people,
    mayBegin: !begun,
    ...more,
  });
  return c.html(page, status);
}

/** A form of the first page. @throws Refused 403 if it was not shown in this browser */
async function readVisit(c: Context<Env>, chat: Deps["chat"]): Promise<Posted> {
  const posted = await readPosted(c);
  const token = posted.text("token");
  const session = await sessionOf(c, chat);
  if (!isVisitToken(c, token) && !(session && sameToken(session.token, token)))
    throw new Refused(403, (m) => m.expired);
  return posted;
}

/** Loads the sample desk and comes in as the first of its people. */
export const onDemo =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    await readVisit(c, deps.chat);
    if (!deps.demo) throw notFound();
    await deps.demo();
    const [first] = await deps.chat.demoPeople();
    if (!first) throw notFound();
    return comeIn(c, deps, first.id);
  };

/** Comes in as somebody of the sample desk. Nobody else can be chosen. */
export const onBe =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const posted = await readVisit(c, deps.chat);
    const person = await deps.chat.person(posted.text("person"));
    if (!person?.demo) throw notFound();
    return comeIn(c, deps, person.id);
  };

/** Comes in to begin a desk of one's own; only until there is one. */
export const onBegin =
  (deps: Deps, limiter: Limiter) =>
  async (c: Context<Env>): Promise<Response> => {
    const posted = await readVisit(c, deps.chat);
    limit(c, limiter);
    if (await deps.deskExists()) throw new Refused(403, (m) => m.deskExists);
    const { problems } = messages(browserLocale(c)).web;
    const typed = { name: cleanText(posted.text("name")), zone: cleanText(posted.text("zone")) };
    if (typed.name === "" || typed.name.length > MOST_NAME)
      return showEntry(c, deps, { typed, wrong: { field: "name", words: problems.nameNeeded } }, 422);
    const zone = typed.zone === "" ? null : parseZone(typed.zone);
    if (zone === undefined)
      return showEntry(
        c,
        deps,
        { typed, wrong: { field: "zone", words: problems.zoneUnknown(typed.zone.slice(0, 60)) } },
        422,
      );
    const locale = browserLocale(c);
    // A browser that asks for English may just never have been asked.
    const user = await account(deps, { name: typed.name, zone, locale: locale === "en" ? null : locale });
    return comeIn(c, deps, user);
  };

/** Comes in with a one-time code: from where they talk to VA Desk already, or an invitation. */
export const onCode =
  (deps: Deps, limiter: Limiter) =>
  async (c: Context<Env>): Promise<Response> => {
    const posted = await readVisit(c, deps.chat);
    limit(c, limiter);
    const { problems, entry } = messages(browserLocale(c)).web;
    const code = cleanText(posted.text("code"))
      .replace(/^\/?(\S+\s+)?link\s+/i, "")
      .slice(0, 60);
    const refuse = (words: string) =>
      showEntry(c, deps, { typed: { code }, wrong: { field: "code", words } }, 422);
    if (code === "") return refuse(problems.codeNeeded);
    const entrant = await deps.redeem(code, callerOf(c));
    if (entrant === "locked") return refuse(messages(browserLocale(c)).desk.linkLocked);
    if (!entrant) return refuse(entry.refused);
    if ("invited" in entrant) {
      const zone = parseZone(cleanText(posted.text("browser-zone"))) ?? null;
      const who = { name: entrant.invited, zone, locale: null };
      return comeIn(c, deps, await once(deps, `invitation:${code}`, () => joinInvited(deps, who, code)));
    }
    return comeIn(c, deps, entrant.user ?? (await join(deps, entrant)));
  };

/** Somebody new brings their invitation to VA Desk, as they could in any chat, and is let into the channels of their part. */
async function joinInvited(
  deps: Deps,
  who: Pick<WebPerson, "name" | "zone" | "locale">,
  code: string,
): Promise<string> {
  const { chat, intake } = deps;
  const user = await account(deps, who);
  const person = { ...who, id: user, demo: false };
  const direct = { id: directChannel(user), name: who.name, kind: "dm", members: [user] } as const;
  const input = { kind: "action", verb: "link", values: { what: code } } as const;
  const invocation = invocationOf(person, direct, `web:invited:${user}`, input);
  await answer(chat, invocation, await intake.dispatch(invocation));
  for (const address of await deps.channelsFor(user)) await chat.addMember(readAddress(address), user);
  return user;
}

async function join(deps: Deps, entrant: Entrant): Promise<string> {
  const user = await account(deps, entrant);
  await deps.join(user, entrant.person);
  return user;
}

export const onLeave =
  ({ chat }: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    await readVisit(c, chat);
    await endSession(c, chat);
    return c.redirect("/", 303);
  };

/** An account under the first free name like theirs. */
async function account({ chat }: Deps, who: Pick<WebPerson, "name" | "zone" | "locale">): Promise<string> {
  const like = slug(who.name);
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? like : `${like}-${n}`;
    if (await chat.addPerson({ id, name: who.name, zone: who.zone, locale: who.locale, demo: false }))
      return id;
  }
}

/** What others type after an @: the first name in Latin letters, if it has any. */
function slug(name: string): string {
  const latin = name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const [first] = latin.split(/[^a-z0-9]+/).filter(Boolean);
  return (first ?? "member").slice(0, 30);
}

async function comeIn(c: Context<Env>, { chat, clock }: Deps, user: string): Promise<Response> {
  await beginSession(c, chat, clock, user);
  return c.redirect("/", 303);
}

const callerOf = (c: Context<Env>): string => c.env.incoming.socket.remoteAddress ?? "";

function limit(c: Context<Env>, limiter: Limiter): void {
  if (!limiter.allows(callerOf(c))) throw new Refused(429, (m) => m.tooManyTries);
}
