import type { Platform } from "../platform.ts";
import type { SystemStore } from "../store/system.ts";

export interface Route {
  platform: Platform;
  address: string;
}

/** Addresses and refs begin with the platform's name and the workspace: `slack|T1|C1`, `slack|T1|C1|1700.1`. */
export const platformOf = (address: string): string => address.split("|")[0] ?? "";
export const workspaceOf = (address: string): string => address.split("|").slice(0, 2).join("|");

/** Where a conversation is now: an address as it stands, a person by the platform they chose or last spoke on. Undefined: nowhere. */
export async function routeOf(
  system: SystemStore,
  platforms: ReadonlyMap<string, Platform>,
  conversation: string,
): Promise<Route | undefined> {
  const person = /^person:(.+)$/.exec(conversation)?.[1];
  if (person === undefined) {
    const platform = platforms.get(platformOf(conversation));
    return platform && { platform, address: conversation };
  }
  const [who, identities] = await Promise.all([system.person(person), system.identitiesOf(person)]);
  const reachable = identities.filter((identity) => platforms.has(identity.platform));
  const chosen = reachable.find((identity) => identity.platform === who?.platform) ?? reachable[0];
  const platform = chosen && platforms.get(chosen.platform);
  if (!chosen || !platform) return undefined;
  return { platform, address: await platform.directAddress(chosen.workspace, chosen.user) };
}
