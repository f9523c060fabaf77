import { webApi } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import { clientOptions, type TokenOf } from "./clients.ts";

/** The token of the one workspace that an installation with `SLACK_BOT_TOKEN` serves; Slack says which one that is, once. */
export function oneWorkspace(token: string, apiUrl: string | undefined, log: Log): TokenOf {
  const client = new webApi.WebClient(token, clientOptions(apiUrl, log));
  let asked: Promise<{ team: string | undefined; user: string | undefined }> | undefined;

  async function ask() {
    const { team_id, user_id } = await client.auth.test();
    return { team: team_id, user: user_id };
  }

  return async (workspace) => {
    asked ??= ask().catch((error: unknown) => {
      // Asked again next time.
      asked = undefined;
      throw error;
    });
    const { team, user } = await asked;
    if (team !== workspace) return undefined;
    return { token, ...(user === undefined ? {} : { botUserId: user }) };
  };
}
