import { newEntryCode, newId } from "./ctx.ts";
import type { Person } from "./domain/desk.ts";
import { codeTyped } from "./guessing.ts";
import type { Invocation, Speaker } from "./invocation.ts";
import type { People } from "./people.ts";
import type { Stores } from "./store/index.ts";

const CODE_MINUTES = 15;
/** An invitation goes by mail. */
const INVITE_DAYS = 3;
/** So long the issuer of a code may say that it was them. */
const CLAIM_MINUTES = 60;

interface Around {
  stores: Stores;
  /** Somebody the platform knows, made known to us; undefined if it knows nobody by that name. */
  introduce(speaker: Speaker): Promise<Person | undefined>;
  /** The same, by where they belong; `known` if we know them there. */
  located(speaker: Speaker): Promise<{ known: Person | undefined } | undefined>;
}

/** `People` as seen by one speaker in one place. `act` names what they are doing. */
export function createPeople(
  { stores, introduce, located }: Around,
  speaker: Person,
  { actor, place }: Invocation,
  act: string,
  now: Date,
): People {
  const { system } = stores;
  let me = speaker;
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

  async function mentioned(words: string): Promise<Person | undefined> {
    const named = namedIn(words, actor);
    const identity = named && (await system.identity(`${named.platform}:${named.workspace}:${named.user}`));
    if (identity) return system.person(identity.person);
    // Somebody of another company in a shared channel is known by their own.
    return named && isLiteral(words) ? (await located(named))?.known : undefined;
  }

  return {
    me: () => me,
    mentioned,
    async introduced(words) {
      const named = namedIn(words, actor);
      return (await mentioned(words)) ?? (named && introduce(named));
    },
    byId: (id) => system.person(id),
    async desks() {
      const { members, contacts } = await system.memberships(me.id);
      return [...new Set([...members, ...contacts].map((part) => part.desk))];
    },
    async workspaces() {
      const own = await system.identitiesOf(me.id);
      const all = own.flatMap(({ platform, workspace, via }) =>
        [workspace, via ?? workspace].map((one) => `${platform}:${one}`),
      );
      return new Set(all);
    },
    workplaces: async () => (await system.memberships(me.id)).members,
    contactAt: async () => (await system.memberships(me.id)).contacts,
    roundsAt: (desk) => stores.forDesk(desk, null, { key: act, by: me.id, platform: place.platform, now }),
    async onlyContactAt(desk, person) {
      const { members, contacts } = await system.memberships(person);
      return members.length === 0 && contacts.every((contact) => contact.desk === desk);
    },
    anyDesk: () => system.anyDesk(),
    // In one read: between two the desk could have come.
    async firstDesk() {
      const desks = await system.desks();
      return desks.some((desk) => !desk.demo) ? undefined : `desk ${desks.length}`;
    },
    issueCode: (code) =>
      system.issueCode({
        ...code,
        issuer: me.id,
        expiresAt: new Date(now.getTime() + CODE_MINUTES * 60_000),
      }),
    invite: (desk, as) =>
      system.issueCode({
        kind: "invite",
        desk,
        client: null,
        as,
        issuer: me.id,
        expiresAt: new Date(now.getTime() + INVITE_DAYS * 86_400_000),
      }),
    async wayBack(desk, person) {
      const [{ members, contacts }, identities] = await Promise.all([
        system.memberships(person),
        system.identitiesOf(person),
      ]);
      const decides = members.some(({ role }) => role === "owner");
      const elsewhere = [...members, ...contacts].some((part) => part.desk !== desk);
      if (decides || elsewhere || identities.some(({ platform }) => platform !== "web")) return undefined;
      const expiresAt = new Date(now.getTime() + INVITE_DAYS * 86_400_000);
      return system.issueCode({ kind: "person", desk, client: null, issuer: person, expiresAt });
    },
    code: (words) => {
      const who = `${actor.platform}:${actor.workspace}:${actor.user}`;
      return codeTyped(stores, words, { who, platform: actor.platform, name: me.name, act, now });
    },
    useCode: (code, claim) => system.useCode(code, act, now, claim),
    claim: (id) => system.claim(id, me.id, ago(CLAIM_MINUTES)),
    settle: ({ id }) => system.dropCode(id),
    async merge(from, into) {
      const zone = (await system.person(into))?.zone ?? null;
      await system.mergePeople(merging(from, into, zone, now));
    },
    channel: () => system.channel(place.address),
    channelsOf: (desk, client) => system.channelsOf(desk, client),
    async set(change) {
      const zoneGuessed = change.zone === undefined ? {} : { zoneGuessed: change.zone === null };
      me = await system.setPerson(me.id, { ...change, ...zoneGuessed });
      return me;
    },
  };
}

/** Two who become one. `zone` is that of `into`, for the days of time that a timer becomes. */
export const merging = (from: string, into: string, zone: string | null, now: Date) => ({
  from,
  into,
  zone,
  now,
  names: (desk: string) => ({ id: newId(desk), code: newEntryCode() }),
});

const isLiteral = (words: string): boolean => words.startsWith("<@");

/** Who is meant by a mention; a bare `@name` is a name of the speaker's own workspace. */
function namedIn(words: string, { platform, workspace }: Speaker): Speaker | undefined {
  const literal = /^<@([^:>]+):([^:>]+):([^>]+)>$/.exec(words);
  if (literal?.[1] && literal[2] && literal[3]) {
    return { platform: literal[1], workspace: literal[2], user: literal[3] };
  }
  const user = /^@([a-z0-9][a-z0-9._-]*)$/i.exec(words)?.[1];
  return user === undefined ? undefined : { platform, workspace, user: user.toLowerCase() };
}
