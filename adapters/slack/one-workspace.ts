import { webApi } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import { clientOptions, type TokenOf } from "./clients.ts";

interface OneWorkspace {
  of: TokenOf;
  /** Which one it is, if Slack takes the token now. */
  workspace(): Promise<string | undefined>;
}

/** The token of the one workspace that an installation with `SLACK_BOT_TOKEN` serves; Slack says which one that is, once. */
export function oneWorkspace(token: string, apiUrl: string | undefined, log: Log): OneWorkspace {
  const client = new webApi.WebClient(token, clientOptions(apiUrl, log));
  let asked: Promise<webApi.AuthTestResponse> | undefined;

  async function whose(): Promise<webApi.AuthTestResponse> {
    asked ??= client.auth.test().catch((error: unknown) => {
      // Asked again next time.
      asked = undefined;
      throw error;
    });
    return asked;
  }

  async function whoseNow(): Promise<webApi.AuthTestResponse> {
    const answer = await client.auth.test();
    asked = Promise.resolve(answer);
    return answer;
  }

  return {
    async of(workspace) {
      const { team_id: id, team: name, user_id: user } = await whose();
      if (id !== workspace) return undefined;
      return {
        token,
        ...(user === undefined ? {} : { botUserId: user }),
        ...(name === undefined ? {} : { name }),
      };
    },
    workspace: async () => (await whoseNow()).team_id,
  };
}
