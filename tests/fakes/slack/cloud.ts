import { type Clock, systemClock } from "../../../src/time/clock.ts";
import type { Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import { SlackError } from "./slack-error.ts";
import { createSockets, type Sockets } from "./socket.ts";
import { createState, type Hearer, type State } from "./state.ts";
import type { Call, FakeApp, FakeMessage, FakeSlackOptions } from "./types.ts";

/** What somebody allowed in a browser, until the app exchanges it. */
export interface Grant {
  app: FakeApp;
  team: string;
  user: string;
  scopes: string[];
  redirectUri: string;
  at: number;
  used: boolean;
}

/** Slack as a whole: its workspaces, the apps made for it, and what was allowed to them. */
export interface Cloud {
  baseUrl: string;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly calls: Call[];
  readonly workspaces: Map<string, State>;
  readonly apps: Map<string, FakeApp>;
  /** By workspace. */
  readonly hearers: Map<string, Hearer>;
  readonly messages: FakeMessage[];
  /** By code. */
  readonly grants: Map<string, Grant>;
  readonly sockets: Sockets;
  /** By refresh token: whose it is; used ones stay known. */
  readonly refreshTokens: Map<string, { app: FakeApp; team: string; used: boolean }>;
  next(): number;
  add(options: FakeSlackOptions): State;
  /** The workspace a bot token is of; throws as Slack refuses it. */
  holder(token: string): State;
}

export function createCloud(journal: Journal, faults: Faults, clock: Clock = systemClock): Cloud {
  let count = 0;
  const cloud: Cloud = {
    baseUrl: "",
    clock,
    faults,
    calls: [],
    workspaces: new Map(),
    apps: new Map(),
    hearers: new Map(),
    messages: [],
    grants: new Map(),
    refreshTokens: new Map(),
    get sockets() {
      return sockets;
    },
    next() {
      count += 1;
      return count;
    },
    add(options) {
      const state = createState(options, {
        journal,
        clock,
        messages: cloud.messages,
        hearers: cloud.hearers,
        next: cloud.next,
        get baseUrl() {
          return cloud.baseUrl;
        },
      });
      cloud.workspaces.set(options.team, state);
      return state;
    },
    holder(token) {
      if (token === "") throw new SlackError("not_authed");
      for (const state of cloud.workspaces.values()) {
        const held = state.tokens.get(token);
        if (!held) continue;
        if (held.revoked) throw new SlackError("token_revoked");
        if (held.expiresAt !== undefined && held.expiresAt <= clock.now().getTime()) {
          throw new SlackError("token_expired");
        }
        return state;
      }
      throw new SlackError("invalid_auth");
    },
  };
  const sockets = createSockets(cloud);
  return cloud;
}
