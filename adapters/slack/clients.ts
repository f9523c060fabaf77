import { webApi } from "@slack/bolt";
import { PlatformError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { boltLog } from "./bolt-log.ts";
import { PLATFORM } from "./codec.ts";
import { platformError } from "./errors.ts";

/** What the bot speaks with in a workspace, and which of our apps it is of, where that is known. */
export interface Found {
  token: string;
  botUserId?: string;
  app?: string;
  /** The workspace's. */
  name?: string;
}

/** The bot's token in a workspace; undefined where it isn't installed. */
export type TokenOf = (workspace: string) => Promise<Found | undefined>;

export interface TokenSource {
  of: TokenOf;
  /** Slack refused this token: a newer one to try, or undefined. Then the owners have been told. */
  refused(workspace: string, token: string, reason: string): Promise<Found | undefined>;
  /** Whether the bot is there, as far as anybody knows. */
  isIn(workspace: string): Promise<boolean>;
  /** True where the bot was once; its owners have been told that it left. */
  left(workspace: string): Promise<boolean>;
}

/** Calls Slack's API as the bot of a workspace. @throws PlatformError whatever goes wrong */
export type CallSlack = <T>(workspace: string, call: (client: webApi.WebClient) => Promise<T>) => Promise<T>;

const TIMEOUT_MS = 10_000;

/** What Slack says of a token that is good for nothing, whatever is asked of it. */
const REFUSED = new Set(["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"]);

/** Whoever sends decides when to try again: the SDK's own retries would hold up other conversations for half an hour. */
export function clientOptions(apiUrl: string | undefined, log: Log): webApi.WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logger: boltLog(log),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
}

export function createCaller(tokens: TokenSource, apiUrl: string | undefined, log: Log): CallSlack {
  const clients = new Map<string, { token: string; client: webApi.WebClient }>();

  function clientWith(workspace: string, token: string): webApi.WebClient {
    const held = clients.get(workspace);
    if (held?.token === token) return held.client;
    const client = new webApi.WebClient(token, clientOptions(apiUrl, log));
    clients.set(workspace, { token, client });
    return client;
  }

  async function tokenOf(workspace: string): Promise<string> {
    const found = await lookedUp(() => tokens.of(workspace));
    if (found) return found.token;
    const told = await lookedUp(() => tokens.left(workspace));
    throw new PlatformError(PLATFORM, { kind: "final", reason: "not_installed", told });
  }

  return async (workspace, call) => {
    const token = await tokenOf(workspace);
    try {
      return await call(clientWith(workspace, token));
    } catch (error) {
      const failed = platformError(error);
      const { reason } = failed.failure;
      if (!REFUSED.has(reason)) throw failed;
      // Nothing was done, so it may be asked again with a token that another process got meanwhile.
      const newer = await lookedUp(() => tokens.refused(workspace, token, reason));
      if (!newer) throw new PlatformError(PLATFORM, { kind: "final", reason, told: true }, { cause: error });
      return call(clientWith(workspace, newer.token)).catch((again: unknown) => {
        throw platformError(again);
      });
    }
  };
}

/** Whether Slack still takes a token. @throws PlatformError if it can't be asked */
export async function stillTaken(token: string, apiUrl: string | undefined, log: Log): Promise<boolean> {
  try {
    await new webApi.WebClient(token, clientOptions(apiUrl, log)).auth.test();
    return true;
  } catch (error) {
    const failed = platformError(error);
    if (REFUSED.has(failed.failure.reason)) return false;
    throw failed;
  }
}

/** Nothing was sent when looking up fails. */
async function lookedUp<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (cause) {
    throw new PlatformError(PLATFORM, { kind: "retry", reason: "token lookup failed" }, { cause });
  }
}
