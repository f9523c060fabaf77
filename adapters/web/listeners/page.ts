import type { Context } from "hono";
import { conversationOf, postedInto } from "../act.ts";
import type { Deps, Env } from "../deps.ts";
import { aroundOf, lookAt } from "../look.ts";
import { directChannel, type WebChannel } from "../port.ts";
import { chatPage } from "../render/chat.ts";
import type { Html } from "../render/look.ts";

/** A conversation, from its newest message or from an earlier page. */
export const onPage =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> =>
    showPage(c, deps, await conversationOf(c, deps), { before: c.req.query("before") });

export const onHome =
  () =>
  (c: Context<Env>): Response =>
    c.redirect(`/c/${directChannel(c.var.viewer.person.id)}`);

interface Shown {
  before?: string | undefined;
  /** In place of the conversation. */
  form?: Html;
  status?: 200 | 422;
}

export async function showPage(
  c: Context<Env>,
  deps: Deps,
  channel: WebChannel,
  { before, form, status = 200 }: Shown,
): Promise<Response> {
  const { chat, catalog, deskExists, config } = deps;
  const { viewer } = c.var;
  // Before the log is read: what is said in between comes once more by the stream, rather than never.
  const now = deps.clock.now();
  const log = form ? [] : await chat.log(channel.id, viewer.person.id, before);
  if (before === undefined) await chat.markRead(channel.id, viewer.person.id);
  const [look, around, begun] = await Promise.all([
    lookAt(deps, viewer, channel, log),
    aroundOf(deps, viewer),
    deskExists(),
  ]);
  const page = chatPage({
    look: { ...look, now },
    around,
    members: channel.members.flatMap((id) => look.people.get(id) ?? []),
    log,
    before,
    catalog: catalog(viewer.reader.locale),
    command: config.command,
    deskExists: begun || viewer.person.demo,
    ...(form ? { form } : {}),
  });
  return c.html(page, status);
}

/** The page is in sight: what came in counts as read. */
export const onRead =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const { channel } = await postedInto(c, deps);
    await deps.chat.markRead(channel.id, c.var.viewer.person.id);
    return c.body(null, 204);
  };
