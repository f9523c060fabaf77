import { randomBytes } from "node:crypto";
import { question, refusal } from "./answers.ts";
import type { Command } from "./command.ts";
import { newPersonId } from "./ctx.ts";
import type { Person } from "./domain/desk.ts";
import type { Messages } from "./i18n/index.ts";
import type { FileLink, Invocation, Speaker } from "./invocation.ts";
import type { People } from "./people.ts";
import { createPeople } from "./people-service.ts";
import type { Platform } from "./platform.ts";
import type { Standing } from "./standing.ts";
import type { Stores } from "./store/index.ts";
import type { Clock } from "./time/clock.ts";
import type { View } from "./view/nodes.ts";

const DRAFT_HOURS = 48;

/** What the dispatcher needs of the world around it. */
export interface Services {
  clock: Clock;
  stores: Stores;
  whoIs(speaker: Speaker): Promise<Person>;
  keepDraft(
    person: Person,
    invocation: Invocation,
    line: string,
    files: readonly FileLink[],
  ): Promise<string>;
  peopleFor(person: Person, invocation: Invocation, now: Date): People;
  /** What to ask somebody who speaks in a client's channel and has no part there. */
  newcomer(who: Newcomer): Promise<View>;
  measured(done: { verb: string; result: string; ms: number }): void;
}

export interface Newcomer {
  command: Command;
  standing: Extract<Standing, { kind: "stranger" }>;
  invocation: Invocation;
  person: Person;
  line: string;
  files: readonly FileLink[];
  m: Messages;
}

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
    const found = known && (await system.person(known.person));
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

  async function keepDraft(person: Person, { place }: Invocation, line: string, files: readonly FileLink[]) {
    const id = `w${randomBytes(8).toString("hex")}`;
    const expiresAt = new Date(clock.now().getTime() + DRAFT_HOURS * 3_600_000);
    await system.putDraft({
      id,
      person: person.id,
      address: place.address,
      line,
      files: [...files],
      expiresAt,
    });
    return id;
  }

  /** "Are you with Acme, or on the team?"; the answer comes back as the verb `join` with the draft. */
  async function newcomer({
    command,
    standing,
    invocation,
    person,
    line,
    files,
    m,
  }: Newcomer): Promise<View> {
    const { client } = standing;
    if (!client || !command.who.includes("contact")) return refusal(m, [m.errors.otherClient], line);
    if ((await system.memberships(person.id)).members.some((member) => member.desk === standing.desk.id)) {
      return refusal(m, [m.errors.otherClient], line);
    }
    const draft = await keepDraft(person, invocation, line, files);
    return question(
      m,
      m.errors.onTheTeam,
      m.errors.onTheTeamText(client.name),
      [
        {
          label: m.errors.withClient(client.name),
          verb: "join",
          input: { as: "contact", draft },
          style: "primary",
        },
        { label: m.errors.withTeam, verb: "join", input: { as: "member", draft } },
      ],
      line,
    );
  }

  return {
    clock,
    stores,
    whoIs,
    keepDraft,
    peopleFor: (person, invocation, now) => createPeople(system, person, invocation, now),
    newcomer,
    measured,
  };
}
