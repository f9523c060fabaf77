import type { Authorize } from "@slack/bolt";
import type { TokenOf } from "./clients.ts";

/** Lets in what comes from a workspace where the bot is, by the app it is there with: another app's word doesn't count there. */
export const authorizer =
  (tokenOf: TokenOf): Authorize<boolean> =>
  async ({ teamId }, body) => {
    const found = teamId === undefined ? undefined : await tokenOf(teamId);
    if (!found || teamId === undefined) throw new Error("not installed in this workspace");
    const app = body && "api_app_id" in body ? body.api_app_id : undefined;
    if (found.app !== undefined && found.app !== app) throw new Error("another app is installed there");
    const { token: botToken, botUserId } = found;
    return { teamId, botToken, ...(botUserId === undefined ? {} : { botUserId }) };
  };
