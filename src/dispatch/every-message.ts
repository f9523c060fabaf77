import { together } from "../domain/burst.ts";
import type { Person } from "../domain/desk.ts";
import type { Channel } from "../domain/place.ts";
import type { Invocation } from "../invocation.ts";
import type { Services } from "../services.ts";
import { bare, type Spoken } from "./bare.ts";

/** Is each message here a request of the client's? */
export const takesEvery = (channel: Channel | undefined): channel is Channel & { client: string } =>
  channel !== undefined && channel.client !== null && channel.intake === "every";

/**
 * A message as a request, in a channel where each one is; undefined anywhere else, and from the team. Somebody we haven't met is asked who they
 * are once, whatever else they say meanwhile; all of it waits for the answer.
 */
export async function everyMessage(
  services: Services,
  invocation: Invocation,
  person: Person,
  { line, files }: Pick<Spoken, "line" | "files">,
): Promise<Spoken | undefined> {
  const { stores, clock } = services;
  const { place, message, key } = invocation;
  if (place.kind !== "channel" || place.thread !== undefined || line === "") return undefined;
  const channel = await stores.system.channel(place.address);
  if (!takesEvery(channel)) return undefined;
  const client = await stores.system.client(channel.client);
  const { members } = await stores.system.memberships(person.id);
  if (client?.archivedAt !== null || members.some(({ desk }) => desk === channel.desk)) return undefined;
  const { ref, at } = message ?? { ref: key, at: clock.now() };
  const link = message ? await services.linkTo(place.platform, ref) : "";
  const values = { title: line, at: at.toISOString(), message: ref, ...(link === "" ? {} : { link }) };
  return unlessAsked(services, invocation, person, channel, { ...bare("request", values), line, files });
}

/** A remark, unless whoever makes it is being asked who they are: then it waits for the answer with what they said before. */
export async function orWaits(
  services: Services,
  invocation: Invocation,
  person: Person,
  remark: Spoken,
): Promise<Spoken | undefined> {
  const { place, message } = invocation;
  const channel = place.kind === "channel" ? await services.stores.system.channel(place.address) : undefined;
  if (!channel || !message || channel.client === null) return remark;
  const values = { ...remark.values, at: message.at.toISOString(), message: message.ref };
  return unlessAsked(services, invocation, person, channel, { ...remark, values });
}

/** `spoken` says at what time. */
async function unlessAsked(
  services: Services,
  invocation: Invocation,
  person: Person,
  channel: Channel,
  spoken: Spoken,
): Promise<Spoken | undefined> {
  if (await isMet(services, person, channel)) return spoken;
  const { stores, clock } = services;
  const waiting = await stores.system.saidAndWaiting(person.id, invocation.place.address, clock.now());
  const at = new Date(spoken.values["at"] ?? "");
  if (!waiting.some((draft) => together(new Date(draft.values["at"] ?? ""), at))) return spoken;
  await services.keepDraft(person, invocation, spoken);
  // They may have answered while this was being kept.
  return (await isMet(services, person, channel)) ? spoken : undefined;
}

async function isMet({ stores }: Services, person: Person, channel: Channel): Promise<boolean> {
  const { contacts, members } = await stores.system.memberships(person.id);
  return (
    contacts.some(({ client }) => client === channel.client) ||
    members.some(({ desk }) => desk === channel.desk)
  );
}
