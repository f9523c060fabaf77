import { webApi } from "@slack/bolt";
import { z } from "zod";
import { PlatformError } from "../../../src/errors.ts";
import type { Log } from "../../../src/log.ts";
import type { Clock } from "../../../src/time/clock.ts";
import type { SlackApp } from "../apps.ts";
import { clientOptions } from "../clients.ts";
import { PLATFORM } from "../codec.ts";
import { platformError } from "../errors.ts";
import type { Installation, Tokens } from "./port.ts";

export type Credentials = NonNullable<SlackApp["oauth"]>;

const tokensSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  /** Seconds. */
  expires_in: z.number().positive().optional(),
});
const installationSchema = tokensSchema.extend({
  app_id: z.string(),
  bot_user_id: z.string(),
  scope: z.string(),
  authed_user: z.object({ id: z.string() }),
  /** None: for a whole organisation. */
  team: z.object({ id: z.string(), name: z.string().optional() }).nullish(),
  is_enterprise_install: z.boolean().nullish(),
});

/** The one method of Slack's API that gives tokens. Everything rejects with PlatformError. */
export interface Oauth {
  /** What somebody allowed in a browser; without a workspace where it was a whole organisation. */
  exchange(
    credentials: Credentials,
    code: string,
    redirectUri: string,
  ): Promise<Omit<Installation, "workspace" | "name"> & { team: { id: string; name: string } | undefined }>;
  /** Those that follow; Slack takes a refresh token once. */
  renew(credentials: Credentials, refreshToken: string): Promise<Tokens>;
}

export function createOauth(apiUrl: string | undefined, clock: Clock, log: Log): Oauth {
  const client = new webApi.WebClient(undefined, clientOptions(apiUrl, log));

  async function ask<S extends z.ZodType>(
    schema: S,
    { clientId, clientSecret }: Credentials,
    what: { code: string; redirect_uri: string } | { grant_type: "refresh_token"; refresh_token: string },
  ): Promise<z.infer<S>> {
    let answer: unknown;
    try {
      answer = await client.oauth.v2.access({ client_id: clientId, client_secret: clientSecret, ...what });
    } catch (error) {
      throw platformError(error);
    }
    const read = schema.safeParse(answer);
    if (read.success) return read.data;
    throw new PlatformError(PLATFORM, { kind: "final", reason: "no_bot_token" }, { cause: read.error });
  }

  const tokensOf = (given: z.infer<typeof tokensSchema>, asked: Date): Tokens => {
    const { access_token: bot, refresh_token: refresh, expires_in: seconds } = given;
    if (refresh === undefined || seconds === undefined) return { bot };
    return { bot, rotation: { refresh, expiresAt: new Date(asked.getTime() + seconds * 1000) } };
  };

  return {
    async exchange(credentials, code, redirectUri) {
      const asked = clock.now();
      const given = await ask(installationSchema, credentials, { code, redirect_uri: redirectUri });
      const { app_id, bot_user_id, scope, authed_user, team, is_enterprise_install: whole } = given;
      return {
        team: team && !whole ? { id: team.id, name: team.name ?? team.id } : undefined,
        app: app_id,
        botUser: bot_user_id,
        scopes: scope.split(","),
        installedBy: authed_user.id,
        installedAt: asked,
        tokens: tokensOf(given, asked),
      };
    },
    async renew(credentials, refreshToken) {
      const asked = clock.now();
      const what = { grant_type: "refresh_token", refresh_token: refreshToken } as const;
      return tokensOf(await ask(tokensSchema, credentials, what), asked);
    },
  };
}
