import type { Person } from "../domain/desk.ts";
import { actOf } from "../domain/emoji.ts";
import { fromMessage } from "../from-message.ts";
import type { Input, Invocation } from "../invocation.ts";
import type { Services } from "../services.ts";
import { bare, type Spoken } from "./bare.ts";

type Reaction = Extract<Input, { kind: "reaction" }>;

/**
 * What an emoji on a message comes down to. In a client's channel it files the message; on a card, or on the message that became a request, it is a
 * step of the team's. Of anybody else, on anything else, it is just an emoji.
 */
export async function reacted(
  services: Services,
  { place }: Invocation,
  { emoji, message }: Reaction,
  person: Person,
): Promise<Spoken | undefined> {
  const { system } = services.stores;
  const [card, channel] = await Promise.all([
    system.cardAt(message),
    place.kind === "channel" ? system.channel(place.address) : undefined,
  ]);
  const desk = await system.desk(channel?.desk ?? card?.desk ?? "");
  const act = desk && actOf(desk.emoji, emoji);
  if (!desk || act === undefined) return undefined;
  if (act === "create")
    return card || !channel?.client ? undefined : filed(services, place.platform, message);
  const { members } = await system.memberships(person.id);
  if (!members.some((member) => member.desk === desk.id)) return undefined;
  const request = card?.request ?? (await system.requestOf(desk.id, message));
  return request === undefined ? undefined : bare(act, { ref: request });
}

/** Undefined where the message is gone, or was never one of a person's. */
async function filed(services: Services, platform: string, message: string): Promise<Spoken | undefined> {
  const said = await services.read(platform, message);
  if (!said) return undefined;
  const { verb, values, files = [] } = fromMessage("request", said);
  const { link = "" } = said;
  return { ...bare(verb, { ...values, message, link }), line: said.text, files };
}
