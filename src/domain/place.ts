import { z } from "zod";
import { fileLinkSchema } from "./file-link.ts";
import type { Address } from "./ids.ts";

/** A person as one platform knows them: `platform:workspace:user`. */
export const identitySchema = z.object({
  id: z.string(),
  platform: z.string(),
  workspace: z.string(),
  user: z.string(),
  /** The workspace by whose bot they are reached, where their own has none. */
  via: z.string().optional(),
  person: z.string(),
  lastSeenAt: z.date(),
});
export type Identity = z.infer<typeof identitySchema>;

/** A conversation linked to one client, or (client null) to the desk's own team. Its id is the address. */
export const channelSchema = z.object({
  id: z.string(),
  desk: z.string(),
  client: z.string().nullable(),
  /** The last part of the address: a shared channel has the same in every workspace. */
  conversation: z.string().default(""),
  name: z.string(),
  /** `every`: each message of the client's people is a request; `asked`: only by command, mention, button or emoji. */
  intake: z.enum(["every", "asked"]).default("asked"),
  linkedAt: z.date(),
});
export type Channel = z.infer<typeof channelSchema>;

/** What a platform itself calls a conversation: `slack|T1|C1` → `C1`. */
export const conversationIn = (address: string): string => address.split("|").at(-1) ?? "";

/** The address of that channel as another workspace, with which it is shared, has it. */
export const addressIn = (platform: string, workspace: string, address: string): Address =>
  `${platform}|${workspace}|${conversationIn(address)}`;

/** What an invitation makes of whoever brings it; a contact's only client is the one they belong to. */
export const invitedAsSchema = z.object({
  name: z.string(),
  role: z.enum(["owner", "assistant", "subcontractor", "approver", "contact"]),
  clients: z.array(z.string()).nullable(),
});
export type InvitedAs = z.infer<typeof invitedAsSchema>;

/** A one-time code that joins a person or a client's channel, or invites somebody. Its id is the code's SHA-256. */
export const linkCodeSchema = z.object({
  id: z.string(),
  kind: z.enum(["person", "channel", "desk", "invite"]),
  issuer: z.string(),
  desk: z.string().nullable(),
  client: z.string().nullable(),
  as: invitedAsSchema.nullable().default(null),
  expiresAt: z.date(),
  usedAt: z.date().nullable(),
  /** The act that used it up; delivered again, it may go on. */
  usedBy: z.string().nullable(),
  /** Who typed a person's code, and in which direct messages; the issuer is asked whether it was them. */
  claimant: z.string().nullable(),
  claimedIn: z.string().nullable(),
});
export type LinkCode = z.infer<typeof linkCodeSchema>;

/** What a person typed and that waits for one more click: `line` to be shown to them, verb and values to be carried out. */
export const draftSchema = z.object({
  id: z.string(),
  person: z.string(),
  address: z.string(),
  line: z.string(),
  verb: z.string(),
  values: z.record(z.string(), z.string()),
  files: z.array(fileLinkSchema),
  expiresAt: z.date(),
});
export type Draft = z.infer<typeof draftSchema>;
