import { z } from "zod";

/** A file stays where it is; we keep its name and where to find it. */
export const fileLinkSchema = z.object({
  /** "" if it isn't known. */
  name: z.string(),
  url: z.string(),
  /** The workspace it is kept in, `platform:workspace`: who has no account there can't open it. */
  in: z.string().optional(),
  /** Not even the bot is told more than that it is there. */
  closed: z.boolean().optional(),
  /** The client was asked to share it. */
  asked: z.boolean().optional(),
});
export type FileLink = z.infer<typeof fileLinkSchema>;

/** Can somebody with accounts in these workspaces not open it? */
export const isClosed = (file: FileLink, workspaces: ReadonlySet<string>): boolean =>
  file.closed === true || (file.in !== undefined && !workspaces.has(file.in));

export const markClosed = (files: readonly FileLink[], workspaces: ReadonlySet<string>): FileLink[] =>
  files.map((file) => ({ ...file, closed: isClosed(file, workspaces) }));
