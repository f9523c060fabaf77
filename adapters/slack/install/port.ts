/** What our bot speaks with in one workspace. */
export interface Tokens {
  bot: string;
  /** With token rotation: what gets the next ones, and when these end. */
  rotation?: { refresh: string; expiresAt: Date };
}

/** Our app in one workspace. There is one of ours at most: the one installed last. */
export interface Installation {
  /** `T…` */
  workspace: string;
  name: string;
  /** `A…` */
  app: string;
  botUser: string;
  scopes: readonly string[];
  /** The user who installed it. */
  installedBy: string;
  installedAt: Date;
  tokens: Tokens;
}

/** An installation without what opens it; `endedAt` once the app was taken out again. */
export type Installed = Omit<Installation, "tokens"> & { endedAt: Date | null };

/** What was asked for when an installation was begun in a browser. Null: any. */
export interface Begun {
  app: string | null;
  workspace: string | null;
}

/** Installations and what belongs to them, in the database that all processes share. */
export interface Installations {
  /** What was there before, of whichever app, is replaced. */
  put(installation: Installation): Promise<void>;
  /** Undefined where there is none (any more). @throws AppError `unsealable` if its tokens can't be opened */
  find(workspace: string): Promise<Installation | undefined>;
  about(workspace: string): Promise<Installed | undefined>;
  /** Takes the tokens of this installation away, unless a later one is in its place. The desk's data stays. */
  end(installed: Pick<Installed, "workspace" | "installedAt">, now: Date): Promise<void>;

  /** The right to get new tokens, which one process at a time has, for half a minute; undefined if somebody else has it. */
  beginRefresh(workspace: string, now: Date): Promise<Date | undefined>;
  /** Gives the right back, if it is still one's own. */
  endRefresh(workspace: string, right: Date): Promise<void>;
  /** Keeps the tokens that Slack gave for those of `from`; nothing happens if those are not the present ones any more. */
  renew(from: Installation, tokens: Tokens): Promise<void>;

  /** Remembers that an installation was begun; `state` is what Slack hands back. */
  begin(state: string, begun: Begun, expiresAt: Date): Promise<void>;
  /** Uses a state up, once; undefined if it is unknown, used or expired. */
  redeem(state: string, now: Date): Promise<Begun | undefined>;
}
