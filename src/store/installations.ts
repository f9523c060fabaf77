import { createHash } from "node:crypto";
import type { Db } from "mongodb";
import type { z } from "zod";
import type { Installation, Installations, Tokens } from "../../adapters/slack/install/port.ts";
import type { Seal } from "../seal.ts";
import { collectionOf, fromStored, reader, toStored } from "./collection.ts";
import { installStates, workspaces } from "./collections.ts";
import type { workspaceSchema } from "./rows.ts";

const PLATFORM = "slack";
const BOT = "bot-token";
const REFRESH = "refresh-token";
const REFRESH_MS = 30_000;

type Workspace = z.infer<typeof workspaceSchema>;

const idOf = (workspace: string): string => `${PLATFORM}:${workspace}`;

/** Slack installations: one document a workspace, its tokens sealed for it. */
export function installationStore(db: Db, seal: Seal): Installations {
  const rows = collectionOf(db, workspaces);
  const states = collectionOf(db, installStates);

  function sealed(workspace: string, { bot, rotation }: Tokens): Pick<Workspace, "secrets" | "expiresAt"> {
    const at = idOf(workspace);
    return {
      secrets: {
        [BOT]: seal.seal(bot, { workspace: at, field: BOT }),
        ...(rotation ? { [REFRESH]: seal.seal(rotation.refresh, { workspace: at, field: REFRESH }) } : {}),
      },
      expiresAt: rotation?.expiresAt ?? null,
    };
  }

  function opened({ id, secrets, expiresAt }: Workspace): Tokens | undefined {
    const bot = secrets[BOT];
    const refresh = secrets[REFRESH];
    if (bot === undefined) return undefined;
    return {
      bot: seal.open(bot, { workspace: id, field: BOT }),
      ...(refresh !== undefined && expiresAt !== null
        ? { rotation: { refresh: seal.open(refresh, { workspace: id, field: REFRESH }), expiresAt } }
        : {}),
    };
  }

  return {
    async put({ workspace, tokens, scopes, ...rest }) {
      const row: Workspace = {
        ...rest,
        ...sealed(workspace, tokens),
        id: idOf(workspace),
        platform: PLATFORM,
        scopes: [...scopes],
        endedAt: null,
        refreshUntil: null,
      };
      await rows.replaceOne({ _id: row.id }, toStored(row), { upsert: true });
    },
    async find(workspace) {
      const row = await reader(db, workspaces).one({ _id: idOf(workspace), endedAt: null });
      const tokens = row && opened(row);
      return row && tokens && { ...installedOf(workspace, row), tokens };
    },
    async about(workspace) {
      const row = await reader(db, workspaces).one({ _id: idOf(workspace) });
      return row && { ...installedOf(workspace, row), endedAt: row.endedAt };
    },
    async end({ workspace, installedAt }, now) {
      await rows.updateOne(
        { _id: idOf(workspace), endedAt: null, installedAt },
        { $set: { endedAt: now, secrets: {}, expiresAt: null } },
      );
    },

    async beginRefresh(workspace, now) {
      const right = new Date(now.getTime() + REFRESH_MS);
      const taken = await rows.updateOne(
        {
          _id: idOf(workspace),
          endedAt: null,
          $or: [{ refreshUntil: null }, { refreshUntil: { $lte: now } }],
        },
        { $set: { refreshUntil: right } },
      );
      return taken.modifiedCount === 1 ? right : undefined;
    },
    async endRefresh(workspace, right) {
      await rows.updateOne({ _id: idOf(workspace), refreshUntil: right }, { $set: { refreshUntil: null } });
    },
    async renew({ workspace, installedAt, tokens: { rotation } }, tokens) {
      await rows.updateOne(
        { _id: idOf(workspace), endedAt: null, installedAt, expiresAt: rotation?.expiresAt ?? null },
        { $set: sealed(workspace, tokens) },
      );
    },

    async begin(state, begun, expiresAt) {
      const row = { ...begun, id: hashOf(state), expiresAt, usedAt: null };
      await states.insertOne(toStored(row) as { _id: string });
    },
    async redeem(state, now) {
      const row = await states.findOneAndUpdate(
        { _id: hashOf(state), usedAt: null, expiresAt: { $gt: now } },
        { $set: { usedAt: now } },
      );
      return row ? fromStored(installStates, row) : undefined;
    },
  };
}

function installedOf(workspace: string, row: Workspace): Omit<Installation, "tokens"> {
  const { name, app, botUser, scopes, installedBy, installedAt } = row;
  return { workspace, name, app, botUser, scopes, installedBy, installedAt };
}

/** What the database holds of a state begins nothing. */
const hashOf = (state: string): string => createHash("sha256").update(state).digest("hex");
