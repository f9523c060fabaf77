import { webApi } from "@slack/bolt";
import type { Log } from "../../../src/log.ts";
import { clientOptions } from "../clients.ts";
import type { Tokens } from "../tokens.ts";

interface Needs {
  tokens: Tokens;
  apiUrl: string | undefined;
  log: Log;
}

/** Ends a token that somebody gave us by mistake. Slack gives the same one again where we are already: that one stays. */
export const giverBack =
  ({ tokens, apiUrl, log }: Needs) =>
  async (token: string, workspace: string | undefined): Promise<void> => {
    try {
      const held = workspace === undefined ? undefined : await tokens.of(workspace);
      if (held?.token === token) return;
      await new webApi.WebClient(token, clientOptions(apiUrl, log)).auth.revoke();
    } catch (error) {
      log.warn({ err: error, workspace }, "a token that isn't wanted could not be given back");
    }
  };
