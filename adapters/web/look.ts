import type { Deps, Viewer } from "./deps.ts";
import type { WebChannel, WebMessage, WebPerson } from "./port.ts";
import type { Look } from "./render/look.ts";
import type { Around } from "./render/sidebar.ts";

/** What drawing these messages for this viewer takes: the names of who wrote them and of who is in the channel. */
export async function lookAt(
  { chat, clock }: Deps,
  viewer: Viewer,
  channel: WebChannel,
  log: readonly WebMessage[] = [],
): Promise<Look> {
  const authors = log.flatMap((message) => (message.author === null ? [] : [message.author]));
  const people = await chat.people([...new Set([...channel.members, ...authors])]);
  return { viewer, channel, now: clock.now(), people: new Map(people.map((person) => [person.id, person])) };
}

/** Where the viewer can go, and whom they may be instead. */
export async function aroundOf({ chat }: Deps, { person }: Viewer): Promise<Around> {
  const [channels, others] = await Promise.all([
    chat.channelsOf(person.id),
    person.demo ? chat.demoPeople() : [],
  ]);
  const ids = channels.map((channel) => channel.id);
  return { channels, unread: await chat.unread(person.id, ids), others };
}

/** Everybody the viewer shares a channel with, themselves too. */
export async function acquaintances({ chat }: Deps, { person }: Viewer): Promise<WebPerson[]> {
  const channels = await chat.channelsOf(person.id);
  return chat.people([...new Set(channels.flatMap((channel) => channel.members))]);
}
