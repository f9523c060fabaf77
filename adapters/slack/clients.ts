import { webApi } from "@slack/bolt";
import { PlatformError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { boltLog } from "./bolt-log.ts";
import { PLATFORM } from "./codec.ts";
import { platformError } from "./errors.ts";

/** The bot's token in a workspace; undefined where it isn't installed. */
export type TokenOf = (workspace: string) => Promise<{ token: string; botUserId?: string } | undefined>;

/** Calls Slack's API as the bot of a workspace. @throws PlatformError whatever goes wrong */
export type CallSlack = <T>(workspace: string, call: (client: webApi.WebClient) => Promise<T>) => Promise<T>;

const TIMEOUT_MS = 10_000;

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

export function createCaller(tokenOf: TokenOf, apiUrl: string | undefined, log: Log): CallSlack {
  const clients = new Map<string, { token: string; client: webApi.WebClient }>();

  async function clientOf(workspace: string): Promise<webApi.WebClient> {
    const found = await tokenOf(workspace).catch((cause: unknown) => {
      // Nothing was sent.
      throw new PlatformError(PLATFORM, { kind: "retry", reason: "token lookup failed" }, { cause });
    });
    if (!found) throw new PlatformError(PLATFORM, { kind: "final", reason: "no_token" });
    const { token } = found;
    const held = clients.get(workspace);
    if (held?.token === token) return held.client;
    const client = new webApi.WebClient(token, clientOptions(apiUrl, log));
    clients.set(workspace, { token, client });
    return client;
  }

  return async (workspace, call) => {
    try {
      return await call(await clientOf(workspace));
    } catch (error) {
      throw platformError(error);
    }
  };
}
