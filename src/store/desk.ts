import type { Db, MongoClient } from "mongodb";
import type { Actor } from "../domain/actor.ts";
import type { Desk } from "../domain/desk.ts";
import type { EventDraft } from "../domain/event.ts";
import type { Card, Say } from "../domain/outbox.ts";
import type { Schedule } from "../domain/schedule.ts";
import { type StatusDraft, statusId } from "../domain/status-draft.ts";
import type { Timer } from "../domain/time-entry.ts";
import { collectionOf, reader } from "./collection.ts";
import * as c from "./collections.ts";
import { commit, type Write } from "./commit.ts";
import { burstOf, type Said } from "./desk/bursts.ts";
import { type CareReads, careReads } from "./desk/care.ts";
import { type CheckInReads, checkInReads } from "./desk/check-ins.ts";
import { eyesOf, nothing } from "./desk/eyes.ts";
import { type HeldReads, heldReads } from "./desk/held.ts";
import { type PeopleReads, peopleReads } from "./desk/people.ts";
import { type PromiseReads, promiseReads } from "./desk/promises.ts";
import { type RequestReads, requestReads } from "./desk/requests.ts";
import { type RiskReads, riskReads } from "./desk/risks.ts";
import { type TimeReads, timeReads } from "./desk/time.ts";
import { nextNumber } from "./numbers.ts";

const STATUSES_OF_A_YEAR = 53;

/**
 * Everything a command or job may read and write: one desk, seen with the eyes of one actor (null: the desk's own jobs). What the
 * actor may not see does not exist here.
 */
export interface DeskStore
  extends PeopleReads,
    RequestReads,
    RiskReads,
    HeldReads,
    TimeReads,
    CareReads,
    CheckInReads,
    PromiseReads {
  desk(): Promise<Desk>;
  timers: { of(person: string): Promise<Timer | undefined>; running(): Promise<Timer[]> };
  cards: { of(request: string): Promise<Card[]> };
  statuses: {
    /** The weekly status of a client for an ISO week (`2026-W48`), if it was begun. */
    of(client: string, week: string): Promise<StatusDraft | undefined>;
    /** Those of a year that were posted or left out, the last one first. */
    ended(client: string): Promise<StatusDraft[]>;
    /** The latest that waits for a word. */
    open(client: string): Promise<StatusDraft | undefined>;
    /** Was a client told of this time entry? */
    tellOf(entry: string): Promise<boolean>;
  };
  /** What runs for a member, a client or the desk, as it stands. */
  schedules: {
    of(subject: string): Promise<Schedule[]>;
    /** One job's for these subjects. */
    among(job: string, subjects: readonly string[]): Promise<Schedule[]>;
    /** Which of these occurrences have come but have not been carried out. */
    due(occurrences: readonly string[]): Promise<Set<string>>;
    /** Those of these subjects for which a job has done something. */
    done(job: string, subjects: readonly string[]): Promise<Set<string>>;
  };
  /** The next number of a client's requests. Taken at once, never given again. */
  nextNumber(client: string): Promise<number>;
  /** The request that something said in a channel belongs to. Decided at once. */
  burstOf(said: Said): Promise<string>;
  /** True if this act was carried out before: its key is in a document of the desk. */
  carriedOut(): Promise<boolean>;
  commit(change: {
    writes: readonly Write[];
    events?: readonly EventDraft[];
    says?: readonly Say[];
  }): Promise<void>;
}

/** Who does something, by which act, from where, when. */
export interface Act {
  /** Names the act; `commit` uses it once. */
  key: string;
  by: string;
  platform: string;
  now: Date;
}

interface Scope extends Act {
  desk: string;
  actor: Actor | null;
  /** Hears which collections may carry something to move out. */
  committed(names: readonly string[]): void;
}

/** A store that can't leave its desk, nor see past its actor. */
export function deskStore(client: MongoClient, db: Db, scope: Scope): DeskStore {
  const { desk, actor } = scope;
  const eyes = eyesOf(db, desk, actor);
  const { own, ofClients } = eyes;
  // Drafts of what a client will be told are for those who see the whole of its work.
  const whole = actor === null || actor.role === "owner" || actor.role === "assistant";
  const statuses = reader(db, c.statusDrafts, whole ? ofClients : nothing);
  const timers = reader(db, c.timers, actor ? {} : own);
  let commits = 0;

  return {
    async desk() {
      const found = await reader(db, c.desks).one({ _id: desk });
      if (!found) throw new Error(`desk ${desk} is gone`);
      return found;
    },
    ...peopleReads(eyes),
    ...requestReads(eyes),
    ...timeReads(eyes),
    ...riskReads(eyes),
    ...heldReads(eyes),
    ...careReads(eyes),
    ...promiseReads(eyes),
    ...checkInReads(eyes),
    timers: {
      of: (person) => timers.one({ _id: person }),
      running: () => reader(db, c.timers, own).many({}),
    },
    cards: { of: (request) => reader(db, c.cards, own).many({ request }) },
    statuses: {
      of: (of, week) => statuses.one({ _id: statusId(of, week) }),
      ended: (of) =>
        statuses.many(
          { client: of, state: { $ne: "draft" } },
          { sort: { endedAt: -1 }, limit: STATUSES_OF_A_YEAR },
        ),
      open: async (of) =>
        (await statuses.many({ client: of, state: "draft" }, { sort: { week: -1 }, limit: 1 }))[0],
      tellOf: async (entry) =>
        (await reader(db, c.statusDrafts, own).count({ state: "posted", "told.time.entry": entry })) > 0,
    },
    schedules: {
      of: (subject) => reader(db, c.schedules, own).many({ subject }),
      among: (job, subjects) => reader(db, c.schedules, own).many({ job, subject: { $in: [...subjects] } }),
      async due(ids) {
        const found = await reader(db, c.occurrences, own).many({ _id: { $in: [...ids] }, state: "due" });
        return new Set(found.map(({ id }) => id));
      },
      async done(job, subjects) {
        const ended = { job, subject: { $in: [...subjects] }, state: "done" };
        const found = subjects.length === 0 ? [] : await reader(db, c.occurrences, own).many(ended);
        return new Set(found.map(({ subject }) => subject));
      },
    },
    nextNumber: (of) => nextNumber(db, `${desk}|${of}`),
    burstOf: (said) => burstOf(db, said),
    async carriedOut() {
      const used = { desk, keys: scope.key };
      const found = await Promise.all(
        c.carriers.map((spec) => collectionOf(db, spec).countDocuments(used, { limit: 1 })),
      );
      return found.some((n) => n > 0);
    },
    async commit({ writes, events = [], says = [] }) {
      const { by, platform, now } = scope;
      const key = commits === 0 ? scope.key : `${scope.key}+${commits}`;
      commits += 1;
      await commit(client, db, { desk, key, by, platform, at: now, writes, events, says });
      scope.committed(writes.map((write) => write.in.name));
    },
  };
}
