import { timeEntrySchema, timerSchema } from "../../domain/time-entry.ts";
import { defineCollection } from "../collection.ts";
import { carrier } from "./carrier.ts";

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
