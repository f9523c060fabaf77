import { cardSchema, conversationSchema, outboxSchema } from "../../domain/outbox.ts";
import { defineCollection } from "../collection.ts";

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
    follows: "keep",
    request: "keep",
    asks: "keep",
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
    edits: "keep",
    unasked: "keep",
    pressing: "keep",
    notBefore: "keep",
    order: "keep",
    state: "keep",
    attempts: "keep",
    fence: "keep",
    triedSince: "keep",
    attemptedAt: "keep",
    repeat: "keep",
    ref: "keep",
    seen: "delete",
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
