import { z } from "zod";

/** What a member adds to a status in their own words: a note on top, and a sentence over a block. */
export const statusWordsSchema = z.object({
  note: z.string(),
  done: z.string(),
  next: z.string(),
  blocked: z.string(),
  decisions: z.string(),
});
export type StatusWords = z.infer<typeof statusWordsSchema>;

export const noWords: StatusWords = { note: "", done: "", next: "", blocked: "", decisions: "" };

/**
 * A client's weekly status of one ISO week: waiting for a word, posted, or left out. There is one a week, so none is posted twice.
 * `told` names the requests a posted one called done; `by` is who decided, "" the job.
 */
export const statusDraftSchema = z.object({
  /** `client|week` */
  id: z.string(),
  desk: z.string(),
  client: z.string(),
  /** `2026-W48` */
  week: z.string(),
  state: z.enum(["draft", "posted", "skipped"]),
  words: statusWordsSchema,
  told: z.array(z.string()),
  postedAt: z.date().nullable(),
  by: z.string(),
  version: z.number().int(),
});
export type StatusDraft = z.infer<typeof statusDraftSchema>;

export const statusId = (client: string, week: string): string => `${client}|${week}`;

/** A status nobody has said anything about yet. */
export function newStatus(of: { desk: string; client: string; week: string }): StatusDraft {
  const { desk, client, week } = of;
  return {
    id: statusId(client, week),
    desk,
    client,
    week,
    state: "draft",
    words: noWords,
    told: [],
    postedAt: null,
    by: "",
    version: 0,
  };
}
