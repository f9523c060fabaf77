import type { Db } from "mongodb";
import { AppError } from "../errors.ts";
import type { Seal } from "../seal.ts";
import { collectionOf, reader } from "./collection.ts";
import { workspaces } from "./collections.ts";

export interface Resealed {
  /** Secrets that are sealed with the newest key now and were not before. */
  changed: number;
  /** Those that were already. */
  current: number;
  /** Why some can't be opened any more. */
  problems: string[];
}

/** Seals every secret that is under a former key with the newest one. One that changes meanwhile is looked at again. */
export async function resealAll(db: Db, seal: Seal): Promise<Resealed> {
  const done: Resealed = { changed: 0, current: 0, problems: [] };
  for (const { id } of await reader(db, workspaces).many({ endedAt: null })) {
    while (!(await resealOne(db, seal, id, done)));
  }
  return done;
}

/** False if it changed while it was being done; then nothing was counted. */
async function resealOne(db: Db, seal: Seal, id: string, done: Resealed): Promise<boolean> {
  const row = await reader(db, workspaces).one({ _id: id });
  const old = Object.entries(row?.secrets ?? {}).filter(([, sealed]) => !seal.isCurrent(sealed));
  const again: Record<string, string> = {};
  const problems: string[] = [];
  for (const [field, sealed] of old) {
    const at = { workspace: id, field };
    try {
      again[field] = seal.seal(seal.open(sealed, at), at);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push(error.message);
    }
  }
  const secrets = { ...row?.secrets, ...again };
  if (Object.keys(again).length > 0) {
    const held = { _id: id, secrets: row?.secrets };
    const { matchedCount } = await collectionOf(db, workspaces).updateOne(held, { $set: { secrets } });
    if (matchedCount === 0) return false;
  }
  done.changed += Object.keys(again).length;
  done.current += Object.keys(secrets).length - old.length;
  done.problems.push(...problems);
  return true;
}
