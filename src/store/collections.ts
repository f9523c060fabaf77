import { clientSchema, contactSchema, deskSchema, memberSchema, personSchema } from "../domain/desk.ts";
import { eventSchema } from "../domain/event.ts";
import { cardSchema, conversationSchema, outboxSchema } from "../domain/outbox.ts";
import { channelSchema, draftSchema, identitySchema, linkCodeSchema } from "../domain/place.ts";
import { commentSchema, requestSchema } from "../domain/request.ts";
import { occurrenceSchema, scheduleSchema } from "../domain/schedule.ts";
import { statusDraftSchema } from "../domain/status-draft.ts";
import { timeEntrySchema, timerSchema } from "../domain/time-entry.ts";
import { defineCollection } from "./collection.ts";
import { inboundSchema, revisionSchema, workspaceSchema } from "./rows.ts";

/** The key of an act is used once per desk, in whichever document carries its commit; most documents carry none. */
const actKey = {
  key: { desk: 1, keys: 1 },
  unique: true,
  name: "act-key",
  partialFilterExpression: { keys: { $exists: true } },
} as const;
/** Documents whose events and messages have not been moved out yet. */
const pending = {
  key: { "pending.id": 1 },
  name: "pending",
  partialFilterExpression: { "pending.id": { $exists: true } },
} as const;
const carrier = [actKey, pending] as const;

// --- above desks -------------------------------------------------------------------------------------------------
export const people = defineCollection({
  name: "people",
  schema: personSchema,
  indexes: [],
  erase: {
    id: "keep",
    name: "blank",
    zone: "keep",
    locale: "keep",
    zoneGuessed: "keep",
    platform: "keep",
    mergedInto: "keep",
    version: "keep",
  },
});

export const identities = defineCollection({
  name: "identities",
  schema: identitySchema,
  indexes: [{ key: { person: 1 } }],
  erase: {
    id: "delete",
    platform: "delete",
    workspace: "delete",
    user: "delete",
    person: "delete",
    lastSeenAt: "delete",
  },
});

export const workspaces = defineCollection({
  name: "workspaces",
  schema: workspaceSchema,
  indexes: [],
  erase: { id: "keep", platform: "keep", name: "keep", botUser: "keep", active: "keep" },
});

export const channels = defineCollection({
  name: "channels",
  schema: channelSchema,
  indexes: [{ key: { desk: 1, client: 1 } }],
  erase: { id: "keep", desk: "keep", client: "keep", name: "keep", linkedAt: "keep" },
});

export const linkCodes = defineCollection({
  name: "linkCodes",
  schema: linkCodeSchema,
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 86_400 }],
  erase: {
    id: "delete",
    kind: "delete",
    issuer: "delete",
    desk: "delete",
    client: "delete",
    expiresAt: "delete",
    usedAt: "delete",
  },
});

export const drafts = defineCollection({
  name: "drafts",
  schema: draftSchema,
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }],
  erase: {
    id: "delete",
    person: "delete",
    address: "delete",
    line: "delete",
    files: "delete",
    expiresAt: "delete",
  },
});

export const inbound = defineCollection({
  name: "inbound",
  schema: inboundSchema,
  indexes: [
    { key: { state: 1, claimedUntil: 1 } },
    { key: { recordedAt: 1 }, expireAfterSeconds: 7 * 86_400 },
  ],
  erase: {
    id: "keep",
    invocation: "delete",
    state: "keep",
    attempts: "keep",
    claimedUntil: "keep",
    recordedAt: "keep",
  },
});

// --- of one desk ---------------------------------------------------------------------------------------------------
export const desks = defineCollection({
  name: "desks",
  schema: deskSchema,
  indexes: [pending],
  erase: {
    id: "keep",
    name: "keep",
    zone: "keep",
    locale: "keep",
    demo: "keep",
    timerLimit: "keep",
    createdAt: "keep",
    version: "keep",
  },
});

