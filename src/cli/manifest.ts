import { defineCommand } from "citty";
import { commands } from "../../commands/index.ts";
import { slackManifest } from "../../manifest/slack/manifest.ts";
import { scopesTable } from "../../manifest/slack/scopes.ts";
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

export const manifest = defineCommand({
  meta: { name: "manifest", description: "App manifests of the platforms" },
  subCommands: { slack },
});
