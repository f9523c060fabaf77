import { ballotSchema, checkInSchema, partSchema } from "../../domain/check-in.ts";
import { defineCollection } from "../collection.ts";
import { carrier } from "./carrier.ts";

export const checkIns = defineCollection({
  name: "checkIns",
  schema: checkInSchema,
  indexes: [
    ...carrier,
    {
      key: { desk: 1, name: 1 },
      unique: true,
      partialFilterExpression: { state: { $in: ["on", "paused"] } },
    },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    name: "keep",
    title: "keep",
    kind: "keep",
    client: "keep",
    people: "keep",
    questions: "keep",
    given: "keep",
    rrule: "keep",
    cycle: "keep",
    from: "keep",
    at: "keep",
    open: "keep",
    owner: "keep",
    summary: "keep",
    anonymous: "keep",
    state: "keep",
    stopped: "keep",
    version: "keep",
  },
});

export const checkInParts = defineCollection({
  name: "checkInParts",
  schema: partSchema,
  indexes: [
    ...carrier,
    { key: { desk: 1, checkIn: 1, period: 1 } },
    { key: { desk: 1, person: 1, state: 1 } },
    { key: { person: 1, state: 1 } },
    { key: { desk: 1, checkIn: 1, askedAt: -1 } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    checkIn: "keep",
    period: "keep",
    client: "keep",
    person: "keep",
    personName: "blank",
    conversation: "keep",
    questions: "keep",
    anonymous: "keep",
    askedAt: "keep",
    deadline: "keep",
    state: "keep",
    answers: "blank",
    version: "keep",
  },
});

/** Nothing in it can be traced to anybody, not even by who acts: it carries no act, no event and no message. */
export const ballots = defineCollection({
  name: "ballots",
  schema: ballotSchema,
  indexes: [],
  erase: { id: "keep", desk: "keep", checkIn: "keep", period: "keep", ballots: "keep", version: "keep" },
});
