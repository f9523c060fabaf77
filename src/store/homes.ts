import type { Db, Document } from "mongodb";
import type { Home } from "../domain/home.ts";
import { collectionOf, fromStored } from "./collection.ts";
import { homes } from "./collections.ts";

/** While one process draws a home no other does. */
const LEASE_MS = 30_000;

type Opened = Pick<Home, "id" | "platform" | "workspace" | "user" | "address" | "openUntil"> &
  Partial<Pick<Home, "desk" | "as" | "via">>;

/** The homes that people have open, and which of them are to be drawn again. */
export interface HomeStore {
  /** Somebody opened theirs, or chose what it shows: it is to be drawn now, whatever it showed. */
  opened(home: Opened, now: Date): Promise<void>;
  /** One that is to be drawn, for this process alone; with `id`, only that one. */
  claim(now: Date, id?: string): Promise<Home | undefined>;
  /** It shows what it should; the next time not before `next`. */
  drawn(home: Home, now: Pick<Home, "person" | "desks" | "shown">, next: Date): Promise<void>;
  /** It could not be drawn; again at `at`. */
  later(home: Home, at: Date): Promise<void>;
  /** It can't be shown any more. */
  gone(home: Home): Promise<void>;
  /** When the next one is due; undefined if none is. */
  nextDue(now: Date): Promise<Date | undefined>;
}

export function homeStore(db: Db): HomeStore {
  const rows = collectionOf(db, homes);
  const waiting = (now: Date): Document => ({ waiting: true, openUntil: { $gt: now } });
  return {
    async opened({ id, ...opened }, now) {
      const fresh = {
        ...(opened.desk === undefined ? { desk: null, as: null } : {}),
        person: null,
        desks: [],
        fence: 0,
      };
      await rows.updateOne(
        { _id: id },
        { $set: { ...opened, stale: true, waiting: true, dueAt: now, shown: "" }, $setOnInsert: fresh },
        { upsert: true },
      );
    },
    async claim(now, id) {
      const found = await rows.findOneAndUpdate(
        { ...waiting(now), dueAt: { $lte: now }, ...(id === undefined ? {} : { _id: id }) },
        { $set: { stale: false, dueAt: new Date(now.getTime() + LEASE_MS) }, $inc: { fence: 1 } },
        { returnDocument: "after", sort: { dueAt: 1 } },
      );
      return found ? fromStored(homes, found) : undefined;
    },
    async drawn({ id, fence }, shown, next) {
      // What changed while it was drawn is drawn next.
      await rows.updateOne({ _id: id, fence }, [
        { $set: { ...literally(shown), waiting: "$stale", dueAt: next } },
      ]);
    },
    async later({ id, fence }, at) {
      await rows.updateOne({ _id: id, fence }, { $set: { stale: true, waiting: true, dueAt: at } });
    },
    async gone({ id, fence }) {
      await rows.deleteOne({ _id: id, fence });
    },
    async nextDue(now) {
      const [first] = await rows.find(waiting(now), { sort: { dueAt: 1 }, limit: 1 }).toArray();
      return first && fromStored(homes, first).dueAt;
    },
  };
}

/** In a pipeline, values that begin with `$` would be read as fields. */
const literally = (values: object): Document =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { $literal: value }]));
