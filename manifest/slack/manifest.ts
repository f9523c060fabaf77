import { EVENTS_PATH } from "../../adapters/slack/events-path.ts";
import { redirectUri } from "../../adapters/slack/install/link.ts";
import { shortcuts } from "../../adapters/slack/shortcuts.ts";
import type { Command } from "../../src/command.ts";
import { ConfigError } from "../../src/errors.ts";
import { messages } from "../../src/i18n/index.ts";
import { clip } from "../../src/view/limits.ts";
import type { Locale } from "../../src/view/nodes.ts";
import { eventsWithoutScope, scopes } from "./scopes.ts";

export interface SlackManifestOptions {
  /** The public address of the edge: https, without `/slack/events`. Undefined: the app is heard by Socket Mode, which needs none. */
  url: string | undefined;
  /** The slash command, `/va`. */
  command: string;
  commands: readonly Command[];
  locale?: Locale;
}

/** Slack's limits. */
const LONG_DESCRIPTION = 4000;
const USAGE_HINT = 1000;
const SHORTCUT = 24;
const SHORTCUT_WORDS = 150;
const COMMAND = /^\/[a-z][a-z0-9_-]{0,30}$/;

/**
 * The manifest that an app is made from in a workspace of Slack's: what it may do, what it hears, its slash command.
 * @throws ConfigError if Slack would not take the address or the command
 */
export function slackManifest({ url, command, commands, locale = "en" }: SlackManifestOptions): object {
  const edge = url === undefined ? undefined : edgeAddress(url);
  const events = edge === undefined ? {} : { request_url: `${edge}${EVENTS_PATH}` };
  if (!COMMAND.test(command)) {
    throw new ConfigError(
      "slack-command",
      `The command is "${command}", but must be a slash and up to 31 lower-case letters, digits, - and _, like /va.`,
    );
  }
  const m = messages(locale);
  const words = m.manifest;
  const verbs = commands.filter(({ hidden }) => !hidden);
  const list = verbs.map((verb) => `• ${verb.name}: ${verb.summary(m)}`);
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: words.name,
      description: words.description,
      background_color: "#1d4044",
      long_description: clip([words.long(command), "", ...list].join("\n"), LONG_DESCRIPTION),
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: words.name, always_online: true },
      slash_commands: [
        {
          command,
          ...(edge === undefined ? {} : { url: `${edge}${EVENTS_PATH}` }),
          description: words.command,
          usage_hint: clip(verbs.map(({ name }) => name).join(" | "), USAGE_HINT),
          // People then come as ids, whatever they are called.
          should_escape: true,
        },
      ],
      shortcuts: shortcuts.map(({ id, type, words: named }) => ({
        name: clip(m.teams.extension[named].title, SHORTCUT),
        type,
        callback_id: id,
        description: clip(m.teams.extension[named].description, SHORTCUT_WORDS),
      })),
    },
    oauth_config: {
      ...(edge === undefined ? {} : { redirect_urls: [redirectUri(edge)] }),
      scopes: { bot: scopes.map(({ name }) => name) },
    },
    settings: {
      event_subscriptions: {
        ...events,
        bot_events: [...scopes.flatMap((scope) => scope.events ?? []), ...eventsWithoutScope],
      },
      interactivity: { is_enabled: true, ...events },
      org_deploy_enabled: false,
      socket_mode_enabled: edge === undefined,
      token_rotation_enabled: false,
    },
  };
}

function edgeAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "https:" || parsed.search !== "" || parsed.hash !== "" || parsed.username !== "") {
    throw new ConfigError(
      "public-url",
      `The address is "${url}", but Slack needs the https address under which it reaches this installation, like https://va.example.com.`,
    );
  }
  return `${parsed.origin}${parsed.pathname.replace(/\/+$/, "")}`;
}
