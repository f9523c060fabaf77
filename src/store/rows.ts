import { z } from "zod";
import type { Invocation, Outcome } from "../invocation.ts";

const unansweredSchema = z.object({
  outcome: z.custom<Outcome>((value) => typeof value === "object" && value !== null && "kind" in value),
  triedSince: z.date(),
  attempts: z.number().int(),
  /** When it was last said without anybody knowing whether it arrived. */
  unsure: z.date().nullable(),
  /** How far it has been looked for. */
  seen: z.string().optional(),
});
export type Unanswered = z.infer<typeof unansweredSchema>;

/** An event as it came in, kept until it has been carried out. Its id is the key of the act. */
export const inboundSchema = z.object({
  id: z.string(),
  invocation: z.custom<Invocation>(
    (value) => typeof value === "object" && value !== null && "input" in value,
  ),
  state: z.enum(["open", "done", "failed"]),
  attempts: z.number().int(),
  claimedUntil: z.date(),
  recordedAt: z.date(),
  /** It was carried out, and its answer did not arrive. */
  answer: unansweredSchema.optional(),
});

/** A Slack team, a Teams tenant or the web chat, by `platform:workspace`, and our app in it. */
export const workspaceSchema = z.object({
  id: z.string(),
  platform: z.string(),
  name: z.string(),
  app: z.string(),
  botUser: z.string(),
  scopes: z.array(z.string()),
  installedBy: z.string(),
  installedAt: z.date(),
  /** Since when nothing can be said there any more; its secrets are gone then. */
  endedAt: z.date().nullable(),
  /** Sealed for this workspace, by field. */
  secrets: z.record(z.string(), z.string()),
  /** When its token ends; null: never. */
  expiresAt: z.date().nullable(),
  /** Until then somebody is getting a new one. */
  refreshUntil: z.date().nullable(),
});

/** An installation that was begun in a browser. Its id is the SHA-256 of the state that Slack hands back. */
export const installStateSchema = z.object({
  id: z.string(),
  app: z.string().nullable(),
  /** The only workspace it is for, if it is for one. */
  workspace: z.string().nullable(),
  expiresAt: z.date(),
  usedAt: z.date().nullable(),
});

/** What a subject's texts were before an edit. */
export const revisionSchema = z.object({
  id: z.string(),
  desk: z.string(),
  subject: z.string(),
  by: z.string(),
  at: z.date(),
  before: z.record(z.string(), z.string()),
});

/** Numbers taken one after the other, by what they count. */
export const counterSchema = z.object({
  id: z.string(),
  n: z.number().int(),
  /** To whom it gave its latest numbers, if several counters were asked at once. */
  given: z.array(z.object({ to: z.string(), last: z.number().int() })).optional(),
});

/** Wrong codes that an account (`platform:workspace:user`, its id) typed since a time, by the acts that carried them. */
export const guessesSchema = z.object({
  id: z.string(),
  acts: z.array(z.string()),
  since: z.date(),
  lockedUntil: z.date().nullable(),
});
