import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { installLink } from "../adapters/slack/install/link.ts";
import { type Addresses, compose, type ProcessRole, type VaDesk } from "./compose.ts";
import { type Config, readConfig } from "./config.ts";
import { AppError } from "./errors.ts";
import { type Mongo, openMongo } from "./mongo/index.ts";
import { createLog } from "./pino-log.ts";
import { systemClock } from "./time/clock.ts";

/** The settings from the environment and, beneath them, from `.env` in the working folder. @throws ConfigError */
export function environment(): Config {
  if (existsSync(".env")) loadEnvFile(".env");
  return readConfig(process.env);
}

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

/** Opens the database and puts VA Desk together for one short command beside, or instead of, a running process. */
export async function withDesk<T>(work: (desk: VaDesk, config: Config) => Promise<T>): Promise<T> {
  const config = environment();
  const mongo = await database(config, true);
  try {
    const log = createLog(config.LOG_LEVEL === "info" ? "warn" : config.LOG_LEVEL);
    const desk = await compose({ config, mongoUri: mongo.uri, role: "all", clock: systemClock, log });
    try {
      return await work(desk, config);
    } finally {
      await desk.stop();
    }
  } finally {
    await mongo.stop();
  }
}

/** Runs VA Desk until it is told to stop, and what belongs beside it; `beside` returns how that is stopped. Returns the exit code. */
export async function serve(
  role: ProcessRole,
  beside?: (addresses: Addresses) => () => Promise<void>,
): Promise<number> {
  const config = environment();
  const log = createLog(config.LOG_LEVEL);
  const ended = untilAsked();
  const mongo = await database(config, false);
  let desk: VaDesk | undefined;
  let stopBeside: (() => Promise<void>) | undefined;
  try {
    desk = await compose({ config, mongoUri: mongo.uri, role, clock: systemClock, log });
    const addresses = await desk.start();
    const { web, edge } = addresses;
    if (config.VA_DESK_DEMO) await desk.loadDemo();
    process.on("unhandledRejection", (error) => {
      log.error({ err: error }, "something failed that nobody waited for");
    });
    const empty = (await desk.stores.system.desks()).length === 0;
    process.stdout.write(
      `${banner(config, mongo.what, role, web, edge, [...desk.platforms.keys()], empty)}\n`,
    );
    stopBeside = beside?.(addresses);
    const reason = await Promise.race([ended, mongo.lost]);
    if (reason !== undefined) progress(reason);
    return reason === undefined ? 0 : 1;
  } finally {
    await stopBeside?.();
    await desk?.stop();
    await mongo.stop();
  }
}

const database = (config: Config, share: boolean): Promise<Mongo> =>
  openMongo({
    uri: config.MONGODB_URI,
    dataDir: config.VA_DESK_DATA,
    now: systemClock.now(),
    share,
    progress,
  });

/** Settles with Ctrl-C or a request to end; a second one ends at once. */
function untilAsked(): Promise<undefined> {
  return new Promise((settle) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        progress("Stopping…");
        settle(undefined);
      });
    }
  });
}

function banner(
  config: Config,
  database: string,
  role: ProcessRole,
  web: number,
  edge: number | undefined,
  platforms: readonly string[],
  empty: boolean,
): string {
  const slack = platforms.includes("slack")
    ? `on, ${config.SLACK_COMMAND}`
    : "off (SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN switch it on)";
  const teams = platforms.includes("teams")
    ? config.TEAMS_PLAYGROUND
      ? "on, for a playground on this machine"
      : "on"
    : "off (MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD switch it on)";
  const elsewhere =
    config.SLACK_CLIENT_ID === undefined || config.PUBLIC_URL === undefined
      ? []
      : [`  Install    ${installLink(config.PUBLIC_URL, {})} (in further Slack workspaces)`];
  const lines = [
    `VA Desk is running${role === "all" ? "" : ` as ${role}`}.`,
    ...(role === "worker"
      ? [`  Health     http://localhost:${web}/healthz`]
      : [
          `  Web chat   http://localhost:${web}`,
          `  Edge       http://localhost:${edge} (for Slack and Teams)`,
        ]),
    `  Database   ${database}, "${config.MONGODB_DATABASE}"`,
    `  Slack      ${slack}`,
    ...elsewhere,
    `  Teams      ${teams}`,
    ...(empty
      ? ["  Sample     one click in the web chat, or npm run demo, opens a desk to look around in"]
      : []),
    "  Ctrl-C ends it; your data stays.",
  ];
  return lines.join("\n");
}

/** What an operator is told of a failure: its own sentence, or the error with its stack. */
export function told(error: unknown): string {
  return error instanceof AppError && error.code !== "internal"
    ? error.message
    : String((error as Error | undefined)?.stack ?? error);
}
