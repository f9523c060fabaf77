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

const noWords: StatusWords = { note: "", done: "", next: "", blocked: "", decisions: "" };

/** What a posted status told: the ids of requests it called done, and what it said each time entry came to (0: taken out). */
const toldSchema = z.object({
  done: z.array(z.string()),
  time: z.array(z.object({ entry: z.string(), minutes: z.number().int().nonnegative() })),
});
export type Told = z.infer<typeof toldSchema>;

/**
 * A client's weekly status of one ISO week: waiting for a word, posted, or left out. There is one a week, so none is posted twice;
 * and it holds what it told, so that posting is one write however much there was to tell. `by` is who decided, "" the job.
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
  told: toldSchema,
  /** When it was posted or left out. */
  endedAt: z.date().nullable(),
  by: z.string(),
  /** 0 until it is first written. */
  version: z.number().int(),
});
export type StatusDraft = z.infer<typeof statusDraftSchema>;

export const statusId = (client: string, week: string): string => `${client}|${week}`;

/** A status nobody has said anything about yet. */
export function newStatus(of: Pick<StatusDraft, "desk" | "client" | "week">): StatusDraft {
  const { desk, client, week } = of;
  return {
    id: statusId(client, week),
    desk,
    client,
    week,
    state: "draft",
    words: noWords,
    told: { done: [], time: [] },
    endedAt: null,
    by: "",
    version: 0,
  };
}

/** What the client believes each time entry came to, after these statuses, the last one first. */
export function believed(before: readonly Pick<StatusDraft, "told">[]): Map<string, number> {
  const minutes = new Map<string, number>();
  for (const { told } of [...before].reverse())
    for (const { entry, minutes: said } of told.time) minutes.set(entry, said);
  return minutes;
}
