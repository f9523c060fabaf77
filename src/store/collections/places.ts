import { burstSchema } from "../../domain/burst.ts";
import { downloadSchema } from "../../domain/download.ts";
import { channelSchema, draftSchema, linkCodeSchema } from "../../domain/place.ts";
import { defineCollection } from "../collection.ts";
import { guessesSchema, inboundSchema } from "../rows.ts";

export const channels = defineCollection({
  name: "channels",
  schema: channelSchema,
  indexes: [{ key: { desk: 1, client: 1 } }, { key: { conversation: 1 } }],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    conversation: "keep",
    name: "keep",
    intake: "keep",
    linkedAt: "keep",
  },
});

export const bursts = defineCollection({
  name: "bursts",
  schema: burstSchema,
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }],
  erase: { id: "delete", request: "delete", since: "delete", expiresAt: "delete" },
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
    as: "delete",
    expiresAt: "delete",
    usedAt: "delete",
    usedBy: "delete",
    claimant: "delete",
    claimedIn: "delete",
  },
});

export const guesses = defineCollection({
  name: "guesses",
  schema: guessesSchema,
  indexes: [{ key: { since: 1 }, expireAfterSeconds: 86_400 }],
  erase: { id: "delete", acts: "delete", since: "delete", lockedUntil: "delete" },
});

export const drafts = defineCollection({
  name: "drafts",
  schema: draftSchema,
  indexes: [
    { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
    { key: { "values.message": 1 }, partialFilterExpression: { "values.message": { $type: "string" } } },
  ],
  erase: {
    id: "delete",
    person: "delete",
    address: "delete",
    line: "delete",
    verb: "delete",
    values: "delete",
    files: "delete",
    expiresAt: "delete",
  },
});

export const downloads = defineCollection({
  name: "downloads",
  schema: downloadSchema,
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }],
  erase: {
    id: "delete",
    desk: "delete",
    person: "delete",
    what: "delete",
    from: "delete",
    to: "delete",
    client: "delete",
    who: "delete",
    reader: "delete",
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
    answer: "delete",
    state: "keep",
    attempts: "keep",
    claimedUntil: "keep",
    recordedAt: "keep",
  },
});
