import type { Command } from "../../src/command.ts";
import { ConfigError } from "../../src/errors.ts";
import { messages } from "../../src/i18n/index.ts";
import { clip } from "../../src/view/limits.ts";
import type { Locale } from "../../src/view/nodes.ts";

/** The first version that knows slash commands. */
const VERSION = "1.29";
const SCHEMA = `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`;
/** Microsoft's limits. */
const SHORT = 80;
const FULL = 4000;
const COMMAND_WORDS = 128;
const TITLE = 32;

/** What Teams offers while somebody types; everything else can be typed all the same. At most ten each. */
const offered = [
  {
    scopes: ["personal"],
    verbs: ["request", "requests", "today", "week", "log", "timer", "stop", "hours", "timesheet", "help"],
  },
  {
    scopes: ["team", "groupChat"],
    verbs: ["request", "requests", "show", "comment", "approve", "changes", "hours", "link", "help"],
  },
] as const;

const extension = [
  { id: "request", context: ["compose", "commandBox"] },
  { id: "createRequest", context: ["message"] },
  { id: "logTime", context: ["message"] },
  { id: "addToRequest", context: ["message"] },
] as const;

export interface TeamsManifestOptions {
  /** The public address of the edge: https, without `/api/messages`. */
  url: string;
  /** The bot's app registration. */
  appId: string;
  /** Three numbers; a tenant's admin takes an update only with a higher one. */
  version: string;
  commands: readonly Command[];
}

/**
 * The manifest of the Teams app in English.
 * @throws ConfigError if Teams would not take the address
 */
export function teamsManifest({ url, appId, version, commands }: TeamsManifestOptions): object {
  const site = siteOf(url);
  const m = messages("en");
  const { manifest: words, teams } = m;
  return {
    $schema: SCHEMA,
    manifestVersion: VERSION,
    version,
    id: appId,
    developer: {
      name: words.name,
      websiteUrl: `${site}/about`,
      privacyUrl: `${site}/privacy`,
      termsOfUseUrl: `${site}/terms`,
    },
    name: { short: words.name, full: words.name },
    description: { short: clip(words.description, SHORT), full: fullWords("en", commands) },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#0F6B5B",
    localizationInfo: {
      defaultLanguageTag: "en",
      additionalLanguages: [{ languageTag: "hi", file: "hi.json" }],
    },
    bots: [
      {
        botId: appId,
        scopes: ["personal", "team", "groupChat"],
        supportsFiles: true,
        isNotificationOnly: false,
        supportsTargetedMessages: true,
        commandLists: offered.map(({ scopes, verbs }) => ({
          scopes,
          triggers: ["mention", "slash"],
          commands: verbs.map((verb) => ({ title: verb, description: summaryOf(verb, commands, "en") })),
        })),
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: extension.map(({ id, context }) => ({
          id,
          type: "action",
          context,
          title: clip(teams.extension[id].title, TITLE),
          description: clip(teams.extension[id].description, COMMAND_WORDS),
          fetchTask: true,
        })),
      },
    ],
    // Hearing a card's thread without being mentioned is the team's own to grant.
    authorization: {
      permissions: {
        resourceSpecific: [
          { name: "ChannelMessage.Read.Group", type: "Application" },
          { name: "ChatMessage.Read.Chat", type: "Application" },
        ],
      },
    },
    webApplicationInfo: { id: appId, resource: "https://RscBasedStoreApp" },
    validDomains: [new URL(site).host],
  };
}

/** The app's words in another language, by the paths of the manifest. */
export function teamsWords(locale: Locale, commands: readonly Command[]): object {
  const { manifest: words, teams } = messages(locale);
  const summaries = offered.flatMap(({ verbs }, list) =>
    verbs.map((verb, i): [string, string] => [
      `bots[0].commandLists[${list}].commands[${i}].description`,
      summaryOf(verb, commands, locale),
    ]),
  );
  const actions = extension.flatMap(({ id }, i): [string, string][] => [
    [`composeExtensions[0].commands[${i}].title`, clip(teams.extension[id].title, TITLE)],
    [`composeExtensions[0].commands[${i}].description`, clip(teams.extension[id].description, COMMAND_WORDS)],
  ]);
  return {
    $schema: SCHEMA.replace("MicrosoftTeams.schema", "MicrosoftTeams.Localization.schema"),
    "name.short": words.name,
    "name.full": words.name,
    "description.short": clip(words.description, SHORT),
    "description.full": fullWords(locale, commands),
    ...Object.fromEntries([...summaries, ...actions]),
  };
}

function fullWords(locale: Locale, commands: readonly Command[]): string {
  const m = messages(locale);
  const list = commands
    .filter(({ hidden }) => !hidden)
    .map((command) => `• ${command.name}: ${command.summary(m)}`);
  return clip([m.manifest.long("@VA Desk"), "", ...list].join("\n"), FULL);
}

function summaryOf(verb: string, commands: readonly Command[], locale: Locale): string {
  const command = commands.find(({ name }) => name === verb);
  if (!command) throw new Error(`the manifest offers ${verb}, which no command is called`);
  return clip(command.summary(messages(locale)), COMMAND_WORDS);
}

function siteOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "https:" || parsed.search !== "" || parsed.hash !== "" || parsed.username !== "") {
    throw new ConfigError(
      "public-url",
      `The address is "${url}", but Teams needs the https address under which it reaches this installation, like https://va.example.com.`,
    );
  }
  return `${parsed.origin}${parsed.pathname.replace(/\/+$/, "")}`;
}
