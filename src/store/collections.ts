import { followUps, surveys } from "./collections/care.ts";
import { actKey } from "./collections/carrier.ts";
import { ballots, checkInParts, checkIns } from "./collections/check-ins.ts";
import { clients, contacts, desks, members } from "./collections/desks.ts";
import { homes } from "./collections/homes.ts";
import { cards, conversations, outbox } from "./collections/outbox.ts";
import { identities, people } from "./collections/people.ts";
import { bursts, channels, downloads, drafts, guesses, inbound, linkCodes } from "./collections/places.ts";
import { comments, counters, events, requests, revisions } from "./collections/requests.ts";
import { occurrences, repeats, schedules, statusDrafts, ticks } from "./collections/rhythm.ts";
import { risks } from "./collections/risks.ts";
import { timeEntries, timers } from "./collections/time.ts";
import { installStates, workspaces } from "./collections/workspaces.ts";

export * from "./collections/care.ts";
export * from "./collections/check-ins.ts";
export * from "./collections/desks.ts";
export * from "./collections/homes.ts";
export * from "./collections/outbox.ts";
export * from "./collections/people.ts";
export * from "./collections/places.ts";
export * from "./collections/requests.ts";
export * from "./collections/rhythm.ts";
export * from "./collections/risks.ts";
export * from "./collections/time.ts";
export * from "./collections/workspaces.ts";

export const allCollections = [
  people,
  identities,
  homes,
  workspaces,
  installStates,
  channels,
  bursts,
  linkCodes,
  guesses,
  drafts,
  downloads,
  inbound,
  desks,
  members,
  clients,
  contacts,
  requests,
  counters,
  comments,
  revisions,
  events,
  timeEntries,
  timers,
  cards,
  outbox,
  conversations,
  schedules,
  ticks,
  occurrences,
  statusDrafts,
  followUps,
  checkIns,
  checkInParts,
  ballots,
  repeats,
  risks,
  surveys,
] as const;

/** Those of one desk whose documents remember the acts that wrote them. */
export const carriers = allCollections.filter(({ indexes }) => indexes.includes(actKey));
