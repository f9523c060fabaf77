import { randomBytes } from "node:crypto";
import { newPersonId } from "./ctx.ts";
import type { Person } from "./domain/desk.ts";
import type { Draft, Identity } from "./domain/place.ts";
import type { FileLink, Invocation, Speaker } from "./invocation.ts";
import type { People } from "./people.ts";
import { createPeople } from "./people-service.ts";
import type { Platform } from "./platform.ts";
import type { Stores } from "./store/index.ts";
import type { Clock } from "./time/clock.ts";

const DRAFT_HOURS = 48;
const SEEN_MS = 60_000;

/** What the dispatcher needs of the world around it. */
export interface Services {
  clock: Clock;
  stores: Stores;
  whoIs(speaker: Speaker): Promise<Person>;
  /** Keeps what somebody typed until they press the button that goes on with it. Its id. */
  keepDraft(person: Person, invocation: Invocation, kept: Kept): Promise<string>;
  peopleFor(person: Person, invocation: Invocation, now: Date): People;
  measured(done: { verb: string; result: string; ms: number }): void;
}

type Kept = Pick<Draft, "verb" | "values" | "line"> & { files: readonly FileLink[] };

export interface ServicesConfig {
  stores: Stores;
  platforms: ReadonlyMap<string, Pick<Platform, "person">>;
  clock: Clock;
  measured: Services["measured"];
}

export function createServices({ stores, platforms, clock, measured }: ServicesConfig): Services {
  const { system } = stores;

  async function whoIs(speaker: Speaker): Promise<Person> {
    const id = `${speaker.platform}:${speaker.workspace}:${speaker.user}`;
    const known = await system.identity(id);
    const [found] = known ? await Promise.all([system.person(known.person), seen(known)]) : [];
    if (found) return found;
    const profile = await platforms.get(speaker.platform)?.person(speaker.workspace, speaker.user);
    const zone = profile?.zone ?? speaker.zone ?? null;
    const person: Person = {
      id: newPersonId(),
      name: profile?.name ?? speaker.name ?? speaker.user,
      zone,
      locale: null,
      zoneGuessed: true,
      platform: null,
      mergedInto: null,
      version: 0,
    };
    const { platform, workspace, user } = speaker;
    const identity = { id, platform, workspace, user, person: person.id, lastSeenAt: clock.now() };
    const held = await system.addPerson(person, identity);
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

  return {
    clock,
    stores,
    whoIs,
    keepDraft,
    peopleFor: (person, invocation, now) => createPeople(system, person, invocation, now),
    measured,
  };
}
