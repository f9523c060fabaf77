import type { FileLink, Place, Speaker } from "../../src/invocation.ts";
import type { Activity } from "./activity.ts";
import { addressOf, PLATFORM, refOf, threadIn } from "./codec.ts";
import { messageLink } from "./message-link.ts";
import type { TeamsBook, TeamsConversation, TeamsUser } from "./port.ts";

/** Directory ids stay the same over all bots; an account is known only to this one. */
export const userIdOf = ({ from }: Activity): string => from.aadObjectId ?? from.id;

export const zoneOf = (activity: Activity): string | undefined =>
  activity.localTimezone ?? clientZone(activity);

function clientZone({ entities }: Activity): string | undefined {
  const info = (entities ?? []).find((entity) => entity.type === "clientInfo");
  const zone = info?.["timezone"];
  return typeof zone === "string" ? zone : undefined;
}

export function speakerOf(tenant: string, activity: Activity): Speaker {
  const zone = zoneOf(activity);
  return {
    platform: PLATFORM,
    workspace: tenant,
    user: userIdOf(activity),
    ...(activity.from.name ? { name: activity.from.name } : {}),
    ...(zone === undefined ? {} : { zone }),
    ...(activity.locale ? { locale: activity.locale } : {}),
  };
}

/** Everything but a conversation with one person is read by several; where Teams doesn't say, only the ids of such begin like this. */
export const isDirect = ({ conversation: { conversationType, id } }: Activity): boolean =>
  (conversationType ?? (id.startsWith("a:") ? "personal" : "channel")) === "personal";

export const isGroupChat = ({ conversation }: Activity): boolean =>
  conversation.conversationType === "groupChat";

export function placeOf(tenant: string, activity: Activity): Place {
  const { base, head } = threadIn(activity.conversation.id);
  const name = activity.channelData?.channel?.name ?? activity.conversation.name;
  // The first message of a thread carries its own id there.
  const threaded = head !== undefined && head !== activity.id;
  return {
    platform: PLATFORM,
    workspace: tenant,
    address: addressOf(tenant, base),
    kind: isDirect(activity) ? "dm" : "channel",
    ...(name ? { name } : {}),
    ...(threaded ? { thread: refOf(tenant, base, head) } : {}),
  };
}

/** Keeps what is needed to write here, and to who spoke, without having been asked. */
export async function remember(book: TeamsBook, tenant: string, activity: Activity): Promise<void> {
  const { base } = threadIn(activity.conversation.id);
  const service = activity.serviceUrl;
  const bot = activity.recipient?.id ?? "";
  const kind = isDirect(activity) ? "dm" : "channel";
  const conversation: TeamsConversation = { tenant, id: base, kind, service, bot };
  const user: TeamsUser = {
    tenant,
    id: userIdOf(activity),
    account: activity.from.id,
    name: activity.from.name ?? "",
    zone: zoneOf(activity) ?? null,
    locale: activity.locale ?? null,
    service,
    bot,
  };
  await Promise.all([
    book.remember(conversation),
    book.rememberUser(user),
    kind === "dm" ? book.rememberDirect(tenant, user.id, base) : undefined,
  ]);
}

const FILE = "application/vnd.microsoft.teams.file.download.info";
/** Before what names a picture that nobody but its sender and the bot can see. */
const UNSEEN = "teams-picture:";

/**
 * Files that came with a message; a card or the message's own HTML is none. A picture that was pasted has no address for people, so it is found at
 * the message that it stands in, by those who can read that.
 */
export function filesOf(tenant: string, activity: Activity): FileLink[] {
  const { base, head } = threadIn(activity.conversation.id);
  const id = activity.id ?? "";
  const seen = messageLink({ tenant, conversation: base, message: id, head });
  return (activity.attachments ?? []).flatMap(({ contentType, contentUrl, name }, n): FileLink[] => {
    if (!contentUrl) return [];
    if (contentType === FILE) return [{ name: name || contentUrl, url: contentUrl }];
    const [, picture] = /^image\/([a-z]{2,5}|\*)/.exec(contentType ?? "") ?? [];
    if (picture === undefined) return [];
    const called = name || (picture === "*" ? "image" : `image.${picture}`);
    return [
      seen === "" ? { name: called, url: `${UNSEEN}${id}.${n}`, closed: true } : { name: called, url: seen },
    ];
  });
}
