import type { Context } from "hono";
import { localeOf, messages } from "../../src/i18n/index.ts";
import type { Reader } from "../../src/view/nodes.ts";
import type { Deps, Env, Viewer } from "./deps.ts";
import type { WebPerson } from "./port.ts";
import { sessionOf } from "./session.ts";

export async function viewerOf(c: Context<Env>, deps: Deps): Promise<Viewer | undefined> {
  const session = await sessionOf(c, deps.chat);
  const person = session && (await deps.chat.person(session.person));
  if (!session || !person) return undefined;
  const reader = await readerOf(deps, person);
  return { person, session, reader, m: messages(reader.locale) };
}

export async function readerOf({ settings }: Pick<Deps, "settings">, person: WebPerson): Promise<Reader> {
  const chosen = await settings(person.id);
  return {
    locale: chosen?.locale ?? person.locale ?? "en",
    zone: chosen?.zone ?? person.zone ?? "UTC",
  };
}

/** The language of a browser, for whoever we don't know yet. */
export function browserLocale(c: Context): Reader["locale"] {
  const wanted = (c.req.header("accept-language") ?? "").split(",").map((part) => part.split(";")[0]?.trim());
  return wanted.map(localeOf).find((locale) => locale !== undefined) ?? "en";
}
