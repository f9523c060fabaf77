import { repeatSchema } from "../../domain/repeat.ts";
import { occurrenceSchema, scheduleSchema, tickSchema } from "../../domain/schedule.ts";
import { statusDraftSchema } from "../../domain/status-draft.ts";
import { defineCollection } from "../collection.ts";
import { carrier, pending } from "./carrier.ts";

export const schedules = defineCollection({
  name: "schedules",
  schema: scheduleSchema,
  indexes: [{ key: { nextAt: 1 } }, { key: { desk: 1, subject: 1 } }, { key: { job: 1, subject: 1 } }],
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

export const ticks = defineCollection({
  name: "ticks",
  schema: tickSchema,
  indexes: [],
  erase: { id: "keep", at: "keep" },
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
  indexes: [
    ...carrier,
    { key: { desk: 1, client: 1, endedAt: -1 } },
    { key: { desk: 1, "told.time.entry": 1 } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    week: "keep",
    state: "keep",
    words: "blank",
    told: "keep",
    endedAt: "keep",
    by: "keep",
    version: "keep",
  },
});

export const repeats = defineCollection({
  name: "repeats",
  schema: repeatSchema,
  indexes: [...carrier, { key: { desk: 1, endedAt: 1, client: 1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    request: "keep",
    number: "keep",
    rrule: "keep",
    cycle: "keep",
    at: "keep",
    from: "keep",
    until: "keep",
    skipped: "keep",
    moved: "keep",
    otherwise: "blank",
    title: "blank",
    details: "blank",
    estimate: "keep",
    urgent: "keep",
    important: "keep",
    dueDays: "keep",
    assignee: "keep",
    audience: "keep",
    requester: "keep",
    requesterName: "blank",
    people: "keep",
    last: "keep",
    endedAt: "keep",
    version: "keep",
  },
});
