import { followUpSchema } from "../../domain/follow-up.ts";
import { surveySchema } from "../../domain/survey.ts";
import { defineCollection } from "../collection.ts";
import { carrier } from "./carrier.ts";

export const followUps = defineCollection({
  name: "followUps",
  schema: followUpSchema,
  indexes: [
    ...carrier,
    { key: { desk: 1, code: 1 }, unique: true },
    { key: { desk: 1, state: 1, due: 1 } },
    { key: { desk: 1, from: 1, openedAt: -1 } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    code: "keep",
    client: "keep",
    source: "keep",
    of: "keep",
    what: "blank",
    score: "keep",
    from: "keep",
    fromName: "blank",
    owner: "keep",
    audience: "keep",
    hiddenFrom: "keep",
    due: "keep",
    state: "keep",
    outcome: "blank",
    request: "keep",
    openedAt: "keep",
    doneAt: "keep",
    doneBy: "keep",
    version: "keep",
  },
});

export const surveys = defineCollection({
  name: "surveys",
  schema: surveySchema,
  indexes: [
    ...carrier,
    // Nobody has two questions of a kind before them at once.
    {
      key: { desk: 1, person: 1, kind: 1 },
      unique: true,
      name: "one-open",
      partialFilterExpression: { state: "asked" },
    },
    { key: { desk: 1, person: 1, kind: 1, askedAt: -1 } },
    { key: { desk: 1, request: 1, state: 1 } },
    { key: { person: 1, state: 1 } },
    { key: { desk: 1, askedAt: 1 } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    kind: "keep",
    request: "keep",
    about: "blank",
    quarter: "keep",
    person: "keep",
    personName: "blank",
    conversation: "keep",
    state: "keep",
    score: "keep",
    words: "blank",
    askedAt: "keep",
    expiresAt: "keep",
    remindedAt: "keep",
    answeredAt: "keep",
    version: "keep",
  },
});
