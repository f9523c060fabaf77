import type { Probed } from "../../../adapters/slack/probe.ts";
import { scopes } from "../../../manifest/slack/scopes.ts";
import type { VaDesk } from "../../compose.ts";
import type { Config } from "../../config.ts";
import { AppError, PlatformError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { createSeal } from "../../seal.ts";
import { slackApps } from "../../slack-config.ts";
import { reader } from "../../store/collection.ts";
import { workspaces } from "../../store/collections.ts";
import type { Database } from "../../store/database.ts";
import { installationStore } from "../../store/installations.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";

const TOKEN_REMEDY = "Install the app again, and copy its Bot User OAuth Token.";
const SOCKET_REMEDY =
  "In the app's settings switch Socket Mode on, and copy an App-Level Token with connections:write.";

/** What goes wrong is a finding, not a line in the log. */
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Of every token: whether Slack takes it, and whether it may do all that we do. */
export async function slack({ database }: VaDesk, config: Config): Promise<Finding[]> {
  const apps = slackApps(config);
  if (apps.length === 0)
    return [note("slack", "is off", "The README says how to switch it on, in five steps.")];
  const { probe, probeSocket } = await import("../../../adapters/slack/probe.ts");
  const sockets = await Promise.all(
    apps.flatMap(({ id, appToken }) => {
      if (appToken === undefined) return [];
      const whose = id ? `the app-level token of ${id}` : "SLACK_APP_TOKEN";
      return probeSocket(appToken, config.SLACK_API_URL, silent).then(
        () => ok("slack", `${whose} is taken, so Slack can be heard by Socket Mode`),
        (error: unknown) => refused(whose, error, SOCKET_REMEDY),
      );
    }),
  );
  const set = apps.flatMap(({ id, botToken }) =>
    botToken === undefined
      ? []
      : [{ whose: id ? `the bot token of ${id}` : "SLACK_BOT_TOKEN", token: botToken }],
  );
  const all = [...set, ...(await installed(database, config))];
  const findings = await Promise.all(
    all.map(({ whose, token }) =>
      probe(token, config.SLACK_API_URL, silent).then(permitted, (error: unknown) => [
        refused(whose, error, TOKEN_REMEDY),
      ]),
    ),
  );
  const bots = all.length === 0 ? [note("slack", "is on, and not installed anywhere yet")] : findings.flat();
  return [...sockets, ...bots];
}

/** The tokens of workspaces it was installed in. Those that can't be opened are among the keys' findings. */
async function installed(
  { db }: Database,
  { VA_DESK_KEY }: Config,
): Promise<{ whose: string; token: string }[]> {
  if (VA_DESK_KEY === undefined) return [];
  const installations = installationStore(db, createSeal(VA_DESK_KEY));
  const rows = await reader(db, workspaces).many({ platform: "slack", endedAt: null });
  const found = await Promise.all(
    rows.map(async ({ id, name }) => {
      try {
        const one = await installations.find(id.replace(/^slack:/, ""));
        return one ? [{ whose: `the token of ${name}`, token: one.tokens.bot }] : [];
      } catch (error) {
        if (error instanceof AppError && error.code === "unsealable") return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

function permitted({ name, workspace, scopes: granted }: Probed): Finding[] {
  const where = `${name} (${workspace})`;
  const missing = scopes.filter((scope) => !granted.includes(scope.name));
  if (missing.length === 0)
    return [ok("slack", `${where}: the token is taken, and every permission is there`)];
  const remedy =
    "Put the manifest that va-desk manifest slack prints into the app's settings, then install the app again.";
  return missing.map((scope) =>
    wrong("slack", `${where}: the permission ${scope.name} is missing (${scope.why})`, remedy),
  );
}

function refused(whose: string, error: unknown, remedy: string): Finding {
  if (!(error instanceof PlatformError)) throw error;
  const { kind, reason } = error.failure;
  return kind === "final"
    ? wrong("slack", `${whose} is refused: ${reason}`, remedy)
    : wrong(
        "slack",
        `${whose} could not be tried: ${reason}`,
        "Check the network, and SLACK_API_URL if it is set.",
      );
}
