import type { FileLink } from "../../src/invocation.ts";
import type { Form, Locale, Reader, View } from "../../src/view/nodes.ts";

/** Somebody in the local workspace. `id` is what others type after an @. Only `demo` people may be chosen by anybody. */
export interface WebPerson {
  id: string;
  name: string;
  zone: string | null;
  locale: Locale | null;
  demo: boolean;
}

/** A conversation: a channel with a name, or one person's direct messages with VA Desk (`dm-<person>`). */
export interface WebChannel {
  id: string;
  name: string;
  kind: "channel" | "dm";
  members: readonly string[];
}

export type WebContent =
  | { kind: "text"; text: string; files: readonly FileLink[] }
  /** `repeat`: say that it may be one. */
  | { kind: "view"; view: View; reader: Reader; repeat: boolean }
  /** Shown as a button that opens it. */
  | { kind: "form"; form: Form; reader: Reader };

export interface WebMessage {
  id: string;
  channel: string;
  /** null is VA Desk. */
  author: string | null;
  /** The message that heads the thread. */
  thread: string | null;
  /** Only this person sees it; null is everybody in the channel. */
  to: string | null;
  content: WebContent;
  key: string | null;
  at: Date;
  editedAt: Date | null;
}

export interface WebSession {
  id: string;
  person: string;
  expiresAt: Date;
}

export interface WebFile {
  /** Who is in one of these may have it: where it was sent, and where its link was shown since. */
  channels: readonly string[];
  name: string;
  type: string;
  size: number;
  bytes(): AsyncIterable<Uint8Array>;
}

/** `lost`: changes may have been missed; whoever follows must look again. */
export type WebChange =
  | { kind: "message"; message: WebMessage }
  | { kind: "channel"; channel: string }
  | { kind: "session-ended"; session: string }
  | { kind: "lost"; error?: unknown };

/** Most messages read at once. */
export const PAGE = 100;

/** The local workspace: its people, conversations, sessions and files. Everything named by an id is made once. */
export interface WebChat {
  /** Makes the person and their conversation with VA Desk; somebody with this id stays as they are. False then. */
  addPerson(person: WebPerson): Promise<boolean>;
  person(id: string): Promise<WebPerson | undefined>;
  people(ids: readonly string[]): Promise<WebPerson[]>;
  demoPeople(): Promise<WebPerson[]>;

  /** A channel with this id stays as it is, and gets the members it lacks. False if it was there. */
  addChannel(channel: { id: string; name: string; members: readonly string[] }): Promise<boolean>;
  addMember(channel: string, person: string): Promise<void>;
  channel(id: string): Promise<WebChannel | undefined>;
  channelsOf(person: string): Promise<WebChannel[]>;

  /** With a `key` that is known already: the message it made then. `at` is now unless the past is being told. */
  say(message: Omit<WebMessage, "id" | "at" | "editedAt"> & { at?: Date }): Promise<WebMessage>;
  /** New content in place; false if there is no such message. */
  edit(id: string, content: WebContent): Promise<boolean>;
  message(id: string): Promise<WebMessage | undefined>;
  messageByKey(key: string): Promise<WebMessage | undefined>;
  /** What this person may see of a channel, oldest first: the newest page of conversation before `before`, and all replies to it. */
  log(channel: string, person: string, before?: string): Promise<WebMessage[]>;
  /** What this person may see of a channel that was said or edited at or after `since`, oldest first, at most `PAGE` and one more. */
  changesSince(channel: string, person: string, since: Date): Promise<WebMessage[]>;
  markRead(channel: string, person: string): Promise<void>;
  /** Of these channels, those with something new for the person. */
  unread(person: string, channels: readonly string[]): Promise<string[]>;

  addSession(session: WebSession): Promise<void>;
  session(id: string): Promise<WebSession | undefined>;
  endSession(id: string): Promise<void>;

  /** Keeps a file under an id of the caller's; with the same id again, nothing happens. */
  addFile(id: string, file: Omit<WebFile, "size" | "bytes">, bytes: Uint8Array): Promise<void>;
  /** From now on who is in that channel may have the file too. An unknown file is nobody's. */
  shareFile(id: string, channel: string): Promise<void>;
  file(id: string): Promise<WebFile | undefined>;

  /** Hears of every change, whichever process makes it. Resolves when it listens. */
  follow(listener: (change: WebChange) => void): Promise<() => Promise<void>>;
}

/** What people and channels may be called by: it is typed after an @, and stands in addresses. */
export const isName = (id: string): boolean => /^[a-z0-9][a-z0-9-]{0,39}$/.test(id);

export const directChannel = (person: string): string => `dm-${person}`;
