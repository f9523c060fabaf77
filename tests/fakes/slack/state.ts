import { randomBytes } from "node:crypto";
import type { Clock } from "../../../src/time/clock.ts";
import type { Delivery, Events } from "./acts/delivery.ts";
import type { Journal } from "./journal.ts";
import { RESPONSE_URL_MS, RESPONSE_URL_USES, TRIGGER_MS } from "./limits.ts";
import { SlackError } from "./slack-error.ts";
import type {
  FakeChannel,
  FakeFile,
  FakeMessage,
  FakeSlackOptions,
  FakeToken,
  FakeUser,
  FakeView,
  Json,
} from "./types.ts";

interface Trigger {
  user: string;
  at: number;
  used: boolean;
  /** The view it was pressed in; only then may a view be pushed. */
  viewId: string | undefined;
}

interface ResponseUrl {
  path: string;
  channel: string;
  user: string;
  /** The message whose button was pressed. */
  source: FakeMessage | undefined;
  at: number;
  uses: number;
}

/** One workspace with one app in it, as the methods, the deliveries and the people in it see it. */
export interface State {
  /** The app, its secret, bot and scopes are those of whatever was installed last. */
  readonly options: FakeSlackOptions;
  readonly clock: Clock;
  readonly botId: string;
  readonly journal: Journal;
  readonly users: Map<string, FakeUser>;
  readonly channels: Map<string, FakeChannel>;
  readonly messages: FakeMessage[];
  readonly ephemerals: FakeMessage[];
  readonly views: Map<string, FakeView>;
  readonly files: Map<string, FakeFile>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Last asked, by method; for unlisted apps. */
  readonly asked: Map<string, number>;
  readonly tokens: Map<string, FakeToken>;
  readonly baseUrl: string;
  /** Tells the app of a message it posted, changed or deleted. */
  echo(subtype: "posted" | "message_changed" | "message_deleted", message: FakeMessage, before?: Json): void;
  /** A new message timestamp: the clock's, a microsecond after the last at least. */
  ts(): string;
  /** `C` → `C0…`, never given again. */
  id(prefix: string): string;
  trigger(user: string, viewId?: string): string;
  /** Uses a trigger up; throws as Slack answers when it is unknown, old or used. */
  exchange(triggerId: unknown): Trigger;
  responseUrl(channel: string, user: string, source?: FakeMessage): string;
  /** Counts a use; throws `used_url` or `expired_url`. */
  useResponseUrl(path: string): ResponseUrl;
  directChannel(user: string): FakeChannel;
  /** Everybody who hears of what happens in a channel: this workspace, and those it is shared with. */
  hearers(channel: string): Hearer[];
}

/** A workspace, with what tells its apps. */
export interface Hearer {
  state: State;
  events: Events;
  delivery: Delivery;
}

/** What the workspaces of one cloud share. */
export interface Shared {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Of all workspaces: a shared channel is one. */
  readonly messages: FakeMessage[];
  readonly hearers: ReadonlyMap<string, Hearer>;
  /** Counts on and on, so that no id is given twice. */
  next(): number;
}

export function createState(options: FakeSlackOptions, shared: Shared): State {
  const { clock } = shared;
  const triggers = new Map<string, Trigger>();
  let lastTs = 0;
  const state: State = {
    options,
    clock,
    journal: shared.journal,
    botId: `B${options.botUser.slice(1)}`,
    users: new Map(),
    channels: new Map(),
    messages: shared.messages,
    ephemerals: [],
    views: new Map(),
    files: new Map(),
    responseUrls: new Map(),
    asked: new Map(),
    tokens: new Map(),
    get baseUrl() {
      return shared.baseUrl;
    },
    echo: () => undefined,
    ts() {
      lastTs = Math.max(lastTs + 1, clock.now().getTime() * 1000);
      return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, "0")}`;
    },
    id(prefix) {
      return `${prefix}0FAKE${shared.next().toString(36).toUpperCase().padStart(5, "0")}`;
    },
    trigger(user, viewId) {
      const ids = shared.next();
      const id = `${ids}.${options.team.length}${ids}.${randomBytes(12).toString("hex")}`;
      triggers.set(id, { user, at: clock.now().getTime(), used: false, viewId });
      return id;
    },
    exchange(triggerId) {
      const trigger = typeof triggerId === "string" ? triggers.get(triggerId) : undefined;
      if (!trigger) throw new SlackError("invalid_trigger_id");
      if (trigger.used) throw new SlackError("exchanged_trigger_id");
      if (clock.now().getTime() - trigger.at > TRIGGER_MS) throw new SlackError("expired_trigger_id");
      trigger.used = true;
      return trigger;
    },
    responseUrl(channel, user, source) {
      const path = `/${source ? "actions" : "commands"}/${options.team}/${state.id("R")}/${randomBytes(12).toString("hex")}`;
      state.responseUrls.set(path, { path, channel, user, source, at: clock.now().getTime(), uses: 0 });
      return `${state.baseUrl}${path}`;
    },
    useResponseUrl(path) {
      const url = state.responseUrls.get(path);
      if (!url || clock.now().getTime() - url.at > RESPONSE_URL_MS) throw new SlackError("expired_url");
      if (url.uses >= RESPONSE_URL_USES) throw new SlackError("used_url");
      url.uses += 1;
      return url;
    },
    hearers(channel) {
      const teams = state.channels.get(channel)?.teams ?? [options.team];
      return [...teams].flatMap((team) => shared.hearers.get(team) ?? []);
    },
    directChannel(user) {
      for (const channel of state.channels.values()) {
        if (channel.kind === "im" && channel.members.has(user)) return channel;
      }
      const channel: FakeChannel = {
        id: state.id("D"),
        name: "directmessage",
        kind: "im",
        members: new Set([user, options.botUser]),
        archived: false,
        shared: false,
        teams: new Set([options.team]),
      };
      state.channels.set(channel.id, channel);
      return channel;
    },
  };
  if (options.botToken !== undefined)
    state.tokens.set(options.botToken, { expiresAt: undefined, revoked: false });
  return state;
}
