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
    version: "keep",
  },
});

export const identities = defineCollection({
  name: "identities",
  schema: identitySchema,
  indexes: [{ key: { person: 1 } }, { key: { platform: 1, workspace: 1 } }],
  erase: {
    id: "delete",
    platform: "delete",
    workspace: "delete",
    user: "delete",
    person: "delete",
    lastSeenAt: "delete",
  },
});
