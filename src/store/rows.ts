import { z } from "zod";
import type { Invocation } from "../invocation.ts";

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
});

/** A Slack team, a Teams tenant or the web chat, by `platform:workspace`. */
export const workspaceSchema = z.object({
  id: z.string(),
  platform: z.string(),
  name: z.string(),
  botUser: z.string().nullable(),
  active: z.boolean(),
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
