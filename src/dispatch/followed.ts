import type { Person } from "../domain/desk.ts";
import { type Card, cardId } from "../domain/outbox.ts";
import type { Request } from "../domain/request.ts";
import type { Invocation, Place } from "../invocation.ts";
import type { SystemStore } from "../store/system.ts";

/** What is said in a thread belongs to `request`; `id` is the card there that it need not be passed on to. */
export type Talked = Pick<Card, "id" | "request">;

/**
 * What talk in this thread belongs to: the card that heads it or, in a client's channel, the request that the message at its head became. The
 * card of that request stands in the same channel, where all who read it can read the thread.
 */
export async function talkedOf(
  system: SystemStore,
  place: Place,
): Promise<Card | (Talked & { follows: "request" }) | undefined> {
  const { thread } = place;
  if (thread === undefined) return undefined;
  const [card, [request]] = await Promise.all([system.cardAt(thread), requestsHere(system, place, thread)]);
  if (card || !request) return card;
  return { id: cardId(request.id, place.address), follows: "request", request: request.id };
}

/** The request that what was changed, or taken back, had become. */
export async function madeOf(
  system: SystemStore,
  { place, message }: Pick<Invocation, "place" | "message">,
): Promise<Request | undefined> {
  return message && (await requestsHere(system, place, message.ref))[0];
}

/** What somebody said and that waits until we know who they are waits in its present words; taken back it waits no more. */
export async function redraft(
  system: SystemStore,
  { message }: Pick<Invocation, "message">,
  person: Pick<Person, "id">,
  text: string,
): Promise<void> {
  const waiting = message && (await system.draftOf(message.ref));
  if (waiting?.person !== person.id) return;
  if (text === "") await system.dropDraft(waiting.id);
  else {
    const words = waiting.verb === "comment" ? { text } : { title: text };
    await system.changeDraft({ ...waiting, line: text, values: { ...waiting.values, ...words } });
  }
}

/** In a client's own channel everybody may read what was made from a message; anywhere else its thread is somebody's own. */
async function requestsHere(system: SystemStore, place: Place, message: string): Promise<Request[]> {
  const made = place.kind === "channel" ? await system.requestsFrom([message]) : [];
  const open = made.filter(({ audience }) => audience === "client");
  const channel = open.length === 0 ? undefined : await system.channel(place.address);
  return open.filter(({ desk, client }) => desk === channel?.desk && client === channel.client);
}
