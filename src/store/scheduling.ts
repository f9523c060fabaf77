import { type Db, type Document, MongoBulkWriteError } from "mongodb";
import { type OccurrenceRow, occurrenceId, type Schedule } from "../domain/schedule.ts";
import { collectionOf, fromStored, reader, toStored } from "./collection.ts";
import * as c from "./collections.ts";

const PUT_OFF_MS = 3_600_000;
const PORTION = 1000;

/** A schedule whose time has come goes on to `nextAt`. */
export interface Move {
  schedule: Schedule;
  nextAt: Date | null;
}

/** What is due, over all desks. Only the scheduler holds it. */
export interface SchedulingStore {
  /** Notes the time of a tick; returns that of the one before. */
  ticked(now: Date): Promise<Date | undefined>;
  /** Schedules of a job that are to come after `now`, in portions. */
  ahead(job: string, now: Date): AsyncIterable<Schedule[]>;
  /** Schedules of these jobs whose time has come, earliest first. One that can't be read is put off for an hour and named. */
  due(jobs: readonly string[], now: Date, limit: number): Promise<{ due: Schedule[]; broken: string[] }>;
  /** Adds the occurrences that are not there yet; returns the ids of those. */
  add(rows: readonly OccurrenceRow[]): Promise<string[]>;
  /** Moves schedules on, each only if nobody has moved or changed it since it was read. Returns how many. */
  move(moves: readonly Move[]): Promise<number>;
  /** Takes those of these occurrences that are free, until `until`, for the batch named `claim`. */
  claim(ids: readonly string[], claim: string, now: Date, until: Date): Promise<OccurrenceRow[]>;
  /** Ids of occurrences that have been free since `since`, oldest first. */
  unclaimed(since: Date, limit: number): Promise<string[]>;
  /** Sets state, reason or next try of an occurrence while it is still held as read. False: it no longer is. */
  settle(
    row: OccurrenceRow,
    change: Partial<Pick<OccurrenceRow, "state" | "reason" | "finishedAt" | "claimedUntil">>,
  ): Promise<boolean>;
  occurrence(
    of: Pick<Schedule, "desk" | "job" | "subject">,
    period: string,
  ): Promise<OccurrenceRow | undefined>;
  /** Opens an ended occurrence again, to be run by hand. */
  reopen(id: string, now: Date): Promise<void>;
  schedules(query: { job?: string; subject?: string }): Promise<Schedule[]>;
  /** Puts a schedule there unless it stands with the same rule and zone. */
  ensure(schedule: Schedule): Promise<void>;
}

export function schedulingStore(db: Db): SchedulingStore {
  const schedules = collectionOf(db, c.schedules);
  const occurrences = collectionOf(db, c.occurrences);
  const rows = reader(db, c.occurrences);
  return {
    async ticked(now) {
      const before = await collectionOf(db, c.ticks).findOneAndUpdate(
        { _id: "tick" },
        { $set: { at: now } },
        { upsert: true, returnDocument: "before" },
      );
      return before ? fromStored(c.ticks, before).at : undefined;
    },

    async *ahead(job, now) {
      let portion: Schedule[] = [];
      for await (const stored of schedules.find({ job, nextAt: { $gt: now } })) {
        portion.push(...[parse(stored) ?? []].flat());
        if (portion.length < PORTION) continue;
        yield portion;
        portion = [];
      }
      yield portion;
    },

    async due(jobs, now, limit) {
      const found = await schedules
        .find({ nextAt: { $lte: now }, job: { $in: [...jobs] } })
        .sort({ nextAt: 1 })
        .limit(limit)
        .toArray();
      const read = found.map((stored) => ({ stored, parsed: parse(stored) }));
      const broken = read.filter(({ parsed }) => !parsed).map(({ stored }) => stored._id);
      if (broken.length > 0) {
        const later = new Date(now.getTime() + PUT_OFF_MS);
        await schedules.updateMany({ _id: { $in: broken } }, { $set: { nextAt: later } });
      }
      return { due: read.flatMap(({ parsed }) => parsed ?? []), broken };
    },

    async add(fresh) {
      if (fresh.length === 0) return [];
      const there = new Set<number>();
      try {
        await occurrences.insertMany(
          fresh.map((row) => ({ ...toStored(row), keys: [], pending: [] }) as unknown as { _id: string }),
          { ordered: false },
        );
      } catch (error) {
        if (!(error instanceof MongoBulkWriteError) || error.code !== 11000) throw error;
        for (const { index } of [error.writeErrors].flat()) there.add(index);
      }
      return fresh.filter((_, i) => !there.has(i)).map((row) => row.id);
    },

    async move(moves) {
      if (moves.length === 0) return 0;
      const moved = await schedules.bulkWrite(
        moves.map(({ schedule, nextAt }) => ({
          updateOne: { filter: asRead(schedule), update: { $set: { nextAt } } },
        })),
        { ordered: false },
      );
      return moved.modifiedCount;
    },

    async claim(ids, claim, now, until) {
      const taken = await occurrences.updateMany(
        { _id: { $in: [...ids] }, state: "due", claimedUntil: { $lte: now } },
        { $set: { claimedUntil: until, claim }, $inc: { attempts: 1, version: 1 } },
      );
      return taken.modifiedCount === 0 ? [] : rows.many({ _id: { $in: [...ids] }, claim, state: "due" });
    },

    async unclaimed(since, limit) {
      const free: Document = { state: "due", claimedUntil: { $lte: since } };
      const found = occurrences
        .find(free, { projection: { _id: 1 } })
        .sort({ claimedUntil: 1 })
        .limit(limit);
      return (await found.toArray()).map((row) => row._id);
    },

    async settle({ id, version }, change) {
      const held = await occurrences.updateOne(
        { _id: id, version, state: "due" },
        { $set: change, $inc: { version: 1 } },
      );
      return held.matchedCount === 1;
    },

    occurrence: (of, period) => rows.one({ _id: occurrenceId(of, period) }),
    async reopen(id, now) {
      await occurrences.updateOne(
        { _id: id, state: { $in: ["failed", "skipped"] } },
        {
          $set: { state: "due", attempts: 0, reason: "", claimedUntil: now, finishedAt: null },
          $inc: { version: 1 },
        },
      );
    },

    schedules: (query) => reader(db, c.schedules).many(query, { sort: { _id: 1 } }),
    async ensure(schedule) {
      const { nextAt: _, ...rhythm } = asRead(schedule);
      if (await schedules.findOne(rhythm)) return;
      await schedules.replaceOne({ _id: schedule.id }, withoutId(schedule), { upsert: true });
    },
  };
}

function parse(stored: Document): Schedule | undefined {
  try {
    return fromStored(c.schedules, stored);
  } catch {
    return undefined;
  }
}

/** Finds a schedule only as it was read, whatever the order of fields in its rule. */
function asRead({ id, nextAt, zone, rule }: Schedule) {
  const fields = Object.entries(rule).map(([name, value]) => [`rule.${name}`, value]);
  return { _id: id, nextAt, zone, ...Object.fromEntries(fields) };
}

function withoutId(schedule: Schedule): Document {
  const { _id: _, ...rest } = toStored(schedule);
  return rest;
}
