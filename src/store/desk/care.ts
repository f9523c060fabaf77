import type { Document } from "mongodb";
import type { Actor } from "../../domain/actor.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import type { Survey, SurveyKind } from "../../domain/survey.ts";
import { reader } from "../collection.ts";
import * as c from "../collections.ts";
import { type Eyes, ifNarrowed, nothing } from "./eyes.ts";

const MOST_SHOWN = 200;

export interface CareReads {
  followUps: {
    byCode(code: string): Promise<FollowUp | undefined>;
    byId(id: string): Promise<FollowUp | undefined>;
    /** The one that came of a survey or check-in; of a check-in, from what this person said. */
    cameOf(source: string, from: string | null): Promise<FollowUp | undefined>;
    /** Those that wait, the earliest due first; of one owner, if one is named. */
    open(owner?: string): Promise<FollowUp[]>;
    /** What waits for somebody who leaves, also what the reader may not see: to be handed on, and shown to nobody. */
    leftBy(owner: string): Promise<FollowUp[]>;
    /** What this person raised, the latest first. */
    raisedBy(person: string): Promise<FollowUp[]>;
  };
  surveys: {
    byId(id: string): Promise<Survey | undefined>;
    /** Those about this request that wait for an answer. */
    askedAbout(request: string): Promise<Survey[]>;
    /** Those about work that wait for an answer. */
    waiting(): Promise<Survey[]>;
    /** Those that wait for this person's answer. */
    askedOf(person: string): Promise<Survey[]>;
    /** Was this person asked one of this kind, at whichever client, since then? One that was withdrawn does not count. */
    askedSince(person: string, kind: SurveyKind, since: Date): Promise<boolean>;
    /** Those asked in this time, the earliest first. */
    asked(query: { from: Date; to: Date; client?: string }): Promise<Survey[]>;
  };
}

export function careReads(eyes: Eyes): CareReads {
  const followUps = reader(eyes.db, c.followUps, followUpScope(eyes));
  const surveys = reader(eyes.db, c.surveys, surveyScope(eyes));
  const allSurveys = reader(eyes.db, c.surveys, eyes.own);
  return {
    surveys: {
      byId: (id) => surveys.one({ _id: id }),
      askedAbout: (request) => allSurveys.many({ request, state: "asked" }),
      waiting: () => surveys.many({ kind: "csat", state: "asked" }),
      askedOf: (person) => surveys.many({ person, state: "asked" }),
      askedSince: async (person, kind, since) =>
        (await allSurveys.count({
          person,
          kind,
          $or: [{ state: "asked" }, { state: { $ne: "withdrawn" }, askedAt: { $gt: since } }],
        })) > 0,
      asked: ({ from, to, client }) =>
        surveys.many(
          { askedAt: { $gte: from, $lt: to }, ...(client === undefined ? {} : { client }) },
          { sort: { askedAt: 1 } },
        ),
    },
    followUps: {
      byCode: (code) => followUps.one({ code }),
      byId: (id) => followUps.one({ _id: id }),
      cameOf: (of, from) => followUps.one({ of, from }),
      // Without a limit for the server, so that a batch of digests can read them together.
      open: async (owner) =>
        (
          await followUps.many(
            { state: "open", ...(owner === undefined ? {} : { owner }) },
            { sort: { due: 1, _id: 1 } },
          )
        ).slice(0, MOST_SHOWN),
      leftBy: (owner) => reader(eyes.db, c.followUps, eyes.own).many({ state: "open", owner }),
      raisedBy: (person) => followUps.many({ from: person }, { sort: { openedAt: -1 }, limit: MOST_SHOWN }),
    },
  };
}

/** The same as `maySee` of the domain: what was said in confidence does not exist for the one it is about. */
function followUpScope(eyes: Eyes): Document {
  const { actor, own, ofClients } = eyes;
  if (!actor) return own;
  const me = actor.person.id;
  return { $and: [own, ifNarrowed(eyes), { hiddenFrom: { $ne: me } }, shownTo(actor, me, ofClients)] };
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

/** What clients think of the work is for those who see all of it; whether they would recommend the desk, for its owners. */
function surveyScope({ actor, own, ofClients }: Eyes): Document {
  switch (actor?.role) {
    case undefined:
    case "owner":
      return own;
    case "assistant":
      return { ...ofClients, kind: "csat" };
    case "subcontractor":
      return nothing;
    case "contact":
      return ofClients;
    default:
      return actor satisfies undefined;
  }
}
