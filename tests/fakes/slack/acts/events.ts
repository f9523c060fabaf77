import { randomBytes } from "node:crypto";
import { isJson } from "../json.ts";
import { scopeFor } from "../scopes.ts";
import { fileShape, messageShape } from "../shapes.ts";
import type { State } from "../state.ts";
import type { FakeChannel, FakeMessage, Json } from "../types.ts";
import type { Delivered, Delivery, Events } from "./delivery.ts";

const CHANNEL_TYPE = { public: "channel", private: "group", im: "im", mpim: "mpim" } as const;

export function createEvents(state: State, delivery: Delivery): Events {
  const typeOf = (message: FakeMessage): string =>
    CHANNEL_TYPE[state.channels.get(message.channel)?.kind ?? "public"];

  const channelIn = ({ channel, item }: Json): FakeChannel | undefined =>
    state.channels.get(String(channel ?? (isJson(item) ? item["channel"] : "")));

  function heard(event: Json): boolean {
    const channel = channelIn(event);
    if (!channel?.members.has(state.options.botUser)) return false;
    const needed = OWN_SCOPE[String(event["type"])] ?? scopeFor(channel.kind, "history");
    return state.options.scopes.includes(needed);
  }

  function envelope(event: Json): Json {
    const channel = channelIn(event);
    const { team, appId, botUser } = state.options;
    return {
      token: "verification-token",
      team_id: team,
      context_team_id: team,
      context_enterprise_id: null,
      api_app_id: appId,
      event,
      type: "event_callback",
      event_id: state.id("Ev"),
      event_time: Math.floor(state.clock.now().getTime() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: team, user_id: botUser, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: isShared(channel),
      event_context: `4-${randomBytes(12).toString("base64url")}`,
    };
  }

  const events: Events = {
    hears: heard,
    tell: (list) => Promise.all(list.filter(heard).map(async (event) => delivery.raw(json(envelope(event))))),
    async deliver(event, { times = 1, atOnce = false } = {}) {
      const body = json(envelope(event));
      const one = (n: number): Promise<Delivered> =>
        delivery.raw(body, {
          headers: n === 0 ? {} : { "x-slack-retry-num": String(n), "x-slack-retry-reason": "http_timeout" },
        });
      const numbers = Array.from({ length: times }, (_, n) => n);
      if (atOnce) return Promise.all(numbers.map(one));
      const all: Delivered[] = [];
      for (const n of numbers) all.push(await one(n));
      return all;
    },
    said(message) {
      const { files: _, team, ...shape } = messageShape(state, message);
      const files = message.files.map((file) => fileShape(state, file));
      const typed = message.own ? {} : { client_msg_id: randomBytes(16).toString("hex") };
      return {
        ...shape,
        ...(message.own ? {} : typedBlocks(message)),
        ...(files.length > 0 ? { subtype: "file_share", files, upload: false } : { team, ...typed }),
        channel: message.channel,
        channel_type: typeOf(message),
        event_ts: message.ts,
      };
    },
    changed(subtype, message, before) {
      const gone = subtype === "message_deleted";
      const ts = state.ts();
      return {
        type: "message",
        subtype,
        hidden: true,
        channel: message.channel,
        channel_type: typeOf(message),
        previous_message: before,
        ...(gone ? { deleted_ts: message.ts } : { message: messageShape(state, message) }),
        ts,
        event_ts: ts,
      };
    },
  };
  return events;
}

/** Those of a scope that isn't the channel's history. */
const OWN_SCOPE: Readonly<Record<string, string>> = {
  app_mention: "app_mentions:read",
  reaction_added: "reactions:read",
};

const json = (body: Json): string => JSON.stringify(body);

const isShared = (channel: FakeChannel | undefined): boolean => channel?.shared ?? false;

/** Slack's own editor sends rich text beside the text. */
function typedBlocks(message: FakeMessage): Json {
  if (message.text === "") return {};
  const section = { type: "rich_text_section", elements: [{ type: "text", text: message.text }] };
  return { blocks: [{ type: "rich_text", block_id: message.ts.slice(-5), elements: [section] }] };
}
