import type { Address, MessageRef } from "./domain/ids.ts";
import type { SaidBefore } from "./from-message.ts";
import type { Messages } from "./i18n/index.ts";
import type { Invocation, Outcome, Profile, Speaker } from "./invocation.ts";
import type { Action, Chart, Reader, View } from "./view/nodes.ts";

export interface SendOptions {
  /** The outbox row's key; rides in the platform's metadata so that `findSent` can recognise it. */
  key: string;
  reader: Reader;
  /** Post as a reply in the thread of this message. */
  thread?: MessageRef;
  /** Say that this may be a repeat. */
  repeat?: boolean;
  own?: OwnCards;
}

/** What is read by many may be shown to each in their own way, where the platform can: by this prepared command, pressed by whoever looks. */
export interface OwnCards {
  press: Pick<Action, "verb" | "input">;
  /** For whom in a workspace, as the platform names them, the most concerned first. */
  users(workspace: string): Promise<readonly string[]>;
}

/**
 * A chat platform, as the outbox and the dispatcher see it. Failures are `PlatformError`s; an adapter never retries by itself.
 * Opening and closing belong to the composition root.
 */
export interface Platform {
  readonly name: string;
  /** Least milliseconds between two messages into one conversation. */
  readonly paceMs: number;
  /** Least milliseconds between two `findSent` in one workspace; a minute if it isn't said. */
  readonly askMs?: number;
  send(address: Address, view: View, options: SendOptions): Promise<MessageRef>;
  update(ref: MessageRef, view: View, options: Pick<SendOptions, "reader" | "own">): Promise<void>;
  /**
   * The message that carries `key`, if the platform can say; `"cannot-ask"` where it can't. Looks in [from, to], in that thread if one is given;
   * where that is more than may be looked through at once, it says how far it has `seen` and goes on from there another time.
   */
  findSent(
    address: Address,
    query: { key: string; from: Date; to: Date; thread?: MessageRef; seen?: string },
  ): Promise<MessageRef | "not-found" | "cannot-ask" | { seen: string }>;
  /** The address of a person's direct messages with the bot. */
  directAddress(workspace: string, user: string): Promise<Address>;
  /**
   * Says an event's outcome where it came from: privately if `to` is the actor. A form becomes a button that opens it. `after`: it was said
   * then, and may have arrived; if it can't be found it says that it may be a repeat. `seen`: how far it was looked for.
   */
  answer(invocation: Invocation, outcome: Outcome, options?: { after?: Date; seen?: string }): Promise<void>;
  /** A message that a person wrote; undefined if it is gone, or isn't one. Without it: nothing can begin from an emoji. */
  read?(ref: MessageRef): Promise<SaidBefore | undefined>;
  /** Is the bot in this conversation, by its own platform's word? Asked before a channel counts as one shared with another workspace. */
  sees?(address: Address): Promise<boolean>;
  /** The address of a message for people; "" where there is none. */
  linkTo?(ref: MessageRef): Promise<string>;
  person(workspace: string, user: string): Promise<Profile | undefined>;
  /** Draws somebody's home, where the platform keeps one; `address` is that of their direct messages. */
  showHome?(whose: HomeOwner, view: View, options: { reader: Reader }): Promise<void>;
  /** False where nobody can be reached (any more) because the bot isn't there. Without it: it is everywhere. */
  isIn?(workspace: string): Promise<boolean>;
  /** True where the bot is by an app that a client made, whose maker could read what is sent there. Without it: nowhere. */
  isForeign?(workspace: string): Promise<boolean>;
}

export interface HomeOwner {
  workspace: string;
  user: string;
  address: Address;
}

/** The homes that people have open, for adapters. */
export interface HomesOpened {
  /** Somebody opened theirs, or chose what it shows (`desk`, `as`): it is drawn now, and kept fresh for a while. */
  opened(speaker: Speaker, address: Address, chosen: Readonly<Record<string, string>>): Promise<void>;
}

/**
 * How adapters tell the owners of every desk that a workspace matters to: by direct message, once per `key` however often it is called.
 * Resolves when that can't be lost any more.
 */
export type TellOwners = (
  platform: string,
  workspace: string,
  key: string,
  words: (m: Messages) => View,
) => Promise<void>;

/** A chart as a PNG; undefined where it can't be drawn as it should be, and words must do. */
export type DrawChart = (chart: Chart) => Promise<Uint8Array | undefined>;

/** Where a chart can be fetched as a picture; undefined where words must do. */
export type PictureOf = (chart: Chart) => Promise<string | undefined>;

/** The way in, for adapters. */
export interface Intake {
  /** Commands, clicks and submissions: carried out while the platform waits for its answer. Never rejects. */
  dispatch(invocation: Invocation): Promise<Outcome>;
  /**
   * Events: written down *before* they are acknowledged. False if this act is known already, or nobody's concern here: then nothing is kept of it.
   * Rejects if it could not be written.
   */
  record(invocation: Invocation): Promise<boolean>;
  /** Carries out a recorded event and answers through `Platform.answer`; one that stays unfinished is taken up again by a sweep. */
  process(key: string): Promise<void>;
  /**
   * Answers an act that was carried out through `Platform.answer`; one that doesn't arrive is kept, and said by the sweep. `lost`: it was said
   * then in another way, as `answer|<key>`, and may have arrived; that is asked before it is said again.
   */
  answer(invocation: Invocation, outcome: Outcome, lost?: { at: Date; error: unknown }): Promise<void>;
}
