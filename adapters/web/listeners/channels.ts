import type { Context } from "hono";
import { checkToken, postedInto } from "../act.ts";
import type { Deps, Env, Viewer } from "../deps.ts";
import { isName } from "../port.ts";
import { readPosted } from "../posted.ts";
import { notFound, Refused } from "../refused.ts";
import { wantsJson } from "../respond.ts";

const MOST_NAME = 30;

/** Makes a channel, with whoever makes it and the people they named. */
export const onNewChannel =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const { viewer } = c.var;
    const posted = await readPosted(c);
    checkToken(viewer, posted);
    const name = posted.text("name").trim().toLowerCase().replace(/^#/, "").replace(/\s+/g, "-");
    if (!isName(name) || name.length > MOST_NAME || name.startsWith("dm-"))
      throw new Refused(422, (m) => viewer.m.web.channelNameBad || m.unreadable);
    const people = await named(deps, viewer, posted.text("people"));
    if (await deps.chat.channel(name)) throw new Refused(409, () => viewer.m.web.channelTaken(name));
    const members = [viewer.person.id, ...people];
    await deps.chat.addChannel({ id: name, name, members });
    return goTo(c, `/c/${name}`);
  };

/** Adds people to a channel one is in oneself. */
export const onNewMembers =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const { viewer } = c.var;
    const { channel, posted } = await postedInto(c, deps);
    if (channel.kind === "dm") throw notFound();
    for (const person of await named(deps, viewer, posted.text("people")))
      await deps.chat.addMember(channel.id, person);
    return goTo(c, `/c/${channel.id}`);
  };

/** The accounts behind `@jane @raj`. @throws Refused 422 naming the first that is nobody's */
async function named({ chat }: Deps, { m }: Viewer, words: string): Promise<string[]> {
  const names = words.split(/[\s,]+/).flatMap((word) => word.replace(/^@/, "").toLowerCase() || []);
  const found = new Set((await chat.people(names)).map((person) => person.id));
  const missing = names.find((name) => !found.has(name));
  if (missing !== undefined) throw new Refused(422, () => m.web.nobodyCalled(missing.slice(0, 40)));
  return [...found];
}

const goTo = (c: Context, address: string): Response =>
  wantsJson(c) ? c.json({ go: address }) : c.redirect(address, 303);
