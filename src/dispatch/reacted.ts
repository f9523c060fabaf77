import type { Desk, Person } from "../domain/desk.ts";
import { actOf, type EmojiAct } from "../domain/emoji.ts";
import { fromMessage } from "../from-message.ts";
import type { Input, Invocation, Place } from "../invocation.ts";
import type { Services } from "../services.ts";
import type { SystemStore } from "../store/system.ts";
import { bare, type Spoken } from "./bare.ts";

type Reaction = Extract<Input, { kind: "reaction" }>;

/** What an emoji does, and to which request; it files one if there is none yet. */
interface Meaning {
  desk: Desk;
  act: EmojiAct;
  request: string | undefined;
}

/**
 * What an emoji on a message means. In a client's channel it may file the message; on a card, or on the message that became a request, it is a
 * step of the team's. On anything else it is just an emoji.
 */
export async function meaningOf(
  system: SystemStore,
  place: Place,
  { emoji, message }: Reaction,
): Promise<Meaning | undefined> {
  const [card, channel] = await Promise.all([
    system.cardAt(message),
    place.kind === "channel" ? system.channel(place.address) : undefined,
  ]);
  const desk = await system.desk(channel?.desk ?? card?.desk ?? "");
  const act = desk && actOf(desk.emoji, emoji);
  if (!desk || act === undefined || (card && card.follows !== "request")) return undefined;
  if (act === "create") return card || !channel?.client ? undefined : { desk, act, request: undefined };
  const request = card?.request ?? (await system.requestOf(desk.id, message));
  return request === undefined ? undefined : { desk, act, request };
}

/** What an emoji comes down to; a step counts from the team alone. */
export async function reacted(
  services: Services,
  { place }: Invocation,
  reaction: Reaction,
  person: Person,
): Promise<Spoken | undefined> {
  const { system } = services.stores;
  const meant = await meaningOf(system, place, reaction);
  if (!meant) return undefined;
  const { desk, act, request } = meant;
  if (request === undefined) return filed(services, place.platform, reaction.message);
  const { members } = await system.memberships(person.id);
  return members.some((member) => member.desk === desk.id) ? bare(act, { ref: request }) : undefined;
}

/** Undefined where the message is gone, or was never one of a person's. */
async function filed(services: Services, platform: string, message: string): Promise<Spoken | undefined> {
  const said = await services.read(platform, message);
  if (!said) return undefined;
  const { verb, values, files = [] } = fromMessage("request", { ...said, ref: message });
  return { ...bare(verb, { ...values }), line: said.text, files };
}
