import { personSchema } from "../../domain/desk.ts";
import { identitySchema } from "../../domain/place.ts";
import { defineCollection } from "../collection.ts";

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
    from: "delete",
    calm: "keep",
    version: "keep",
  },
});

export const identities = defineCollection({
  name: "identities",
  schema: identitySchema,
  indexes: [
    { key: { person: 1 } },
    { key: { platform: 1, workspace: 1 } },
    { key: { platform: 1, via: 1 }, partialFilterExpression: { via: { $type: "string" } } },
  ],
  erase: {
    id: "delete",
    platform: "delete",
    workspace: "delete",
    user: "delete",
    via: "delete",
    person: "delete",
    lastSeenAt: "delete",
  },
});
