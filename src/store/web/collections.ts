import { z } from "zod";
import { localeSchema } from "../../domain/desk.ts";
import type { Form, Reader, View } from "../../view/nodes.ts";
import { defineCollection } from "../collection.ts";

const reader = z.object({ locale: localeSchema, zone: z.string() }) satisfies z.ZodType<Reader>;
const view = z.custom<View>((value) => typeof value === "object" && value !== null && "body" in value);
const form = z.custom<Form>((value) => typeof value === "object" && value !== null && "fields" in value);
const file = z.object({ name: z.string(), url: z.string() });

const contentSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string(), files: z.array(file) }),
  z.object({ kind: z.literal("view"), view, reader, repeat: z.boolean() }),
  z.object({ kind: z.literal("form"), form, reader }),
]);

/** People of the local workspace. `read` is the newest message seen, by channel. */
export const webPeople = defineCollection({
  name: "webPeople",
  schema: z.object({
    id: z.string(),
    name: z.string(),
    zone: z.string().nullable(),
    locale: localeSchema.nullable(),
    demo: z.boolean(),
    read: z.record(z.string(), z.string()),
  }),
  indexes: [{ key: { demo: 1 } }],
  erase: { id: "keep", name: "blank", zone: "keep", locale: "keep", demo: "keep", read: "keep" },
});

export const webChannels = defineCollection({
  name: "webChannels",
  schema: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(["channel", "dm"]),
    members: z.array(z.string()),
  }),
  indexes: [{ key: { members: 1 } }],
  erase: { id: "keep", name: "keep", kind: "keep", members: "delete" },
});

/** Ids grow with time: the order of a conversation is the order of ids. */
export const webMessages = defineCollection({
  name: "webMessages",
  schema: z.object({
    id: z.string(),
    channel: z.string(),
    author: z.string().nullable(),
    thread: z.string().nullable(),
    to: z.string().nullable(),
    content: contentSchema,
    key: z.string().nullable(),
    at: z.date(),
    editedAt: z.date().nullable(),
  }),
  indexes: [
    { key: { channel: 1, thread: 1, _id: 1 } },
    { key: { channel: 1, _id: 1 } },
    { key: { channel: 1, editedAt: 1 } },
    { key: { key: 1 }, unique: true, partialFilterExpression: { key: { $type: "string" } } },
  ],
  erase: {
    id: "keep",
    channel: "keep",
    author: "blank",
    thread: "keep",
    to: "keep",
    content: "blank",
    key: "keep",
    at: "keep",
    editedAt: "keep",
  },
});

/** The id is the SHA-256 of the cookie's value: what is stored opens nothing. */
export const webSessions = defineCollection({
  name: "webSessions",
  schema: z.object({ id: z.string(), person: z.string(), expiresAt: z.date() }),
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }, { key: { person: 1 } }],
  erase: { id: "delete", person: "delete", expiresAt: "delete" },
});

export const webCollections = [webPeople, webChannels, webMessages, webSessions] as const;