export const members = defineCollection({
  name: "members",
  schema: memberSchema,
  indexes: [...carrier, { key: { person: 1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    person: "keep",
    name: "blank",
    role: "keep",
    clients: "keep",
    hours: "keep",
    digest: "keep",
    removedAt: "keep",
    version: "keep",
  },
});

export const clients = defineCollection({
  name: "clients",
  schema: clientSchema,
  indexes: [...carrier, { key: { desk: 1, code: 1 }, unique: true }, { key: { desk: 1, formerCodes: 1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    code: "keep",
    formerCodes: "keep",
    name: "keep",
    zone: "keep",
    currency: "keep",
    language: "keep",
    package: "keep",
    goals: "keep",
    lead: "keep",
    channel: "keep",
    status: "keep",
    archivedAt: "keep",
    version: "keep",
  },
});

export const contacts = defineCollection({
  name: "contacts",
  schema: contactSchema,
  indexes: [...carrier, { key: { person: 1 } }, { key: { desk: 1, client: 1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    person: "keep",
    name: "blank",
    approver: "keep",
    removedAt: "keep",
    version: "keep",
  },
});

export const requests = defineCollection({
  name: "requests",
  schema: requestSchema,
  indexes: [
    ...carrier,
    { key: { desk: 1, client: 1, number: 1 }, unique: true },
    { key: { desk: 1, stage: 1, client: 1, assignee: 1 } },
    { key: { desk: 1, client: 1, doneAt: 1 } },
    { key: { desk: 1, "before.by": 1, "before.at": 1 } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    number: "keep",
    title: "blank",
    details: "blank",
    links: "blank",
    files: "blank",
    due: "keep",
    estimate: "keep",
    urgent: "keep",
    important: "keep",
    stage: "keep",
    hold: "delete",
    audience: "keep",
    requester: "keep",
    requesterName: "blank",
    people: "keep",
    assignee: "keep",
    delivery: "delete",
    changes: "blank",
    openedAt: "keep",
    acceptedAt: "keep",
    startedAt: "keep",
    deliveredAt: "keep",
    doneAt: "keep",
    cancelledAt: "keep",
    remindedAt: "keep",
    before: "delete",
    version: "keep",
  },
});

export const comments = defineCollection({
  name: "comments",
  schema: commentSchema,
  indexes: [...carrier, { key: { desk: 1, request: 1, at: 1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    request: "keep",
    author: "keep",
    authorName: "blank",
    text: "blank",
    files: "blank",
    internal: "keep",
    at: "keep",
  },
});

export const revisions = defineCollection({
  name: "revisions",
  schema: revisionSchema,
  indexes: [{ key: { desk: 1, subject: 1, at: 1 } }],
  erase: { id: "keep", desk: "keep", subject: "keep", by: "keep", at: "keep", before: "delete" },
});

export const events = defineCollection({
  name: "events",
  schema: eventSchema,
  indexes: [{ key: { desk: 1, subject: 1, at: 1 } }, { key: { desk: 1, at: 1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    subject: "keep",
    kind: "keep",
    by: "keep",
    at: "keep",
    platform: "keep",
    data: "keep",
  },
});

export const timeEntries = defineCollection({
  name: "timeEntries",
  schema: timeEntrySchema,
  indexes: [
    ...carrier,
    { key: { desk: 1, code: 1 }, unique: true },
    { key: { desk: 1, client: 1, date: 1 } },
    { key: { desk: 1, person: 1, date: 1 } },
    { key: { desk: 1, person: 1, createdAt: -1 } },
    { key: { desk: 1, request: 1 } },
    { key: { desk: 1, "reported.client": 1, "reported.week": 1 } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    code: "keep",
    client: "keep",
    request: "keep",
    person: "keep",
    date: "keep",
    minutes: "keep",
    start: "keep",
    end: "keep",
    note: "blank",
    kind: "keep",
    source: "keep",
    trimmed: "keep",
    createdAt: "keep",
    deletedAt: "keep",
    reported: "keep",
    version: "keep",
  },
});

export const timers = defineCollection({
  name: "timers",
  schema: timerSchema,
  indexes: [...carrier, { key: { startedAt: 1 } }],
  erase: {
    id: "delete",
    desk: "delete",
    client: "delete",
    request: "delete",
    startedAt: "delete",
    note: "delete",
    askedAt: "delete",
    confirmedAt: "delete",
    version: "delete",
  },
});

export const cards = defineCollection({
  name: "cards",
  schema: cardSchema,
  indexes: [
    { key: { desk: 1, request: 1 } },
    { key: { ref: 1 }, partialFilterExpression: { ref: { $type: "string" } } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    request: "keep",
    conversation: "keep",
    audience: "keep",
    guard: "keep",
    ref: "keep",
    wanted: "keep",
    shown: "keep",
  },
});

export const outbox = defineCollection({
  name: "outbox",
  schema: outboxSchema,
  indexes: [
    { key: { state: 1, notBefore: 1 } },
    { key: { conversation: 1, state: 1, order: 1 } },
    { key: { desk: 1, state: 1 } },
    { key: { ref: 1 }, partialFilterExpression: { ref: { $type: "string" } } },
    { key: { createdAt: 1 }, expireAfterSeconds: 45 * 86_400, partialFilterExpression: { state: "sent" } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    kind: "keep",
    topic: "keep",
    conversation: "keep",
    guard: "keep",
    view: "delete",
    reader: "keep",
    card: "keep",
    threadOf: "keep",
    unasked: "keep",
    notBefore: "keep",
    order: "keep",
    state: "keep",
    attempts: "keep",
    fence: "keep",
    triedSince: "keep",
    attemptedAt: "keep",
    repeat: "keep",
    ref: "keep",
    reason: "blank",
    createdAt: "keep",
  },
});

export const conversations = defineCollection({
  name: "conversations",
  schema: conversationSchema,
  indexes: [],
  erase: { id: "keep", fence: "keep", leaseUntil: "keep", nextAllowedAt: "keep" },
});

export const schedules = defineCollection({
  name: "schedules",
  schema: scheduleSchema,
  indexes: [{ key: { nextAt: 1 } }, { key: { desk: 1 } }, { key: { job: 1, subject: 1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    job: "keep",
    subject: "keep",
    rule: "keep",
    zone: "keep",
    nextAt: "keep",
  },
});

export const occurrences = defineCollection({
  name: "occurrences",
  schema: occurrenceSchema,
  indexes: [
    pending,
    {
      key: { claimedUntil: 1 },
      name: "due",
      partialFilterExpression: { state: "due" },
    },
    { key: { desk: 1, job: 1, at: -1 } },
    { key: { finishedAt: 1 }, partialFilterExpression: { finishedAt: { $type: "date" } } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    job: "keep",
    subject: "keep",
    period: "keep",
    at: "keep",
    state: "keep",
    attempts: "keep",
    reason: "blank",
    claimedUntil: "keep",
    claim: "keep",
    finishedAt: "keep",
    version: "keep",
  },
});

export const statusDrafts = defineCollection({
  name: "statusDrafts",
  schema: statusDraftSchema,
  indexes: [...carrier, { key: { desk: 1, client: 1, state: 1, postedAt: -1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    week: "keep",
    state: "keep",
    words: "blank",
    told: "keep",
    postedAt: "keep",
    by: "keep",
    version: "keep",
  },
});

export const allCollections = [
  people,
  identities,
  workspaces,
  channels,
  linkCodes,
  drafts,
  inbound,
  desks,
  members,
  clients,
  contacts,
  requests,
  comments,
  revisions,
  events,
  timeEntries,
  timers,
  cards,
  outbox,
  conversations,
  schedules,
  occurrences,
  statusDrafts,
] as const;
