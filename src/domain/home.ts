import { z } from "zod";

export const homeParts = ["member", "owner", "contact"] as const;
/** A part that somebody plays at a desk, as their home shows it. */
export type HomePart = (typeof homeParts)[number];

/**
 * The home that somebody has on a platform which keeps one for everybody. Its id is the identity. Kept fresh until `openUntil`: nobody says when
 * they close it.
 */
export const homeSchema = z.object({
  id: z.string(),
  platform: z.string(),
  workspace: z.string(),
  user: z.string(),
  /** The workspace in which they have it, where their own has none. */
  via: z.string().optional(),
  /** Their direct messages with the bot. */
  address: z.string(),
  /** The part they chose to look at; null: the first they have. */
  desk: z.string().nullable(),
  as: z.enum(homeParts).nullable(),
  /** Who it was drawn for, and the desks whose changes may change it. */
  person: z.string().nullable(),
  desks: z.array(z.string()),
  openUntil: z.date(),
  /** Something changed since it was last drawn. */
  stale: z.boolean(),
  /** It is to be drawn again, not before `dueAt`, or somebody is at it until then. */
  waiting: z.boolean(),
  dueAt: z.date(),
  fence: z.number().int(),
  /** What it shows, as a hash; "" if nobody knows. */
  shown: z.string(),
});
export type Home = z.infer<typeof homeSchema>;
