import { randomBytes } from "node:crypto";
import type { Db, Document } from "mongodb";
import { collectionOf } from "./collection.ts";
import { counters } from "./collections.ts";
import { gathered } from "./gather.ts";

/** So many lots of one counter are remembered; more than other processes take before one has read its own. */
const LATEST = 20;

/** The next number of this counter, from 1. Taken at once, never given again; those who ask together share round trips. */
export const nextNumber = (db: Db, counter: string): Promise<number> =>
  gathered<string, number>(db, "numbers", (asked) => give(db, asked)).load(counter);

/** A number for each who asks: those of one counter are a lot, in a row. */
async function give(db: Db, asked: readonly string[]): Promise<number[]> {
  const lots = new Map<string, number>();
  for (const counter of asked) lots.set(counter, (lots.get(counter) ?? 0) + 1);
  const lasts = lots.size > 1 ? await takeAll(db, lots) : new Map<string, number>();
  const numbers = new Map<string, number[]>();
  for (const [counter, size] of lots) {
    // Alone; or others had so many lots since that ours was forgotten, and its numbers stay unused.
    const last = lasts.get(counter) ?? (await take(db, counter, size));
    numbers.set(
      counter,
      Array.from({ length: size }, (_, i) => last - size + 1 + i),
    );
  }
  return asked.map((counter) => numbers.get(counter)?.shift() ?? Number.NaN);
}

/** The last number of a lot of this size. */
async function take(db: Db, counter: string, size: number): Promise<number> {
  const taken = await collectionOf(db, counters).findOneAndUpdate(
    { _id: counter },
    { $inc: { n: size } },
    { upsert: true, returnDocument: "after" },
  );
  if (!taken) throw new Error("no counter");
  return Number(taken["n"]);
}

/** The last numbers of many lots. The server doesn't tell what the counters became, so each of them notes to whom it gave its latest ones. */
async function takeAll(db: Db, lots: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const to = randomBytes(9).toString("base64url");
  const collection = collectionOf(db, counters);
  const changes = [...lots].map(([counter, size]) => ({
    updateOne: { filter: { _id: counter }, update: taking(size, to), upsert: true },
  }));
  await collection.bulkWrite(changes, { ordered: false });
  const taken = await collection.find({ _id: { $in: [...lots.keys()] } }).toArray();
  return new Map(
    taken.flatMap(({ _id, given }) =>
      (given as { to: string; last: number }[]).flatMap((lot): [string, number][] =>
        lot.to === to ? [[_id, lot.last]] : [],
      ),
    ),
  );
}

const taking = (size: number, to: string): Document[] => [
  { $set: { n: { $add: [{ $ifNull: ["$n", 0] }, size] } } },
  { $set: { given: { $concatArrays: [{ $ifNull: ["$given", []] }, [{ to, last: "$n" }]] } } },
  { $set: { given: { $slice: ["$given", -LATEST] } } },
];
