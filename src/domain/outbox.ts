import { z } from "zod";
import type { View } from "../view/nodes.ts";
import { type Pressing, pressingSchema } from "./calm.ts";
import { localeSchema } from "./desk.ts";

/** Views wait in the outbox as they are; only our own builders make them. */
const viewSchema = z.custom<View>(
  (value) => typeof value === "object" && value !== null && "title" in value && "body" in value,
);

/** Who must still be entitled when the message goes out; checked again just before sending. */
export const guardSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("member"), person: z.string(), client: z.string().nullable() }),
  z.object({ kind: z.literal("contact"), person: z.string(), client: z.string() }),
  z.object({ kind: z.literal("channel"), client: z.string().nullable() }),
  z.object({ kind: z.literal("person"), person: z.string() }),
]);
export type Guard = z.infer<typeof guardSchema>;

/** `held`: kept back so as not to disturb its reader, until a digest tells of it (`told`). */
const outboxStates = [
  "queued",
  "sending",
  "sent",
  "retry",
  "unknown",
  "parked",
  "dropped",
  "held",
  "told",
] as const;

/**
 * A message to be said. `conversation` gives order and pacing: an address, or `person:<id>` for direct messages.
 * `kind: "card"` renders the card's present state when its turn comes; `order` grows with time (ms × 1000 + index).
 */
export const outboxSchema = z.object({
  id: z.string(),
  desk: z.string(),
  kind: z.enum(["message", "card"]),
  /** What it is about, for retry policy: `digest`, `status`, `card`, `nudge`, `answer`, `comment`, `notice`. */
  topic: z.enum(["digest", "status", "card", "nudge", "answer", "comment", "notice"]),
  conversation: z.string(),
  guard: guardSchema,
  view: viewSchema.nullable(),
  reader: z.object({ locale: localeSchema, zone: z.string() }).nullable(),
  card: z.string().nullable(),
  /** Reply in the thread of this card. */
  threadOf: z.string().nullable(),
  /** How the ids of the rows begin whose message here is brought to this view, in place of a new one. */
  edits: z.string().optional(),
  /** Not asked for by its reader: counts against their calm, and may be held back. */
  unasked: z.boolean(),
  /** Why it is not, or not for the number of messages. */
  pressing: pressingSchema.optional(),
  notBefore: z.date(),
  order: z.number(),
  state: z.enum(outboxStates),
  attempts: z.number().int(),
  fence: z.number().int(),
  /** The first attempt since it was queued, and the last one. */
  triedSince: z.date().nullable(),
  attemptedAt: z.date().nullable(),
  /** It is sent a second time because nobody can say whether the first one arrived, and says so. */
  repeat: z.boolean(),
  ref: z.string().nullable(),
  /** Of unknown outcome: how far the platform has been looked through for the last attempt; "" for not at all. */
  seen: z.string().optional(),
  reason: z.string(),
  createdAt: z.date(),
});
export type OutboxRow = z.infer<typeof outboxSchema>;

/** What a live message can follow. */
export const cardSubjects = ["request", "survey", "check-in"] as const;
export type CardSubject = (typeof cardSubjects)[number];

/** One live message that follows a request, or another subject, edited in place. Shown version < wanted version: it needs an edit. */
export const cardSchema = z.object({
  id: z.string(),
  desk: z.string(),
  /** What kind of thing `request` is the id of. */
  follows: z.enum(cardSubjects).default("request"),
  request: z.string(),
  /** The one person whose words in its thread are an answer; null: nobody's in particular. */
  asks: z.string().nullable().default(null),
  conversation: z.string(),
  audience: z.enum(["client", "member"]),
  guard: guardSchema,
  ref: z.string().nullable(),
  wanted: z.number().int(),
  shown: z.number().int(),
});
export type Card = z.infer<typeof cardSchema>;

/** Who may send into a conversation now. A newer `fence` makes every older holder powerless. */
export const conversationSchema = z.object({
  id: z.string(),
  fence: z.number().int(),
  leaseUntil: z.date(),
  nextAllowedAt: z.date(),
});

/** What a command asks to be said; `commit` makes rows of it. `edits` names the act whose message is to read so now. */
export type Say = {
  topic: OutboxRow["topic"];
  conversation: string;
  guard: Guard;
  /** Only for what falls away when nobody waits for it any more, wherever it is said; what is unasked else is found out. */
  unasked?: boolean;
  pressing?: Pressing;
  notBefore?: Date;
} & (
  | {
      kind: "message";
      view: View;
      reader: { locale: "en" | "hi"; zone: string };
      threadOf?: string;
      edits?: string;
    }
  | {
      kind: "card";
      request: string;
      audience: "client" | "member";
      version: number;
      follows?: CardSubject;
      asks?: string | null;
    }
);

export const cardId = (request: string, conversation: string): string => `${request}|${conversation}`;
export const directTo = (person: string): string => `person:${person}`;

/** Whatever is said to a person that neither answers them nor follows from what they did. `by` is who did it. */
export const isUnasked = (
  { topic, conversation }: Pick<OutboxRow, "topic" | "conversation">,
  by: string,
): boolean =>
  topic !== "digest" &&
  topic !== "answer" &&
  conversation.startsWith("person:") &&
  conversation !== directTo(by);
