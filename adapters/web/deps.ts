import type { HttpBindings } from "@hono/node-server";
import type { Address } from "../../src/domain/ids.ts";
import type { Messages } from "../../src/i18n/index.ts";
import type { Log } from "../../src/log.ts";
import type { Intake } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Locale, Reader } from "../../src/view/nodes.ts";
import type { Hub } from "./hub.ts";
import type { WebChat, WebPerson } from "./port.ts";
import type { Handover } from "./reply.ts";
import type { Session } from "./session.ts";

export interface WebConfig {
  /** The host names it may be called by, without ports: `localhost`, `127.0.0.1`, `[::1]`, `chat.example.com`. */
  hosts: readonly string[];
  /** The root of commands, like `/va`. */
  command: string;
}

export interface WebDeps {
  intake: Intake;
  chat: WebChat;
  clock: Clock;
  log: Log;
  /** The verbs a person may type, in the order of help, for completion. */
  catalog(locale: Locale): readonly CatalogEntry[];
  /** What somebody chose in VA Desk, by their account here. Undefined: VA Desk hasn't heard from them yet. */
  settings(user: string): Promise<{ locale: Locale | null; zone: string | null } | undefined>;
  /** True once somebody has a desk of their own; then nobody walks in without a code. */
  deskExists(): Promise<boolean>;
  /** Uses up a one-time code of a person; undefined if it is none, used or expired, `locked` once this caller has tried ten wrong ones. */
  redeem(code: string, caller: string): Promise<Entrant | Invited | "locked" | undefined>;
  /** The conversations in which this account's person has a part by what they do at a desk. */
  channelsFor(user: string): Promise<readonly Address[]>;
  /** From now on this account here is that person. */
  join(user: string, person: string): Promise<void>;
  /** Loads the sample desk with its people and channels; again changes nothing. Without it there is no sample to open. */
  demo?(): Promise<unknown>;
}

export interface CatalogEntry {
  verb: string;
  summary: string;
  /** A line that works, without the root. */
  example: string;
}

/** Whose code it was. */
export interface Entrant {
  person: string;
  name: string;
  zone: string | null;
  locale: Locale | null;
  /** Their account here, if they have one already. */
  user: string | undefined;
}

/** Somebody new, by the name they were invited under. Their code is not used up yet. */
export interface Invited {
  invited: string;
}

/** What the listeners share. */
export interface Deps extends WebDeps {
  config: WebConfig;
  hub: Hub;
  handover: Handover;
  /** Carries an act out once, however often it comes in while it is under way. */
  underWay: Map<string, Promise<unknown>>;
}

/** Who looks at a page: their language and zone are what they chose, else what they came with. */
export interface Viewer {
  person: WebPerson;
  session: Session;
  reader: Reader;
  m: Messages;
}

export interface Env {
  Bindings: HttpBindings;
  Variables: { viewer: Viewer };
}
