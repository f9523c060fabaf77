import type { Clock } from "../../../src/time/clock.ts";

export type Json = Record<string, unknown>;

export interface FakeUser {
  id: string;
  name: string;
  realName: string;
  tz: string;
  locale: string;
  email: string;
  /** Another team's id for somebody who comes through a shared channel. */
  team: string;
  bot: boolean;
  deleted: boolean;
  /** Somebody of no company here, in several channels or in one. */
  guest?: "multi" | "single";
}

export interface FakeChannel {
  id: string;
  name: string;
  kind: "public" | "private" | "im" | "mpim";
  members: Set<string>;
  archived: boolean;
  /** Shared with another workspace (Slack Connect). */
  shared: boolean;
  /** Those it is shared with, as far as they are of this cloud; all of them know it by the same id. */
  teams: Set<string>;
}

export interface FakeFile {
  id: string;
  name: string;
  title: string;
  user: string;
  length: number;
  /** Undefined until it is uploaded. */
  content: Buffer | undefined;
  complete: boolean;
  /** Slack has looked at it; until then it has no type and can't be shown. */
  processed: boolean;
  channels: string[];
  /** Where it is kept. */
  team: string;
  /** Its company shows it to nobody else. */
  locked?: boolean;
}

export interface FakeMessage {
  channel: string;
  ts: string;
  user: string;
  /** Posted by the app under test. */
  own: boolean;
  /** The workspace whose bot posted it. */
  by?: string;
  text: string;
  blocks: Json[];
  metadata?: Json;
  threadTs?: string;
  /** Only this person sees it. */
  ephemeralFor?: string;
  files: FakeFile[];
  edits: number;
  pinned?: boolean;
}

export interface FakeView {
  id: string;
  hash: string;
  type: "modal" | "home";
  user: string;
  /** As the app sent it, block ids filled in. */
  body: Json;
  /** By block id, as the last submission was refused. */
  errors: Record<string, string>;
  open: boolean;
  rootId: string;
  previousId: string | null;
}

/** What a method does instead of its work. `acceptThenReset` does the work and then cuts the connection; `delay` is in milliseconds. */
export type Fault =
  | { status: 429; retryAfter: number }
  | { status: 500 | 502 | 503 | 504 }
  | { hang: true }
  | { acceptThenReset: true }
  | { delay: number }
  | { error: string };

export interface Call {
  method: string;
  args: Json;
  /** Slack's error code, or the fault's name. */
  error?: string;
  at: Date;
}

/** Something Slack would show to somebody; what the judge reads, one JSON line each. */
export type Shown =
  | { kind: "message" | "ephemeral"; via: string; channel: string; text: string; blocks: Json[] }
  | { kind: "modal" | "home"; via: string; user: string; view: Json };

/** One of the apps that the cloud knows; an installation gives it a bot in a workspace. */
export interface FakeApp {
  /** `A…` */
  id: string;
  signingSecret: string;
  clientId: string;
  clientSecret: string;
  redirectUrls: string[];
  /** The only workspace it may be installed in: where it was made. None: it is publicly distributed. */
  home?: string;
  /** Its tokens end after twelve hours. */
  rotates?: boolean;
  /** `xapp-…`, if it has one. */
  appToken?: string;
}

/** A token that was given; unknown ones and these are refused in different words. */
export interface FakeToken {
  expiresAt: number | undefined;
  revoked: boolean;
}

export interface FakeSlackOptions {
  signingSecret: string;
  /** None: no app is installed there yet. */
  botToken?: string;
  /** `T…` */
  team: string;
  teamDomain?: string;
  teamName?: string;
  /** `U…` */
  botUser: string;
  /** `A…` */
  appId: string;
  scopes: string[];
  /** Message timestamps, triggers and response urls age by it. Default: the system's. */
  clock?: Clock;
  /** Requests are signed by it; an app checks signatures by the real time. Default: the system's. */
  signClock?: Clock;
  /** Also hold the app to one `conversations.history` and one `.replies` a minute, as Slack does with unlisted distributed apps. */
  unlisted?: boolean;
  /** Deliver the app's own messages to it as events, as Slack does. Default true. */
  echo?: boolean;
  /** Append everything shown to a file in this folder. Default: `VA_DESK_JUDGE_DIR`, if set. */
  journalDir?: string;
}
