import { z } from "zod";

/** So long after the first of them, what one person says in a channel belongs to one request. */
const TOGETHER_MS = 2 * 60_000;

/** What somebody says in a channel in which every message is a request, and the request that it becomes. Its id is channel and person. */
export const burstSchema = z.object({
  id: z.string(),
  request: z.string(),
  /** When the first message of it to be taken up was said. */
  since: z.date(),
  expiresAt: z.date(),
});
export type Burst = z.infer<typeof burstSchema>;

/** True if what was said at the one time belongs to what was said at the other, whichever was first. */
export const together = (one: Date, other: Date): boolean =>
  Math.abs(one.getTime() - other.getTime()) <= TOGETHER_MS;
