import type { Context } from "hono";
import type { Deps, Env, Viewer } from "./deps.ts";
import type { WebChannel, WebMessage } from "./port.ts";
import { type Posted, readPosted } from "./posted.ts";
import { notFound, Refused, unreadable } from "./refused.ts";
import { sameToken } from "./session.ts";

/** The channel of the address, if the viewer is in it. @throws Refused 404 */
export async function conversationOf(c: Context<Env>, { chat }: Deps): Promise<WebChannel> {
  const channel = await chat.channel(c.req.param("channel") ?? "");
  if (!channel?.members.includes(c.var.viewer.person.id)) throw notFound();
  return channel;
}

/** What was posted into which conversation, from a form of this session. @throws Refused */
export async function postedInto(
  c: Context<Env>,
  deps: Deps,
): Promise<{ channel: WebChannel; posted: Posted }> {
  const channel = await conversationOf(c, deps);
  const posted = await readPosted(c);
  checkToken(c.var.viewer, posted);
  return { channel, posted };
}

/** @throws Refused 403 if the form was not shown in this session */
export function checkToken({ session }: Viewer, posted: Posted): void {
  if (!sameToken(session.token, posted.text("token")))
    throw new Refused(403, (m) => m.expired, posted.text("text") || undefined);
}

/** The name of the act, drawn with the form or composer it comes from: sent again, it is the same act. @throws Refused 400 */
export function actOf(posted: Posted): string {
  const act = posted.text("act");
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(act)) throw unreadable();
  return act;
}

/** A message of this channel that the viewer may see. @throws Refused 404 */
export async function messageIn(
  { chat }: Deps,
  { person }: Viewer,
  channel: WebChannel,
  id: string,
): Promise<WebMessage> {
  const message = await chat.message(id);
  if (!message || message.channel !== channel.id) throw notFound();
  if (message.to !== null && message.to !== person.id) throw notFound();
  return message;
}

/** The head of the thread a form was shown in; undefined outside threads. @throws Refused 404 */
export async function threadOf(
  deps: Deps,
  viewer: Viewer,
  channel: WebChannel,
  posted: Posted,
): Promise<string | undefined> {
  const id = posted.text("thread");
  if (id === "") return undefined;
  const head = await messageIn(deps, viewer, channel, id);
  if (head.thread !== null) throw notFound();
  return head.id;
}

/** Twice at once is once: the second waits for the first and gets the same. */
export async function once<T>({ underWay }: Deps, name: string, work: () => Promise<T>): Promise<T> {
  const running = underWay.get(name) as Promise<T> | undefined;
  if (running) return running;
  const fresh = work();
  underWay.set(name, fresh);
  try {
    return await fresh;
  } finally {
    underWay.delete(name);
  }
}
