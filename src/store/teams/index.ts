import type { Db } from "mongodb";
import type { TeamsBook, TeamsConversation, TeamsUser } from "../../../adapters/teams/port.ts";
import type { Clock } from "../../time/clock.ts";
import { collectionOf, reader } from "../collection.ts";
import type { SystemStore } from "../system.ts";
import { teamsCollections, teamsConversations, teamsTenants, teamsUsers } from "./collections.ts";

/** How many of each are remembered, so that not every word asks for them or writes them again. */
const KEPT = 10_000;
/** What another process has heard since may be newer. */
const FRESH_MS = 60_000;

/** Who and what Teams is, kept in MongoDB. Makes the indexes that are missing. */
export async function openTeamsBook(db: Db, system: SystemStore, clock: Clock): Promise<TeamsBook> {
  await Promise.all(
    teamsCollections.map(async (spec) => {
      if (spec.indexes.length > 0) await collectionOf(db, spec).createIndexes([...spec.indexes]);
    }),
  );
  const conversations = collectionOf(db, teamsConversations);
  const users = collectionOf(db, teamsUsers);
  const tenants = collectionOf(db, teamsTenants);
  const admitted = new Set<string>();
  /** What was written last, so that nothing is written again for every word that is said. */
  const written = new Map<string, string>();

  const heard = recent<TeamsConversation>(clock);
  const directs = recent<string>(clock);

  async function once(id: string, doc: object, write: () => Promise<unknown>): Promise<void> {
    const now = JSON.stringify(doc);
    if (written.get(id) === now) return;
    await write();
    if (written.size >= KEPT) written.clear();
    written.set(id, now);
  }

  return {
    async allows(tenant) {
      if (admitted.has(tenant)) return true;
      const listed = (await tenants.findOne({ _id: tenant })) !== null;
      if (!listed && !(await system.belongs("teams", tenant))) return false;
      const row = { $setOnInsert: { admittedAt: clock.now() } };
      if (!listed) await tenants.updateOne({ _id: tenant }, row, { upsert: true });
      if (admitted.size >= KEPT) admitted.clear();
      admitted.add(tenant);
      return true;
    },
    async remember({ tenant, id, kind, service, bot }) {
      const key = `${tenant}|${id}`;
      const now = { tenant, conversation: id, kind, service, bot };
      heard.set(key, { tenant, id, kind, service, bot });
      await once(`c|${key}`, now, () =>
        conversations.updateOne(
          { _id: key },
          { $set: now, $setOnInsert: { greetedAt: null } },
          { upsert: true },
        ),
      );
    },
    async rememberUser({ tenant, id, ...rest }) {
      const key = `${tenant}|${id}`;
      const said = Object.entries({ tenant, user: id, ...rest });
      // Not every activity says everything of who is behind it: what is known stays.
      const isSaid = ([, value]: [string, unknown]) => value !== null && value !== "";
      const now = Object.fromEntries(said.filter(isSaid));
      const unsaid = Object.fromEntries(said.filter((one) => !isSaid(one)));
      await once(`u|${key}`, now, () =>
        users.updateOne(
          { _id: key },
          { $set: now, $setOnInsert: { direct: null, ...unsaid } },
          { upsert: true },
        ),
      );
    },
    async conversation(tenant, id): Promise<TeamsConversation | undefined> {
      const key = `${tenant}|${id}`;
      const held = heard.get(key);
      if (held) return held;
      const found = await reader(db, teamsConversations).one({ _id: key });
      if (!found) return undefined;
      const { kind, service, bot } = found;
      return heard.set(key, { tenant, id, kind, service, bot });
    },
    user: async (tenant, id) => userOf(await reader(db, teamsUsers).one({ _id: `${tenant}|${id}` })),
    async accounts(tenant, ids) {
      const found = await reader(db, teamsUsers).many({ _id: { $in: ids.map((id) => `${tenant}|${id}`) } });
      const byUser = new Map(found.map(({ user, account }) => [user, account]));
      return ids.flatMap((id) => byUser.get(id) ?? []);
    },
    userByAccount: async (tenant, account) => userOf(await reader(db, teamsUsers).one({ tenant, account })),
    async direct(tenant, user) {
      const key = `${tenant}|${user}`;
      const held = directs.get(key);
      if (held !== undefined) return held;
      const direct = (await reader(db, teamsUsers).one({ _id: key }))?.direct ?? undefined;
      return direct === undefined ? undefined : directs.set(key, direct);
    },
    async rememberDirect(tenant, user, conversation) {
      const key = `${tenant}|${user}`;
      directs.set(key, conversation);
      await once(`d|${key}`, { conversation }, () =>
        users.updateOne({ _id: key }, { $set: { direct: conversation } }),
      );
    },
    async greets(tenant, conversation) {
      const greeted = await conversations.updateOne(
        { _id: `${tenant}|${conversation}`, greetedAt: null },
        { $set: { greetedAt: clock.now() } },
      );
      return greeted.modifiedCount === 1;
    },
  };
}

/** Remembers values for a minute. */
function recent<T>(clock: Clock): { get(key: string): T | undefined; set(key: string, value: T): T } {
  const held = new Map<string, { value: T; until: number }>();
  return {
    get(key) {
      const found = held.get(key);
      return found && found.until > clock.now().getTime() ? found.value : undefined;
    },
    set(key, value) {
      if (held.size >= KEPT) held.clear();
      held.set(key, { value, until: clock.now().getTime() + FRESH_MS });
      return value;
    },
  };
}

function userOf(
  found: ({ user: string; direct: string | null } & Omit<TeamsUser, "id">) | undefined,
): TeamsUser | undefined {
  if (!found) return undefined;
  const { tenant, user, account, name, zone, locale, service, bot } = found;
  return { tenant, id: user, account, name, zone, locale, service, bot };
}
