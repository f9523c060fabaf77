import type { Db } from "mongodb";
import type { Invocation } from "../invocation.ts";
import { collectionOf, fromStored, toStored } from "./collection.ts";
import { inbound } from "./collections.ts";
import { gathered } from "./gather.ts";
import type { Unanswered } from "./rows.ts";
import { insertTogether } from "./together.ts";

const CLAIM_MS = 30_000;

export type { Unanswered };

export interface Taken {
  invocation: Invocation;
  /** This one included. */
  attempts: number;
  answer?: Unanswered;
}

export interface InboundStore {
  /** Writes it down as taken by this process for 30 s. False if the act was recorded before. */
  record(invocation: Invocation, now: Date): Promise<boolean>;
  /** Takes it for this process for 30 s; undefined if it is done, failed for good, or somebody else's now. */
  claim(key: string, now: Date): Promise<Taken | undefined>;
  /** It was carried out; its answer is to be said from `until` on. Written down here if it wasn't before. */
  keepAnswer(invocation: Invocation, answer: Unanswered, until: Date): Promise<void>;
  finish(key: string, state: "done" | "failed"): Promise<void>;
  /** Keys of acts that nobody has finished. */
  unfinished(now: Date): Promise<string[]>;
}

export function inboundStore(db: Db): InboundStore {
  const rows = collectionOf(db, inbound);
  const finishing = (state: "done" | "failed") =>
    gathered<string, true>(db, `finish ${inbound.name} ${state}`, async (keys) => {
      await rows.updateMany({ _id: { $in: [...keys] } }, { $set: { state } });
      return keys.map(() => true as const);
    });
  return {
    async record(invocation, now) {
      const row = {
        id: invocation.key,
        invocation,
        state: "open",
        attempts: 1,
        claimedUntil: new Date(now.getTime() + CLAIM_MS),
        recordedAt: now,
      };
      try {
        await insertTogether(db, inbound.name, toStored(row) as { _id: string });
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
    async claim(key, now) {
      const row = await rows.findOneAndUpdate(
        { _id: key, state: "open", claimedUntil: { $lte: now } },
        { $set: { claimedUntil: new Date(now.getTime() + CLAIM_MS) }, $inc: { attempts: 1 } },
        { returnDocument: "after" },
      );
      if (!row) return undefined;
      const { invocation, attempts, answer } = fromStored(inbound, row);
      return { invocation, attempts, ...(answer ? { answer } : {}) };
    },
    async keepAnswer(invocation, answer, until) {
      await rows.updateOne(
        { _id: invocation.key },
        {
          $set: { state: "open", answer, claimedUntil: until },
          $setOnInsert: { invocation, attempts: 1, recordedAt: answer.triedSince },
        },
        { upsert: true },
      );
    },
    async finish(key, state) {
      await finishing(state).load(key);
    },
    async unfinished(now) {
      const due = { state: "open", claimedUntil: { $lte: now } };
      return (await rows.find(due, { projection: { _id: 1 }, limit: 200 }).toArray()).map((row) => row._id);
    },
  };
}
