import { writeFile } from "node:fs/promises";
import { defineCommand } from "citty";
import { commands } from "../../commands/index.ts";
import { slackManifest } from "../../manifest/slack/manifest.ts";
import { scopesTable } from "../../manifest/slack/scopes.ts";
import { teamsPackage } from "../../manifest/teams/package.ts";
import { ConfigError } from "../errors.ts";
import { locales } from "../i18n/index.ts";
import { environment } from "../main.ts";
import type { Locale } from "../view/nodes.ts";
import { UsageError } from "./usage-error.ts";

const slack = defineCommand({
  meta: { name: "slack", description: "Print the manifest to make the Slack app from, as JSON" },
  args: {
    url: {
      type: "string",
      valueHint: "https://va.example.com",
      description: "Where Slack reaches this installation",
    },
    socket: {
      type: "boolean",
      description: "For an app that is heard by Socket Mode: no address is needed",
    },
    command: {
      type: "string",
      valueHint: "/va",
      description: "The slash command; SLACK_COMMAND if left out",
    },
    language: {
      type: "enum",
      options: [...locales],
      default: "en",
      description: "Of the words beside the command",
    },
    scopes: {
      type: "boolean",
      description: "Print the permissions it asks for and why, as Markdown, and nothing else",
    },
  },
  run({ args }) {
    process.stdout.write(`${args.scopes ? scopesTable() : JSON.stringify(made(args), null, 2)}\n`);
  },
});

interface Asked {
  url?: string | undefined;
  socket?: boolean | undefined;
  command?: string | undefined;
  language: Locale;
}

function made({ url, socket = false, command, language }: Asked): object {
  if (socket === (url !== undefined)) {
    throw new UsageError(
      "Either --url, the https address under which Slack reaches this installation, or --socket.",
    );
  }
  try {
    const called = command ?? environment().SLACK_COMMAND;
    return slackManifest({ url, command: called, commands, locale: language });
  } catch (error) {
    throw error instanceof ConfigError && error.code !== "config" ? new UsageError(error.message) : error;
  }
}

const teams = defineCommand({
  meta: { name: "teams", description: "Write the Teams app as a zip, for a tenant's admin to upload" },
  args: {
    url: {
      type: "string",
      valueHint: "https://va.example.com",
      description: "Where Teams reaches this installation; PUBLIC_URL if left out",
    },
    out: { type: "string", valueHint: "va-desk.zip", description: "The file to write" },
    app: {
      type: "string",
      valueHint: "uuid",
      description: "The bot's app registration; MICROSOFT_APP_ID if left out",
    },
    version: { type: "string", default: "1.0.0", description: "Higher for every update" },
  },
  async run({ args }) {
    const { PUBLIC_URL, MICROSOFT_APP_ID } = environment();
    const url = args.url ?? PUBLIC_URL;
    const appId = args.app ?? MICROSOFT_APP_ID;
    if (url === undefined)
      throw new UsageError(
        "--url is missing: the https address under which Teams reaches this installation.",
      );
    if (appId === undefined || !UUID.test(appId))
      throw new UsageError("--app is missing: the id of the bot's app registration, a UUID.");
    if (args.out === undefined)
      throw new UsageError("--out is missing: the file to write, like va-desk.zip.");
    if (!/^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(args.version))
      throw new UsageError(`--version is "${args.version}", but must be three numbers like 1.0.1.`);
    try {
      await writeFile(args.out, teamsPackage({ url, appId, version: args.version, commands }));
    } catch (error) {
      throw error instanceof ConfigError ? new UsageError(error.message) : error;
    }
    process.stdout.write(
      `${args.out} is written. In the Teams admin center choose Manage apps, Upload new app.\n`,
    );
  },
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const manifest = defineCommand({
  meta: { name: "manifest", description: "App manifests of the platforms" },
  subCommands: { slack, teams },
});
