import { eventSchema } from "../../domain/event.ts";
import { commentSchema, requestSchema } from "../../domain/request.ts";
import { defineCollection } from "../collection.ts";
import { counterSchema, revisionSchema } from "../rows.ts";
import { carrier } from "./carrier.ts";

export const requests = defineCollection({
  name: "requests",
  schema: requestSchema,
  indexes: [
    ...carrier,
    { key: { desk: 1, client: 1, number: 1 }, unique: true },
    { key: { desk: 1, stage: 1, client: 1, assignee: 1 } },
    { key: { desk: 1, client: 1, doneAt: 1 } },
    { key: { desk: 1, openedAt: -1 } },
    // A message becomes one request, whoever points at it. It comes first: talk is asked about before anybody knows whose it is.
    {
      key: { "source.ref": 1, desk: 1 },
      unique: true,
      partialFilterExpression: { "source.ref": { $type: "string" } },
    },
    {
      key: { "source.also": 1, desk: 1 },
      unique: true,
      partialFilterExpression: { "source.also": { $type: "string" } },
    },
    { key: { desk: 1, "before.by": 1, "before.at": 1 } },
    { key: { desk: 1, "repeat.id": 1 }, partialFilterExpression: { "repeat.id": { $type: "string" } } },
    { key: { promiseAt: 1 }, partialFilterExpression: { promiseAt: { $type: "date" } } },
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
    source: "delete",
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
    repeat: "keep",
    clocks: "keep",
    promiseAt: "keep",
    face: "keep",
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
    changedAt: "keep",
    removedAt: "keep",
    version: "keep",
  },
});

export const revisions = defineCollection({
  name: "revisions",
  schema: revisionSchema,
  indexes: [{ key: { desk: 1, subject: 1, at: 1 } }],
  erase: { id: "keep", desk: "keep", subject: "keep", by: "keep", at: "keep", before: "delete" },
});

/** What became of promises: few among many events. */
const clockEvents = {
  key: { desk: 1, "data.clock": 1, at: 1 },
  name: "clocks",
  partialFilterExpression: { "data.clock": { $exists: true } },
} as const;

export const events = defineCollection({
  name: "events",
  schema: eventSchema,
  indexes: [{ key: { desk: 1, subject: 1, at: 1 } }, { key: { desk: 1, at: 1 } }, clockEvents],
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

/** The last number given to a request, by `desk|client`. */
export const counters = defineCollection({
  name: "counters",
  schema: counterSchema,
  indexes: [],
  erase: { id: "keep", n: "keep", given: "keep" },
});
