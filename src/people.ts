import type { Calm } from "./domain/calm.ts";
import type { Contact, Member, Person } from "./domain/desk.ts";
import type { Channel, InvitedAs, LinkCode } from "./domain/place.ts";
import type { DeskStore } from "./store/desk.ts";
import type { Locale } from "./view/nodes.ts";

/** What of a desk's store tells whom its check-ins ask, and when. */
export type Rounds = Pick<DeskStore, "members" | "clients" | "contacts" | "checkIns" | "schedules">;

/** What commands may ask and do about people above desks. Implemented over the system store by the dispatcher's side. */
export interface People {
  me(): Person;
  /** The person behind a platform mention (`<@platform:workspace:user>`) or, in the web chat, `@name`. Undefined if we know nobody by it. */
  mentioned(words: string): Promise<Person | undefined>;
  /** The same, or somebody who never spoke to us but whom the platform knows. */
  introduced(words: string): Promise<Person | undefined>;
  byId(id: string): Promise<Person | undefined>;
  /** The desks at which the speaker has a part. */
  desks(): Promise<string[]>;
  /** The workspaces in which the speaker has an account, `platform:workspace`. */
  workspaces(): Promise<Set<string>>;
  /** The speaker as a member, at every desk. */
  workplaces(): Promise<Member[]>;
  /** The speaker as a contact, at every desk. */
  contactAt(): Promise<Contact[]>;
  /** What is arranged at a desk where the speaker has a part. */
  roundsAt(desk: string): Rounds;
  /** True if all this person is, to us, is a contact at this desk. */
  onlyContactAt(desk: string, person: string): Promise<boolean>;
  /** True if there is any desk besides the sample: then `setup` needs a code. */
  anyDesk(): Promise<boolean>;
  /** What names the first desk that isn't a sample, the same to all who would set it up now; undefined once it is there. */
  firstDesk(): Promise<string | undefined>;
  issueCode(code: Pick<LinkCode, "kind" | "desk" | "client">): Promise<string>;
  /** A code with which somebody, wherever they are, gets this part at a desk. */
  invite(desk: string, as: InvitedAs): Promise<string>;
  /** A code with which somebody whose only chat is the web chat enters it again; undefined if they are elsewhere too, or own the desk. */
  wayBack(desk: string, person: string): Promise<string | undefined>;
  /** A code that this act may use; undefined if it is unknown, used by another or expired; `locked` after ten of those. */
  code(words: string): Promise<LinkCode | "locked" | undefined>;
  /** Uses a code up, with a word on who claims to be its issuer. False if somebody was faster. */
  useCode(code: LinkCode, claim?: Pick<LinkCode, "claimant" | "claimedIn">): Promise<boolean>;
  /** The claim on a code of the speaker's that waits for their word. */
  claim(id: string): Promise<LinkCode | undefined>;
  /** They have answered; the code is gone. */
  settle(claim: LinkCode): Promise<void>;
  /** Makes one person of two; the settings of `into` win. */
  merge(from: string, into: string): Promise<void>;
  /** This channel, if it is linked. */
  channel(): Promise<Channel | undefined>;
  channelsOf(desk: string, client: string | null): Promise<{ id: string; name: string }[]>;
  /** The speaker's own settings; null clears one. */
  set(change: {
    name?: string;
    zone?: string | null;
    locale?: Locale | null;
    platform?: string | null;
    calm?: Calm | null;
  }): Promise<Person>;
}
