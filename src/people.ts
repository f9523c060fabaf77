import type { Person } from "./domain/desk.ts";
import type { LinkCode } from "./domain/place.ts";
import type { Locale } from "./view/nodes.ts";

/** What commands may ask and do about people above desks. Implemented over the system store by the dispatcher's side. */
export interface People {
  me(): Person;
  /** The person behind a platform mention (`<@platform:workspace:user>`) or, in the web chat, `@name`. Undefined if we know nobody by it. */
  mentioned(words: string): Promise<Person | undefined>;
  byId(id: string): Promise<Person | undefined>;
  /** True if there is any desk besides the sample: then `setup` needs a code. */
  anyDesk(): Promise<boolean>;
  issueCode(code: Pick<LinkCode, "kind" | "desk" | "client">): Promise<{ code: string; expiresAt: Date }>;
  redeemCode(words: string): Promise<LinkCode | undefined>;
  /** Joins the speaker's identity to `into`: memberships move, the settings of `into` win. */
  mergeMeInto(into: string): Promise<void>;
  /** Joins two people of one desk (`contact merge`). */
  merge(from: string, into: string): Promise<void>;
  linkChannel(link: { desk: string; client: string | null; name: string }): Promise<void>;
  unlinkChannel(address: string): Promise<void>;
  channel(): Promise<{ desk: string; client: string | null } | undefined>;
  channelsOf(desk: string, client: string | null): Promise<{ id: string; name: string }[]>;
  /** The speaker's own settings; null clears one. */
  set(change: {
    name?: string;
    zone?: string | null;
    locale?: Locale | null;
    platform?: string | null;
  }): Promise<Person>;
}
