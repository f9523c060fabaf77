import type { Person } from "./domain/desk.ts";
import { UserError } from "./errors.ts";
import { messages } from "./i18n/index.ts";
import type { Invocation } from "./invocation.ts";
import type { People } from "./people.ts";
import type { SystemStore } from "./store/system.ts";

const CODE_MINUTES = 15;

/** `People` as seen by one speaker in one place. */
export function createPeople(
  system: SystemStore,
  speaker: Person,
  { actor, place }: Invocation,
  now: Date,
): People {
  let me = speaker;
  return {
    me: () => me,
    async mentioned(words) {
      const literal = /^<@([^>]+)>$/.exec(words)?.[1];
      if (literal !== undefined) {
        const identity = await system.identity(literal);
        return identity && system.person(identity.person);
      }
      const user = /^@([a-z0-9][a-z0-9._-]*)$/i.exec(words)?.[1];
      if (user === undefined) return undefined;
      const identity = await system.identity(`${actor.platform}:${actor.workspace}:${user.toLowerCase()}`);
      return identity && system.person(identity.person);
    },
    byId: (id) => system.person(id),
    anyDesk: () => system.anyDesk(),
    async issueCode(code) {
      const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000);
      return { code: await system.issueCode({ ...code, issuer: me.id, expiresAt }), expiresAt };
    },
    redeemCode: (words) => system.redeemCode(words, now),
    async mergeMeInto(into) {
      await system.mergePeople(me.id, into, now);
      me = (await system.person(into)) ?? me;
    },
    merge: (from, into) => system.mergePeople(from, into, now),
    async linkChannel({ desk, client, name }) {
      const held = await system.channel(place.address);
      if (held && (held.desk !== desk || held.client !== client)) {
        const m = messages(me.locale ?? "en");
        throw new UserError("channel-taken", m.errors.channelTaken);
      }
      await system.putChannel({ id: place.address, desk, client, name, linkedAt: now });
    },
    unlinkChannel: (address) => system.dropChannel(address),
    async channel() {
      const held = await system.channel(place.address);
      return held && { desk: held.desk, client: held.client };
    },
    channelsOf: (desk, client) => system.channelsOf(desk, client),
    async set(change) {
      me = {
        ...me,
        ...change,
        ...(change.zone === undefined ? {} : { zoneGuessed: change.zone === null }),
        version: me.version + 1,
      };
      await system.setPerson(me);
      return me;
    },
  };
}
