/** A conversation as Teams names it. `service` is where its messages are sent: the newest one that a valid token vouched for. */
export interface TeamsConversation {
  tenant: string;
  /** Without a thread's part. */
  id: string;
  kind: "dm" | "channel";
  service: string;
  /** Our own account in it, `28:…`. */
  bot: string;
}

/** Somebody in a tenant. `id` is their directory id, or their account where Teams tells no other. */
export interface TeamsUser {
  tenant: string;
  id: string;
  /** `29:…`: by which this bot writes to them. */
  account: string;
  name: string;
  zone: string | null;
  locale: string | null;
  service: string;
  bot: string;
}

/** What must be remembered to write to people and channels without having been asked. */
export interface TeamsBook {
  /** May this tenant speak with us? From when somebody in it, or a channel of it, belongs to a desk. */
  allows(tenant: string): Promise<boolean>;
  remember(conversation: TeamsConversation): Promise<void>;
  rememberUser(user: TeamsUser): Promise<void>;
  conversation(tenant: string, id: string): Promise<TeamsConversation | undefined>;
  user(tenant: string, id: string): Promise<TeamsUser | undefined>;
  /** The accounts of these people, in their order; who never spoke to us is left out. */
  accounts(tenant: string, users: readonly string[]): Promise<string[]>;
  userByAccount(tenant: string, account: string): Promise<TeamsUser | undefined>;
  /** The personal conversation with somebody, once it is known. */
  direct(tenant: string, user: string): Promise<string | undefined>;
  rememberDirect(tenant: string, user: string, conversation: string): Promise<void>;
  /** True the first time: a conversation is greeted once. */
  greets(tenant: string, conversation: string): Promise<boolean>;
}
