import { z } from "zod";
import { localeSchema } from "./desk.ts";

/** Of links to downloads, on the public edge. */
export const DOWNLOADS_PATH = "/download";

/**
 * A timesheet, what clients said of the work, or which promises were kept, that somebody was given a link to. Its id is the SHA-256 of the link's token, so that only who was given it can ask
 * for it; what is in it is looked up when they do, with their rights of that moment.
 */
export const downloadSchema = z.object({
  id: z.string(),
  desk: z.string(),
  person: z.string(),
  what: z.enum(["timesheet", "satisfaction", "promises"]).default("timesheet"),
  /** Local days, both included. */
  from: z.string(),
  to: z.string(),
  client: z.string().nullable(),
  /** Whose time; null is everybody's. */
  who: z.string().nullable(),
  reader: z.object({ locale: localeSchema, zone: z.string() }),
  expiresAt: z.date(),
});
export type Download = z.infer<typeof downloadSchema>;

/** What of it the command that offers it has to say. */
export type DownloadAsked = Pick<Download, "what" | "desk" | "from" | "to" | "client" | "who" | "reader">;
