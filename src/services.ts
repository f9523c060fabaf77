import { randomBytes } from "node:crypto";
import { newPersonId } from "./ctx.ts";
import type { Person } from "./domain/desk.ts";
import { DOWNLOADS_PATH, type DownloadAsked } from "./domain/download.ts";
import type { Address, MessageRef } from "./domain/ids.ts";
import type { Draft, Identity } from "./domain/place.ts";
import type { SaidBefore } from "./from-message.ts";
import { homeFor } from "./home-service.ts";
import type { FileLink, Invocation, Place, Profile, Speaker } from "./invocation.ts";
import type { People } from "./people.ts";
import { createPeople } from "./people-service.ts";
import type { Platform } from "./platform.ts";
import { createReach, type Reach } from "./reach.ts";
import type { Stores } from "./store/index.ts";
import type { Clock } from "./time/clock.ts";
import type { View } from "./view/nodes.ts";

const DRAFT_HOURS = 48;
const DOWNLOAD_MINUTES = 15;
const SEEN_MS = 60_000;

/** What the dispatcher needs of the world around it. */
export interface Services {
  clock: Clock;
  stores: Stores;
  read(platform: string, message: MessageRef): Promise<SaidBefore | undefined>;
  /** Where a message can be read; "" where that can't be said. */
  linkTo(platform: string, message: MessageRef): Promise<string>;
  whoIs(speaker: Speaker): Promise<Person>;
  /** A channel that isn't linked by this address, by the one it is linked by, if it is shared and the bot here is really in it. */
  linkedElsewhere(place: Place): Promise<Place | undefined>;
  /** What counts of somebody's parts where they are heard. */
  reach: Reach;
  /** Somebody who spoke to us before; asking is not hearing from them. */
  known(speaker: Speaker): Promise<Person | undefined>;
  /** Keeps what somebody typed until they press the button that goes on with it. Its id. */
  keepDraft(person: Person, invocation: Invocation, kept: Kept): Promise<string>;
  /** `act` names what they are doing. */
  peopleFor(person: Person, invocation: Invocation, act: string, now: Date): People;
  /** A link under which this person can fetch it, and until when. */
  offer(person: Person, what: DownloadAsked): Promise<{ url: string; until: Date }>;
  /** Their home, in the part they chose. */
  home(
    person: Person,
    speaker: Speaker,
    chosen: { desk?: string | undefined; as?: string | undefined },
  ): Promise<{ view: View }>;
  measured(done: { verb: string; result: string; ms: number }): void;
}

type Kept = Pick<Draft, "verb" | "values" | "line"> & { files: readonly FileLink[] };

export const identityOf = ({ platform, workspace, user }: Speaker): string =>
  `${platform}:${workspace}:${user}`;

function fromOf({ company, hearsay = false }: Speaker, profile: Profile | undefined): Pick<Person, "from"> {
  const guest = profile?.guest ?? false;
  if (company === undefined && !guest && !hearsay) return {};
  return { from: { ...(company === undefined ? {} : { company }), guest, hearsay } };
}

export interface ServicesConfig {
  stores: Stores;
  platforms: ReadonlyMap<string, Pick<Platform, "person" | "read" | "linkTo" | "sees">>;
  clock: Clock;
  measured: Services["measured"];
  /** Where browsers reach the public edge. */
  publicUrl(): string;
}

export function createServices(config: ServicesConfig): Services {
  const { stores, platforms, clock, measured } = config;
  const { system } = stores;
  const sees = async (address: Address) =>
    (await platforms.get(address.split("|")[0] ?? "")?.sees?.(address)) ?? false;
  const reach = createReach(system, sees);

  async function whoIs(speaker: Speaker): Promise<Person> {
    const known = await system.identity(identityOf(speaker));
    const [found] = known ? await Promise.all([system.person(known.person), seen(known)]) : [];
    if (!found) return newPerson(speaker, await profileOf(speaker));
    const { company } = speaker;
    if (company === undefined || found.from?.company === company) return found;
    // Known already, and now met as one of another company.
    return system.setPerson(found.id, { from: { guest: false, hearsay: false, ...found.from, company } });
  }

  /** Somebody the platform knows, by where they belong. */
  async function located(speaker: Speaker) {
    const profile = await profileOf(speaker);
    if (!profile) return undefined;
    const own = { ...speaker, ...profile.home };
    const identity = profile.home && (await system.identity(identityOf(own)));
    return { own, profile, known: identity && (await system.person(identity.person)) };
  }

  async function introduce(speaker: Speaker): Promise<Person | undefined> {
    const found = await located(speaker);
    return found && (found.known ?? newPerson(found.own, found.profile));
  }

  const profileOf = async ({
    platform,
    workspace,
    via = workspace,
    user,
  }: Speaker): Promise<Profile | undefined> => platforms.get(platform)?.person(via, user);

  async function newPerson(speaker: Speaker, profile: Profile | undefined): Promise<Person> {
    const { platform, workspace, user, via } = speaker;
    const person: Person = {
      id: newPersonId(),
      name: profile?.name ?? speaker.name ?? user,
      zone: profile?.zone ?? speaker.zone ?? null,
      locale: null,
      zoneGuessed: true,
      platform: null,
      mergedInto: null,
      ...fromOf(speaker, profile),
      calm: null,
      version: 0,
    };
    const at = { platform, workspace, user, ...(via ? { via } : {}), lastSeenAt: clock.now() };
    const held = await system.addPerson(person, { id: identityOf(speaker), ...at, person: person.id });
    return (await system.person(held.person)) ?? person;
  }

  /** Unasked messages go where somebody was seen last; to the minute is near enough. */
  async function seen({ id, lastSeenAt }: Identity): Promise<void> {
    const now = clock.now();
    if (now.getTime() - lastSeenAt.getTime() >= SEEN_MS) await system.seen(id, now);
  }

  async function keepDraft(person: Person, { place }: Invocation, { verb, values, line, files }: Kept) {
    const id = `w${randomBytes(8).toString("hex")}`;
    const expiresAt = new Date(clock.now().getTime() + DRAFT_HOURS * 3_600_000);
    const words = { line, verb, values: { ...values }, files: [...files] };
    await system.putDraft({ id, person: person.id, address: place.address, ...words, expiresAt });
    return id;
  }

  async function offer(person: Person, what: DownloadAsked) {
    const until = new Date(clock.now().getTime() + DOWNLOAD_MINUTES * 60_000);
    const token = await stores.downloads.offer({ ...what, person: person.id, expiresAt: until });
    return { url: `${config.publicUrl().replace(/\/+$/, "")}${DOWNLOADS_PATH}/${token}`, until };
  }

  return {
    clock,
    stores,
    read: async (platform, message) => platforms.get(platform)?.read?.(message),
    linkTo: async (platform, message) => (await platforms.get(platform)?.linkTo?.(message)) ?? "",
    whoIs,
    async linkedElsewhere(place) {
      const asks = platforms.get(place.platform)?.sees !== undefined;
      const found = asks ? await system.linkedElsewhere(place.address) : undefined;
      // Where that can't be asked now, it isn't.
      if (!found || !(await sees(place.address).catch(() => false))) return undefined;
      return { ...place, address: found.id };
    },
    async known(speaker) {
      const identity = await system.identity(identityOf(speaker));
      return identity && system.person(identity.person);
    },
    home: (person, speaker, chosen) => homeFor({ stores, reach }, person, speaker, chosen, clock.now()),
    reach,
    keepDraft,
    peopleFor: (person, invocation, act, now) =>
      createPeople({ stores, introduce, located }, person, invocation, act, now),
    offer,
    measured,
  };
}
