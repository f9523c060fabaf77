import { z } from "zod";

const text = z.string();
const account = z.object({ id: text, name: text.nullish(), aadObjectId: text.nullish() });

/** The part of an activity that we read, as sent by Teams; everything else is left alone. */
export const activitySchema = z.object({
  type: text,
  id: text.nullish(),
  name: text.nullish(),
  action: text.nullish(),
  channelId: text.nullish(),
  serviceUrl: text,
  from: account,
  /** `isTargeted`: said in a channel to the bot alone, as slash commands are. */
  recipient: account.extend({ isTargeted: z.boolean().nullish() }).nullish(),
  conversation: z.object({
    id: text,
    conversationType: text.nullish(),
    tenantId: text.nullish(),
    name: text.nullish(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: text }).nullish(),
      channel: z.object({ id: text.nullish(), name: text.nullish() }).nullish(),
      team: z.object({ id: text.nullish(), name: text.nullish() }).nullish(),
    })
    .nullish(),
  text: text.nullish(),
  // The SDK makes a date of it.
  timestamp: z.union([text, z.date()]).nullish(),
  locale: text.nullish(),
  localTimezone: text.nullish(),
  replyToId: text.nullish(),
  value: z.unknown().optional(),
  entities: z
    .array(
      z.looseObject({
        type: text.nullish(),
        text: text.nullish(),
        mentioned: z.object({ id: text, name: text.nullish() }).nullish(),
      }),
    )
    .nullish(),
  attachments: z
    .array(z.looseObject({ contentType: text.nullish(), contentUrl: text.nullish(), name: text.nullish() }))
    .nullish(),
  membersAdded: z.array(account).nullish(),
});
export type Activity = z.infer<typeof activitySchema>;

/** The organisation it comes from; the web emulators have none. */
export const tenantOf = (activity: Activity): string | undefined =>
  activity.conversation.tenantId ?? activity.channelData?.tenant?.id ?? undefined;
