import type { Document } from "mongodb";
import { type Ballots, ballotsId, type CheckIn, type Part } from "../../domain/check-in.ts";
import { reader } from "../collection.ts";
import * as c from "../collections.ts";
import { type Eyes, ifNarrowed } from "./eyes.ts";

const MOST_SHOWN = 100;

export interface CheckInReads {
  checkIns: {
    byId(id: string): Promise<CheckIn | undefined>;
    /** By its name, without those that have ended. */
    byName(name: string): Promise<CheckIn | undefined>;
    /** Without those that have ended. */
    list(): Promise<CheckIn[]>;
  };
  parts: {
    byId(id: string): Promise<Part | undefined>;
    /** What waits for this person, the latest first. */
    openOf(person: string): Promise<Part[]>;
    /** All of one round. */
    ofRound(checkIn: string, period: string): Promise<Part[]>;
    /** The latest of a check-in, the last one first. */
    latest(checkIn: string): Promise<Part[]>;
    /** Those still open. */
    open(checkIn: string): Promise<Part[]>;
  };
  /** The anonymous answers of a round: to be added to, and counted when it is over. */
  ballots: { of(round: Pick<Part, "checkIn" | "period">): Promise<Ballots | undefined> };
}

export function checkInReads(eyes: Eyes): CheckInReads {
  const { db, own } = eyes;
  const theirs = ifNarrowed(eyes);
  const checkIns = reader(db, c.checkIns, { $and: [theirs, checkInScope(eyes)] });
  const parts = reader(db, c.checkInParts, { $and: [theirs, partScope(eyes)] });
  const running = { state: { $in: ["on", "paused"] } };
  return {
    checkIns: {
      byId: (id) => checkIns.one({ _id: id }),
      byName: (name) => checkIns.one({ name, ...running }),
      list: () => checkIns.many(running, { sort: { name: 1 } }),
    },
    parts: {
      byId: (id) => parts.one({ _id: id }),
      openOf: (person) => parts.many({ person, state: "open" }, { sort: { askedAt: -1 }, limit: MOST_SHOWN }),
      ofRound: (checkIn, period) => parts.many({ checkIn, period }),
      latest: (checkIn) => parts.many({ checkIn }, { sort: { askedAt: -1 }, limit: MOST_SHOWN }),
      open: (checkIn) => parts.many({ checkIn, state: "open" }),
    },
    ballots: { of: (round) => reader(db, c.ballots, own).one({ _id: ballotsId(round) }) },
  };
}

/** The team's own, and those of the clients one knows; people at a client know of theirs alone. */
function checkInScope({ actor, own, ofClients, visible }: Eyes): Document {
  if (actor?.kind === "contact") return ofClients;
  if (actor?.role === "subcontractor") return { ...own, client: null };
  return visible === null ? own : { $and: [own, { client: { $in: [null, ...visible] } }] };
}

/** Who is asked sees their own part, and what a client's channel is asked; who reads the answers of others is decided by the check-in. */
function partScope({ actor, own, ofClients }: Eyes): Document {
  if (!actor) return own;
  const me = actor.person.id;
  switch (actor.role) {
    case "owner":
      return own;
    case "assistant":
      return { $and: [own, { $or: [{ person: me }, { $and: [ofClients, { client: { $ne: null } }] }] }] };
    case "subcontractor":
      return { $and: [own, { person: me }] };
    case "contact":
      return { $and: [ofClients, { person: { $in: [me, null] } }] };
    default:
      return actor satisfies never;
  }
}
