import {
  type Installation as Given,
  InstallProvider,
  type InstallURLOptions,
  InvalidStateError,
} from "@slack/oauth";
import type { Log } from "../../../src/log.ts";
import type { Clock } from "../../../src/time/clock.ts";
import type { SlackApp } from "../apps.ts";
import { boltLog } from "../bolt-log.ts";
import { clientOptions } from "../clients.ts";
import { SLACK_API } from "./app-url.ts";
import { redirectUri } from "./link.ts";
import type { Installation, Installations } from "./port.ts";

export const COOKIE = "va-desk-install";
export const STATE_SECONDS = 600;
export const STATES_BYTES = 32;

export interface FlowNeeds {
  apps: readonly SlackApp[];
  installations: Installations;
  /** The edge's address as browsers see it. */
  publicUrl: string;
  /** What the bot asks to be allowed. */
  scopes: readonly string[];
  apiUrl: string | undefined;
  clock: Clock;
  log: Log;
  /** Gives back a token that isn't wanted, unless it is one that we use in that workspace. */
  giveBack(token: string, workspace: string | undefined): Promise<void>;
}

/** Slack's installer for one of our apps. The API's address has to be told to it twice. */
export function providerFor(
  { installations, publicUrl, scopes, apiUrl, clock, log }: FlowNeeds,
  { clientId, clientSecret }: NonNullable<SlackApp["oauth"]>,
): InstallProvider {
  return new InstallProvider({
    clientId,
    clientSecret,
    stateCookieName: COOKIE,
    stateCookieExpirationSeconds: STATE_SECONDS,
    authorizationUrl: new URL("/oauth/v2/authorize", apiUrl ?? SLACK_API).href,
    clientOptions: clientOptions(apiUrl, log),
    logger: boltLog(log),
    stateStore: {
      generateStateParam: () => Promise.reject(new Error("states are made where installations begin")),
      async verifyStateParam(_now, state): Promise<InstallURLOptions> {
        const begun = await installations.redeem(state, clock.now());
        if (!begun) throw new InvalidStateError("used or expired");
        return {
          scopes: [...scopes],
          redirectUri: redirectUri(publicUrl),
          ...(begun.workspace === null ? {} : { teamId: begun.workspace }),
        };
      },
    },
    installationStore: {
      storeInstallation: (given) => installations.put(kept(given, clock.now())),
      fetchInstallation: () => Promise.reject(new Error("tokens are looked up elsewhere")),
    },
  });
}

function kept({ team, appId, bot, user }: Given, installedAt: Date): Installation {
  if (!team || !bot || appId === undefined) throw new Error("Slack gave no bot");
  const { token, userId: botUser, scopes, refreshToken: refresh, expiresAt: seconds } = bot;
  return {
    workspace: team.id,
    name: team.name ?? team.id,
    app: appId,
    botUser,
    scopes,
    installedBy: user.id,
    installedAt,
    tokens: {
      bot: token,
      ...(refresh === undefined || seconds === undefined
        ? {}
        : { rotation: { refresh, expiresAt: new Date(seconds * 1000) } }),
    },
  };
}
