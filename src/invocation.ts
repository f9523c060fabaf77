import type { FileLink } from "./domain/file-link.ts";
import type { Address, MessageRef } from "./domain/ids.ts";
import type { Form, Reader, View } from "./view/nodes.ts";

export type { FileLink } from "./domain/file-link.ts";

/** Who speaks, as the platform names them. Profile fields are hints; what the person set in VA Desk wins. */
export interface Speaker {
  platform: string;
  workspace: string;
  user: string;
  name?: string;
  zone?: string;
  locale?: string;
  /** The workspace by whose bot they are heard and reached, where theirs has none. */
  via?: string;
  /** The company whose workspace is theirs, where it isn't that of the channel; "" if its name isn't known. */
  company?: string;
  /** That it is them only a client's own app says, of another workspace than its own. */
  hearsay?: boolean;
  /** The workspace whose own app says so, not the operator's: it reaches no further than the clients who are there. */
  byAppOf?: string;
}

/** Where it was said. `thread` is the platform's reference of the message that heads the thread, if any. */
export interface Place {
  address: Address;
  platform: string;
  workspace: string;
  kind: "dm" | "channel";
  name?: string;
  thread?: string;
}

/**
 * What was said or pressed.
 * - `line`: a typed line without the root (`request Fix it due:Friday`). `loose` in a DM or mention: it is a command only if all of it parses as one.
 * - `action`: a button. - `form`: a submission, values as typed.
 * - `talk`: words in a thread that may belong to a card, or in a channel where every message may be a request.
 * - `reaction`: an emoji, by its name, on the message of that reference.
 * - `changed`: what was said in the act `said` reads so since `at`; "" where it was taken back.
 * - `open`: shows the verb's form, filled with these values, whatever is missing; for what begins from a message.
 */
export type Input =
  | { kind: "line"; text: string; loose?: boolean; files?: readonly FileLink[] }
  | { kind: "action"; verb: string; values: Readonly<Record<string, string>>; revision?: number }
  | {
      kind: "form";
      verb: string;
      values: Readonly<Record<string, string>>;
      preset: Readonly<Record<string, string>>;
      files?: readonly FileLink[];
    }
  | { kind: "open"; verb: string; values: Readonly<Record<string, string>>; files?: readonly FileLink[] }
  | { kind: "reaction"; emoji: string; message: MessageRef }
  | { kind: "talk"; text: string; files?: readonly FileLink[] }
  | { kind: "changed"; said: string; text: string; at: Date };

/** One human act, from whatever platform. `key` names the act, not its delivery: the same act delivered again has the same key. */
export interface Invocation {
  key: string;
  actor: Speaker;
  place: Place;
  input: Input;
  /** The message that these words are, or are changed in, and when it was said, where the platform tells. */
  message?: { ref: MessageRef; at: Date };
}

/** What the dispatcher answers; the adapter renders it. `to: "none"` says nothing (talk that was none of our business). */
export type Outcome =
  | {
      kind: "view";
      to: "actor" | "channel";
      view: View;
      reader: Reader;
      /** The question that the click answers has had its time. */
      replaces?: boolean;
      /** A live message in their own chat comes to say the same. */
      followed?: boolean;
      /** What was asked for did not happen. */
      refused?: boolean;
      /** Nothing happened yet: it asks back. */
      asks?: boolean;
    }
  | {
      kind: "form";
      form: Form;
      reader: Reader;
      /** By field key; the form stays open with what was typed. */
      errors?: Readonly<Record<string, string>>;
    }
  | { kind: "none" };

export type Dispatch = (invocation: Invocation) => Promise<Outcome>;

/** What a platform knows of a person. */
export interface Profile {
  name: string;
  zone?: string;
  locale?: string;
  email?: string;
  /** No company's member where they are known, but somebody's guest. */
  guest?: boolean;
  /** Who they are where they belong, if that is another workspace than the one that was asked. */
  home?: Pick<Speaker, "workspace" | "via" | "company" | "hearsay">;
}
