import { PlatformError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import type { SystemStore } from "../store/system.ts";

export interface Route {
  platform: Platform;
  address: string;
}

/** Addresses and refs begin with the platform's name and the workspace: `slack|T1|C1`, `slack|T1|C1|1700.1`. */
export const platformOf = (address: string): string => address.split("|")[0] ?? "";
export const workspaceOf = (address: string): string => address.split("|").slice(0, 2).join("|");

/** True if what failed is the bot's place in a whole workspace; it has been told to its owners, and `isIn` says so by now. */
export const isAway = (error: unknown): boolean =>
  error instanceof PlatformError && error.failure.kind === "final" && error.failure.told === true;

/**
 * Where a conversation is now: an address as it stands, a person by the platform they chose or last spoke on, if possible in a workspace
 * where the bot still is. Undefined: nowhere.
 */
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
  const chosen = identities.filter((identity) => identity.platform === who?.platform);
  const ways = [...chosen, ...identities].flatMap(({ platform: name, workspace, user }) => {
    const platform = platforms.get(name);
    return platform ? [{ platform, workspace, user }] : [];
  });
  let way = ways[0];
  for (const other of ways) {
    if ((await other.platform.isIn?.(other.workspace)) === false) continue;
    way = other;
    break;
  }
  return (
    way && { platform: way.platform, address: await way.platform.directAddress(way.workspace, way.user) }
  );
}
