import { webApi } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import { clientOptions } from "./clients.ts";
import { platformError } from "./errors.ts";

/** Whose a bot token is, and what it may do. */
export interface Probed {
  workspace: string;
  name: string;
  scopes: readonly string[];
}

/** Asks Slack about a bot token. @throws PlatformError with Slack's word for it if it is good for nothing, or Slack can't be reached */
export async function probe(token: string, apiUrl: string, log: Log): Promise<Probed> {
  try {
    const client = new webApi.WebClient(token, clientOptions(apiUrl, log));
    const { team_id: workspace = "", team: name = workspace, response_metadata } = await client.auth.test();
    return { workspace, name, scopes: response_metadata?.scopes ?? [] };
  } catch (error) {
    throw platformError(error);
  }
}

/** Asks Slack for a connection, which nobody opens. @throws PlatformError if an app-level token is good for none */
export async function probeSocket(appToken: string, apiUrl: string, log: Log): Promise<void> {
  try {
    await new webApi.WebClient(appToken, clientOptions(apiUrl, log)).apps.connections.open();
  } catch (error) {
    throw platformError(error);
  }
}
