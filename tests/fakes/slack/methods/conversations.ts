import { flag } from "../http.ts";
import { text } from "../json.ts";
import { HISTORY_MS, HISTORY_ROWS } from "../limits.ts";
import { messageAt, visibleChannel } from "../lookup.ts";
import { demandScope, scopeFor } from "../scopes.ts";
import { channelShape, messageShape } from "../shapes.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { FakeChannel, FakeMessage, Json } from "../types.ts";

export function open(state: State, args: Json): Json {
  const users = text(args["users"]).split(",").filter(Boolean);
  if (args["channel"] !== undefined) {
    return { channel: channelShape(state, visibleChannel(state, args["channel"])) };
  }
  if (users.length === 0) throw new SlackError("users_list_not_supplied");
  const found = users.map((id) => {
    const user = state.users.get(id);
    if (!user) throw new SlackError("user_not_found");
    if (user.deleted) throw new SlackError("user_disabled");
    if (user.bot) throw new SlackError("cannot_dm_bot");
    return user;
  });
  const [only] = found;
  demandScope(state.options.scopes, [found.length === 1 ? "im:write" : "mpim:write"]);
  const known = new Set(state.channels.keys());
  const channel =
    found.length === 1 && only ? state.directChannel(only.id) : groupOf(state, [...users].sort());
  const existed = known.has(channel.id);
  return {
    ...(existed ? { no_op: true, already_open: true } : {}),
    channel: flag(args["return_im"]) ? channelShape(state, channel) : { id: channel.id },
  };
}

function groupOf(state: State, users: readonly string[]): FakeChannel {
  const members = new Set([...users, state.options.botUser]);
  for (const channel of state.channels.values()) {
    if (channel.kind === "mpim" && sameMembers(channel.members, members)) return channel;
  }
  const id = state.id("C");
  const channel: FakeChannel = {
    id,
    name: `mpdm-${id}`,
    kind: "mpim",
    members,
    archived: false,
    shared: false,
    teams: new Set([state.options.team]),
  };
  state.channels.set(id, channel);
  return channel;
}

function sameMembers(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return some.size === others.size && [...some].every((one) => others.has(one));
}

export function info(state: State, args: Json): Json {
  const channel = readable(state, args["channel"], "read");
  const members = flag(args["include_num_members"]) ? { num_members: channel.members.size } : {};
  return { channel: { ...channelShape(state, channel), ...members } };
}

export function members(state: State, args: Json): Json {
  const channel = readable(state, args["channel"], "read");
  return { members: [...channel.members], response_metadata: { next_cursor: "" } };
}

export function join(state: State, args: Json): Json {
  const channel = visibleChannel(state, args["channel"]);
  if (channel.kind !== "public") throw new SlackError("method_not_supported_for_channel_type");
  if (channel.archived) throw new SlackError("is_archived");
  const already = channel.members.has(state.options.botUser);
  channel.members.add(state.options.botUser);
  const warning = { warning: "already_in_channel", response_metadata: { warnings: ["already_in_channel"] } };
  return { channel: channelShape(state, channel), ...(already ? warning : {}) };
}

/** Newest first, without the replies in threads. */
export function history(state: State, args: Json): Json {
  const channel = joined(state, args["channel"]);
  pace(state, "conversations.history");
  const rows = inChannel(state, channel).filter((message) => message.threadTs === undefined);
  return page(state, within(rows, args).reverse(), args);
}

/** The head first, then its replies, oldest first. */
export function replies(state: State, args: Json): Json {
  const channel = joined(state, args["channel"]);
  const asked = messageAt(state, channel.id, args["ts"]);
  if (!asked) throw new SlackError("thread_not_found");
  pace(state, "conversations.replies");
  const headTs = asked.threadTs ?? asked.ts;
  const rows = inChannel(state, channel).filter((message) => message.threadTs === headTs);
  const head = inChannel(state, channel).filter((message) => message.ts === headTs);
  return page(state, [...head, ...within(rows, args)], args);
}

function readable(state: State, id: unknown, right: "read" | "history"): FakeChannel {
  const channel = visibleChannel(state, id);
  if (channel.id !== id) throw new SlackError("channel_not_found");
  demandScope(state.options.scopes, [scopeFor(channel.kind, right)]);
  return channel;
}

function joined(state: State, id: unknown): FakeChannel {
  const channel = readable(state, id, "history");
  if (!channel.members.has(state.options.botUser)) throw new SlackError("not_in_channel");
  return channel;
}

function pace(state: State, method: string): void {
  if (!state.options.unlisted) return;
  const now = state.clock.now().getTime();
  const last = state.asked.get(method);
  if (last !== undefined && now - last < HISTORY_MS) {
    throw new SlackError("ratelimited", { retry_after: Math.ceil((last + HISTORY_MS - now) / 1000) });
  }
  state.asked.set(method, now);
}

const inChannel = (state: State, channel: FakeChannel): FakeMessage[] =>
  state.messages.filter((message) => message.channel === channel.id);

/** By `oldest` and `latest`, which are left out themselves unless `inclusive`. */
function within(rows: readonly FakeMessage[], args: Json): FakeMessage[] {
  const oldest = bound(args["oldest"], "invalid_ts_oldest") ?? 0n;
  const latest = bound(args["latest"], "invalid_ts_latest");
  const inclusive = flag(args["inclusive"]);
  return rows.filter((message) => {
    const at = micros(message.ts);
    const after = inclusive ? at >= oldest : at > oldest;
    return after && (latest === undefined || (inclusive ? at <= latest : at < latest));
  });
}

function bound(value: unknown, error: string): bigint | undefined {
  if (value === undefined || value === "") return undefined;
  const said = String(value);
  if (!/^\d+(\.\d{1,6})?$/u.test(said)) throw new SlackError(error);
  return micros(said);
}

function micros(ts: string): bigint {
  const [whole = "0", part = ""] = ts.split(".");
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, "0"));
}

function page(state: State, rows: readonly FakeMessage[], args: Json): Json {
  const limit = args["limit"] === undefined ? HISTORY_ROWS : Number(args["limit"]);
  if (!Number.isInteger(limit) || limit < 1) throw new SlackError("invalid_limit");
  const from = args["cursor"] ? Number(Buffer.from(text(args["cursor"]), "base64").toString()) : 0;
  if (!Number.isInteger(from)) throw new SlackError("invalid_cursor");
  const until = from + Math.min(limit, HISTORY_ROWS);
  const more = until < rows.length;
  const withMetadata = flag(args["include_all_metadata"]);
  return {
    messages: rows.slice(from, until).map((message) => messageShape(state, message, withMetadata)),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: Buffer.from(String(until)).toString("base64") } } : {}),
  };
}
