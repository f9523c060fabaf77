import { clientSchema, contactSchema, deskSchema, memberSchema } from "../../domain/desk.ts";
import { defineCollection } from "../collection.ts";
import { carrier, pending } from "./carrier.ts";

/** Of those who have public holidays: until which year they are known. */
const calendars = {
  key: { "off.until": 1 },
  name: "calendars",
  partialFilterExpression: { "off.until": { $gt: 0 } },
} as const;

export const desks = defineCollection({
  name: "desks",
  schema: deskSchema,
  indexes: [pending, calendars],
  erase: {
    id: "keep",
    name: "keep",
    zone: "keep",
    locale: "keep",
    demo: "keep",
    timerLimit: "keep",
    emoji: "keep",
    hours: "keep",
    off: "keep",
    surveys: "keep",
    createdAt: "keep",
    version: "keep",
  },
});

export const members = defineCollection({
  name: "members",
  schema: memberSchema,
  indexes: [...carrier, { key: { person: 1 } }, calendars],
  erase: {
    id: "keep",
    desk: "keep",
    person: "keep",
    name: "blank",
    role: "keep",
    clients: "keep",
    hours: "keep",
    off: "keep",
    digest: "keep",
    away: "keep",
    removedAt: "keep",
    version: "keep",
  },
});

export const clients = defineCollection({
  name: "clients",
  schema: clientSchema,
  indexes: [
    ...carrier,
    { key: { desk: 1, code: 1 }, unique: true },
    { key: { desk: 1, formerCodes: 1 } },
    calendars,
  ],
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
    hours: "keep",
    off: "keep",
    promise: "keep",
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
