import { PlatformError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import type { SystemStore } from "../store/system.ts";

export interface Route {
  platform: Platform;
  address: string;
  /** Where else the same person is, should this one turn out to be closed. */
  others: readonly Way[];
}

interface Way {
  platform: Platform;
  address(): Promise<string>;
}

/** Addresses and refs begin with the platform's name and the workspace: `slack|T1|C1`, `slack|T1|C1|1700.1`. */
export const platformOf = (address: string): string => address.split("|")[0] ?? "";
export const workspaceOf = (address: string): string => address.split("|").slice(0, 2).join("|");

const isFinal = (error: unknown): boolean => error instanceof PlatformError && error.failure.kind === "final";

/** True if the message that was to be edited isn't there any more. */
export const isGone = (error: unknown): boolean =>
  error instanceof PlatformError && error.failure.kind === "final" && error.failure.gone === true;

/** True if what failed is the bot's place in a whole workspace; its owners have been told. */
export const isAway = (error: unknown): boolean =>
  error instanceof PlatformError && error.failure.kind === "final" && error.failure.told === true;

/**
 * Where a conversation is now: an address as it stands, a person by the platform they chose or last spoke on, if possible in a workspace
 * where the bot still is; a member where the app is a client's own only if they are nowhere else. Undefined: nowhere.
 */
export async function routeOf(
  system: SystemStore,
  platforms: ReadonlyMap<string, Platform>,
  conversation: string,
): Promise<Route | undefined> {
  const person = /^person:(.+)$/.exec(conversation)?.[1];
  if (person !== undefined) return along(await waysTo(system, platforms, person));
  const platform = platforms.get(platformOf(conversation));
  return platform && { platform, address: conversation, others: [] };
}

/** The next way to a person after one that is closed for good; undefined if there is none, or it was not about the way. */
export async function otherRoute(error: unknown, { others }: Route): Promise<Route | undefined> {
  return isFinal(error) ? along(others).catch(() => undefined) : undefined;
}

async function along([way, ...others]: readonly Way[]): Promise<Route | undefined> {
  if (!way) return undefined;
  try {
    return { platform: way.platform, address: await way.address(), others };
  } catch (error) {
    if (!isFinal(error) || others.length === 0) throw error;
    return along(others);
  }
}

async function waysTo(
  system: SystemStore,
  platforms: ReadonlyMap<string, Platform>,
  person: string,
): Promise<Way[]> {
  const [who, identities, { members, contacts }] = await Promise.all([
    system.person(person),
    system.identitiesOf(person),
    system.memberships(person),
  ]);
  const chosen = identities.filter((identity) => identity.platform === who?.platform);
  const ordered = [...chosen, ...identities.filter((identity) => !chosen.includes(identity))];
  // What they are told may concern others than a client whose app it is: that hears it only while there is no other way.
  const ofSeveral = members.length > 0 || new Set(contacts.map(({ client }) => client)).size > 1;
  const open: Way[] = [];
  const closed: Way[] = [];
  const foreign: Way[] = [];
  for (const { platform: name, workspace: own, via, user } of ordered) {
    const workspace = via ?? own;
    const platform = platforms.get(name);
    if (!platform) continue;
    const isIn = (await platform.isIn?.(workspace)) ?? true;
    const theirs = ofSeveral && ((await platform.isForeign?.(workspace)) ?? false);
    const ways = theirs ? foreign : isIn ? open : closed;
    ways.push({ platform, address: () => platform.directAddress(workspace, user) });
  }
  const own = [...open, ...closed];
  return own.length > 0 ? own : foreign;
}
