import type { Log } from "../../src/log.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { SlackApp } from "./apps.ts";
import { bounded } from "./bounded.ts";
import type { Found, TokenSource } from "./clients.ts";
import { platformError } from "./errors.ts";
import type { Oauth } from "./install/oauth.ts";
import type { Installation, Installations } from "./install/port.ts";
import { createRefresher, isDue } from "./install/refresh.ts";
import type { Word } from "./install/word.ts";
import { oneWorkspace } from "./one-workspace.ts";

interface Needs {
  apps: readonly SlackApp[];
  /** None: only the workspaces that tokens were set for. */
  installations: Installations | undefined;
  oauth: Oauth;
  word: Word;
  apiUrl: string | undefined;
  clock: Clock;
  log: Log;
}

export interface Tokens extends TokenSource {
  /** Something about a workspace has changed. */
  forget(workspace: string): void;
  /** The workspaces of tokens that were set by hand and that Slack takes now. */
  fixed(): Promise<string[]>;
}

/** Other processes change tokens too; this long an old one may go on being used. */
const KEPT_MS = 10_000;
/** And so long an app that was just installed may not be known yet. */
const NONE_KEPT_MS = 1000;
const WORKSPACES_KEPT = 10_000;
/** So long a token that was refused counts as closed, for choosing another way to a person. */
const CLOSED_MS = 10 * 60_000;

/** The token of any workspace: of an installation, or one that was set. Expiring ones are renewed in time. */
export function createTokens({ apps, installations, oauth, word, apiUrl, clock, log }: Needs): Tokens {
  const fixed = apps.flatMap(({ id, botToken }) =>
    botToken === undefined ? [] : [{ app: id, ...oneWorkspace(botToken, apiUrl, log) }],
  );
  const held = bounded<{ found: Promise<Found | undefined>; until: number }>(WORKSPACES_KEPT);
  const closed = bounded<{ token: string; at: number }>(WORKSPACES_KEPT);
  const refresh = installations && createRefresher({ apps, installations, oauth, clock, log });

  async function lookUp(workspace: string): Promise<Found | undefined> {
    const installed = await installations?.find(workspace);
    if (installed && refresh) {
      return foundIn(isDue(installed, clock.now()) ? await refresh(installed) : installed);
    }
    let unsure: unknown;
    for (const { app, of } of fixed) {
      try {
        const found = await of(workspace);
        if (found) return { ...found, ...(app === undefined ? {} : { app }) };
      } catch (error) {
        // A token that is good for nothing is nobody's; one that can't be tried may be this workspace's.
        if (platformError(error).failure.kind !== "final") unsure = error;
      }
    }
    if (unsure !== undefined) throw unsure;
    return undefined;
  }

  function forget(workspace: string): void {
    held.set(workspace, { found: Promise.resolve(undefined), until: Number.NEGATIVE_INFINITY });
  }

  async function of(workspace: string): Promise<Found | undefined> {
    const now = clock.now().getTime();
    const known = held.get(workspace);
    if (known && now < known.until) return known.found;
    const found = lookUp(workspace);
    const entry = { found, until: now + KEPT_MS };
    held.set(workspace, entry);
    found.then(
      (one) => {
        if (!one) entry.until = now + NONE_KEPT_MS;
      },
      () => {
        entry.until = Number.NEGATIVE_INFINITY;
      },
    );
    return found;
  }

  return {
    of,
    forget,
    async fixed() {
      const found = await Promise.all(fixed.map((one) => one.workspace().catch(() => undefined)));
      const workspaces = found.filter((workspace) => workspace !== undefined);
      // What was known of them may be that nobody has a token there.
      workspaces.forEach(forget);
      return workspaces;
    },
    async isIn(workspace) {
      const found = await of(workspace);
      const refused = closed.get(workspace);
      if (!found || refused?.token !== found.token) return found !== undefined;
      return clock.now().getTime() - refused.at > CLOSED_MS;
    },
    async refused(workspace, token, reason) {
      forget(workspace);
      const found = await of(workspace);
      if (found && found.token !== token) return found;
      const installed = await installations?.find(workspace);
      if (installed && refresh && reason === "token_expired") {
        const renewed = await refresh(installed);
        forget(workspace);
        if (renewed.tokens.bot !== token) return foundIn(renewed);
      }
      closed.set(workspace, { token, at: clock.now().getTime() });
      const name = installed?.name ?? found?.name ?? workspace;
      await word.refused({ workspace, name, token, reason, installed });
      return undefined;
    },
    async left(workspace) {
      const installed = await installations?.about(workspace);
      return installed !== undefined && installed.endedAt !== null;
    },
  };
}

const foundIn = ({ tokens, botUser, app, name }: Installation): Found => ({
  token: tokens.bot,
  botUserId: botUser,
  app,
  name,
});
