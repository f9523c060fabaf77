import type { Db } from "mongodb";
import { collectionOf, reader } from "./collection.ts";
import { guesses, linkCodes } from "./collections.ts";

const HOUR_MS = 3_600_000;

/** Wrong codes, by who typed them (an account, not a person: nobody is known yet who guesses). */
export interface GuessStore {
  lockedOut(who: string, now: Date): Promise<boolean>;
  /** Notes that an act had a wrong code; how many acts of theirs had, within an hour of the first. */
  wrongCode(who: string, act: string, now: Date): Promise<number>;
  /** For an hour no code of theirs is taken. */
  lockOut(who: string, now: Date): Promise<void>;
  /** Desks that have given out codes which are good now. */
  desksWithCodes(now: Date): Promise<string[]>;
}

export function guessStore(db: Db): GuessStore {
  const rows = collectionOf(db, guesses);
  const codes = reader(db, linkCodes);
  return {
    async lockedOut(who, now) {
      const row = await reader(db, guesses).one({ _id: who, lockedUntil: { $gt: now } });
      return row !== undefined;
    },
    async wrongCode(who, act, now) {
      const recent = { _id: who, since: { $gt: new Date(now.getTime() - HOUR_MS) } };
      const row = await rows.findOneAndUpdate(
        recent,
        { $addToSet: { acts: act } },
        { returnDocument: "after" },
      );
      if (row) return (row["acts"] as string[]).length;
      await rows.replaceOne({ _id: who }, { acts: [act], since: now, lockedUntil: null }, { upsert: true });
      return 1;
    },
    async lockOut(who, now) {
      await rows.updateOne({ _id: who }, { $set: { lockedUntil: new Date(now.getTime() + HOUR_MS) } });
    },
    async desksWithCodes(now) {
      const open = await codes.many({ usedAt: null, expiresAt: { $gt: now }, desk: { $ne: null } });
      return [...new Set(open.flatMap(({ desk }) => (desk === null ? [] : [desk])))];
    },
  };
}
