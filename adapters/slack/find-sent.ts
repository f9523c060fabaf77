import type { webApi } from "@slack/bolt";

/** Of the metadata in which a message carries its key. */
export const METADATA_TYPE = "va_desk";
/** So many a call is all that Slack gives to distributed apps that aren't in its directory. */
const ROWS = 15;
const PAGES = 4;

interface Query {
  key: string;
  from: Date;
  to: Date;
  /** The timestamp of the thread's head. */
  thread: string | undefined;
}

interface Row {
  ts?: string;
  metadata?: { event_type?: string; event_payload?: unknown };
}

/** The timestamp of the message that carries `key`. @throws if there is more in the window than can be looked through */
export async function findSent(
  client: webApi.WebClient,
  channel: string,
  { key, from, to, thread }: Query,
): Promise<string | undefined> {
  const within = { oldest: seconds(from), latest: seconds(to), inclusive: true, limit: ROWS };
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const asked = {
      channel,
      ...within,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const answer: { messages?: Row[]; has_more?: boolean; response_metadata?: { next_cursor?: string } } =
      await (thread === undefined
        ? client.conversations.history(asked)
        : client.conversations.replies({ ...asked, ts: thread }));
    const found = answer.messages?.find((row) => carries(row, key));
    if (found?.ts !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor;
    if (!answer.has_more || !cursor) return undefined;
  }
  throw new Error("too many messages to look through");
}

function carries({ metadata }: Row, key: string): boolean {
  const payload = metadata?.event_payload;
  const held = typeof payload === "object" && payload !== null && "key" in payload ? payload.key : undefined;
  return metadata?.event_type === METADATA_TYPE && held === key;
}

const seconds = (at: Date): string => (at.getTime() / 1000).toFixed(6);
