import type { webApi } from "@slack/bolt";
import { platformError } from "./errors.ts";

const METADATA_TYPE = "va_desk";

/** In which a message carries its key. */
export const metadataOf = (key: string) => ({ event_type: METADATA_TYPE, event_payload: { key } });
/** The key of what is said to an act. */
export const answerOf = ({ key }: { key: string }): string => `answer|${key}`;
/** So many a call is all that Slack gives to distributed apps that aren't in its directory. */
const ROWS = 15;
const PAGES = 4;

interface Query {
  key: string;
  from: Date;
  to: Date;
  /** The timestamp of the thread's head. */
  thread: string | undefined;
  /** Slack's name of the place up to which it was looked for before. */
  seen?: string | undefined;
}

interface Row {
  ts?: string;
  metadata?: { event_type?: string; event_payload?: unknown };
}

/** Found at this timestamp, or so much has been seen and there is more. */
export type Sought = { ts: string } | { seen: string };

/** The message that carries `key`; undefined if it isn't in the window. A limit that is met on the way costs a page its turn, not those before it. */
export async function findSent(
  client: webApi.WebClient,
  channel: string,
  query: Query,
): Promise<Sought | undefined> {
  let seen = query.seen;
  for (let page = 0; page < PAGES; page += 1) {
    let answer: Page;
    try {
      answer = await pageOf(client, channel, query, seen);
    } catch (error) {
      const { kind, reason } = platformError(error).failure;
      // Slack keeps a place for some time only.
      const gone = page === 0 && seen !== undefined && reason === "invalid_cursor";
      if (gone) return findSent(client, channel, { ...query, seen: undefined });
      if (page === 0 || seen === undefined || kind !== "retry") throw error;
      return { seen };
    }
    const found = answer.messages?.find((row) => carries(row, query.key));
    if (found?.ts !== undefined) return { ts: found.ts };
    const next = answer.response_metadata?.next_cursor;
    if (!answer.has_more || !next) return undefined;
    seen = next;
  }
  return seen === undefined ? undefined : { seen };
}

interface Page {
  messages?: Row[];
  has_more?: boolean;
  response_metadata?: { next_cursor?: string };
}

function pageOf(
  client: webApi.WebClient,
  channel: string,
  { from, to, thread }: Query,
  cursor: string | undefined,
): Promise<Page> {
  const within = { oldest: seconds(from), latest: seconds(to), inclusive: true, limit: ROWS };
  const asked = {
    channel,
    ...within,
    include_all_metadata: true,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return thread === undefined
    ? client.conversations.history(asked)
    : client.conversations.replies({ ...asked, ts: thread });
}

function carries({ metadata }: Row, key: string): boolean {
  const payload = metadata?.event_payload;
  const held = typeof payload === "object" && payload !== null && "key" in payload ? payload.key : undefined;
  return metadata?.event_type === METADATA_TYPE && held === key;
}

const seconds = (at: Date): string => (at.getTime() / 1000).toFixed(6);
