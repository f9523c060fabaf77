import type { Db } from "mongodb";
import type { TeamsBook, TeamsConversation, TeamsUser } from "../../../adapters/teams/port.ts";
import type { Clock } from "../../time/clock.ts";
import { collectionOf, reader } from "../collection.ts";
import type { SystemStore } from "../system.ts";
import { teamsCollections, teamsConversations, teamsTenants, teamsUsers } from "./collections.ts";

/** How many tenants are remembered to have been let in, so that not every word asks for it. */
const KEPT = 10_000;

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
      const now = { tenant, user: id, ...rest };
      await once(`u|${key}`, now, () =>
        users.updateOne({ _id: key }, { $set: now, $setOnInsert: { direct: null } }, { upsert: true }),
      );
    },
    async conversation(tenant, id): Promise<TeamsConversation | undefined> {
      const found = await reader(db, teamsConversations).one({ _id: `${tenant}|${id}` });
      return found && { tenant, id, kind: found.kind, service: found.service, bot: found.bot };
    },
    user: async (tenant, id) => userOf(await reader(db, teamsUsers).one({ _id: `${tenant}|${id}` })),
    async accounts(tenant, ids) {
      const found = await reader(db, teamsUsers).many({ _id: { $in: ids.map((id) => `${tenant}|${id}`) } });
      const byUser = new Map(found.map(({ user, account }) => [user, account]));
      return ids.flatMap((id) => byUser.get(id) ?? []);
    },
    userByAccount: async (tenant, account) => userOf(await reader(db, teamsUsers).one({ tenant, account })),
    direct: async (tenant, user) =>
      (await reader(db, teamsUsers).one({ _id: `${tenant}|${user}` }))?.direct ?? undefined,
    async rememberDirect(tenant, user, conversation) {
      const key = `${tenant}|${user}`;
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

function userOf(
  found: ({ user: string; direct: string | null } & Omit<TeamsUser, "id">) | undefined,
): TeamsUser | undefined {
  if (!found) return undefined;
  const { tenant, user, account, name, zone, locale, service, bot } = found;
  return { tenant, id: user, account, name, zone, locale, service, bot };
}
