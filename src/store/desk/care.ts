import type { Document } from "mongodb";
import type { Actor } from "../../domain/actor.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { reader } from "../collection.ts";
import * as c from "../collections.ts";
import type { Eyes } from "./eyes.ts";

const MOST_SHOWN = 200;

export interface CareReads {
  followUps: {
    byCode(code: string): Promise<FollowUp | undefined>;
    byId(id: string): Promise<FollowUp | undefined>;
    /** The one that came of a survey or check-in; of a check-in, from what this person said. */
    cameOf(source: string, from: string | null): Promise<FollowUp | undefined>;
    /** Those that wait, the earliest due first; of one owner, if one is named. */
    open(owner?: string): Promise<FollowUp[]>;
    /** What this person raised, the latest first. */
    raisedBy(person: string): Promise<FollowUp[]>;
  };
}

export function careReads(eyes: Eyes): CareReads {
  const followUps = reader(eyes.db, c.followUps, followUpScope(eyes));
  return {
    followUps: {
      byCode: (code) => followUps.one({ code }),
      byId: (id) => followUps.one({ _id: id }),
      cameOf: (of, from) => followUps.one({ of, from }),
      open: (owner) =>
        followUps.many(
          { state: "open", ...(owner === undefined ? {} : { owner }) },
          { sort: { due: 1, _id: 1 }, limit: MOST_SHOWN },
        ),
      raisedBy: (person) => followUps.many({ from: person }, { sort: { openedAt: -1 }, limit: MOST_SHOWN }),
    },
  };
}

/** The same as `maySee` of the domain: what was said in confidence does not exist for the one it is about. */
function followUpScope({ actor, own, ofClients }: Eyes): Document {
  if (!actor) return own;
  const me = actor.person.id;
  return { $and: [own, { hiddenFrom: { $ne: me } }, shownTo(actor, me, ofClients)] };
}

function shownTo(actor: Actor, me: string, ofClients: Document): Document {
  switch (actor.role) {
    case "owner":
      return {};
    case "assistant":
      return { $or: [{ owner: me }, { $and: [ofClients, { audience: "team", client: { $ne: null } }] }] };
    case "subcontractor":
      return { owner: me };
    case "contact":
      return { from: me };
    default:
      return actor satisfies never;
  }
}
