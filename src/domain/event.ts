import { z } from "zod";

/** That something happened: ids, numbers and enums, never text. */
export const eventSchema = z.object({
  id: z.string(),
  desk: z.string(),
  subject: z.string(),
  kind: z.string(),
  by: z.string(),
  at: z.date(),
  platform: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Event = z.infer<typeof eventSchema>;
export type EventDraft = Pick<Event, "subject" | "kind"> & { data?: Event["data"] };
