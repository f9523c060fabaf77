import type { Config } from "../../config.ts";
import { teamsApp } from "../../teams-config.ts";
import { systemClock } from "../../time/clock.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";

const FETCH_MS = 10_000;

/** Does Microsoft take the app's secret, and can its keys be had? Whether Teams reaches us only Teams can say. */
export async function teams(config: Config): Promise<Finding[]> {
  const settings = teamsApp(config);
  if (!settings) return [note("teams", "is off", "The README says how to switch it on, in five steps.")];
  const { app } = settings;
  if (!app) return [note("teams", "is open to a playground on this machine, without any authentication")];
  const { credentialsOf } = await import("../../../adapters/teams/credentials.ts");
  const [secret, keys] = await Promise.all([
    credentialsOf(app, systemClock)
      .token()
      .then(() => ok("teams", "Microsoft takes MICROSOFT_APP_ID and its secret"), refused),
    fetch(app.metadataUrl, { signal: AbortSignal.timeout(FETCH_MS) }).then(
      (answer) => (answer.ok ? ok("teams", "the keys of its tokens can be had") : noKeys(`${answer.status}`)),
      (error: unknown) => noKeys(String((error as Error).message)),
    ),
  ]);
  return [secret, keys];
}

const refused = (error: unknown): Finding =>
  wrong(
    "teams",
    String((error as Error).message),
    "Make a new client secret under Certificates & secrets of the app registration, set MICROSOFT_APP_PASSWORD to its value, and check MICROSOFT_APP_TYPE and MICROSOFT_APP_TENANT_ID.",
  );

const noKeys = (why: string): Finding =>
  wrong(
    "teams",
    `the keys of its tokens can't be had (${why}), so nobody in Teams is heard`,
    "Check the network, and MICROSOFT_OPENID_METADATA_URL if it is set.",
  );
