import { webApi } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import { clientOptions, type TokenOf } from "./clients.ts";

/** The token of the one workspace that an installation with `SLACK_BOT_TOKEN` serves; Slack says which one that is, once. */
export function oneWorkspace(token: string, apiUrl: string | undefined, log: Log): TokenOf {
  const client = new webApi.WebClient(token, clientOptions(apiUrl, log));
  let asked: Promise<webApi.AuthTestResponse> | undefined;

  return async (workspace) => {
    asked ??= client.auth.test().catch((error: unknown) => {
      // Asked again next time.
      asked = undefined;
      throw error;
    });
    const { team_id: id, team: name, user_id: user } = await asked;
    if (id !== workspace) return undefined;
    return {
      token,
      ...(user === undefined ? {} : { botUserId: user }),
      ...(name === undefined ? {} : { name }),
    };
  };
}
